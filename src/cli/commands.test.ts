import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleManifest } from '#actions/load-sample.ts';
import type { Refusal } from '#actions/refusal.ts';
import { endOf, exitCodeMeanings, exitCodes, stopOf } from '#cli/exit-codes.ts';
import { parseDateFlag, parseMomentFlag, parsePortFlag, parseTierFlag, parseToleranceFlag } from '#cli/parse-flags.ts';
import { settingsOf } from '#cli/settings.ts';
import { saveFacts } from '#store/save-facts.ts';
import { StoreError } from '#store/store-error.ts';
import { ended, makeSampleDatabase, runCli, startCli } from '#tests/golden/run-cli.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import { bodies, events, ground, together } from '#tests/support/tiny-register.ts';

let sample: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
  sample = await makeSampleDatabase();
  env = { DATABASE_URL: sample.databaseUrl };
});
afterAll(() => sample?.close());

describe('answers', () => {
  it('[CL3] measure as JSON has the promised fields', async () => {
    const run = await runCli(['measure', '--bodies', 'icb', '--councils', 'ltla', '--on', '2022-07-01', '--json'], {
      env,
    });
    const answer = JSON.parse(run.stdout);
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(['on', 'bodies', 'councils', 'population', 'pairs', 'summary', 'assumptions']),
    );
    expect(answer).toMatchObject({ on: '2022-07-01', bodies: 'icb', councils: 'ltla' });
    expect(answer.population).toMatchObject({ name: 'census-2021', persons: 7_134_883 });
    expect(answer.pairs.length).toBe(answer.summary.pairCount);
    for (const pair of answer.pairs) {
      expect(pair).toMatchObject({
        body: expect.any(String),
        council: expect.any(String),
        persons: expect.any(Number),
        shareOfBody: expect.any(Number),
        shareOfCouncil: expect.any(Number),
        relation: expect.stringMatching(
          /^(coterminous|body-within-council|council-within-body|straddling|sliver|not-known)$/,
        ),
      });
    }
    const promised =
      'bodyCount councilCount pairCount coterminousBodies coterminousCouncils bodiesOfWholeCouncils councilsWithinOneBody councilsCrossing personsOutsideModalBody shareInModalBody viNats homogeneity completeness vMeasure mapcurvesBodies mapcurvesCouncils';
    for (const field of promised.split(' ')) expect(answer.summary[field], field).toBeTypeOf('number');
    for (const text of answer.assumptions) expect(text).toBeTypeOf('string');
  });

  it('[CL3] organisations as JSON has the promised fields', async () => {
    const run = await runCli(['organisations', '--kind', 'pct', '--on', '2006-10-01', '--json'], { env });
    const answer = JSON.parse(run.stdout);
    expect(answer).toMatchObject({ on: '2006-10-01', kind: 'pct', count: answer.organisations.length });
    expect(answer.count).toBeGreaterThan(10);
    for (const one of answer.organisations) {
      expect(Object.keys(one)).toEqual(expect.arrayContaining(['code', 'name', 'identifiers', 'from', 'to', 'status']));
      expect(one.status).toMatch(/^(exists|ends)$/);
      for (const code of one.identifiers) expect(Object.keys(code)).toEqual(['scheme', 'value', 'from', 'to']);
    }
  });

  it('[CL4] no CSV holds a cell that a spreadsheet would run', async () => {
    const evil = '=HYPERLINK("http://evil.example")';
    const tiny = together(
      ground(2),
      bodies([
        ['+a', 'unitary-council', 'b0'],
        ['p', 'primary-care-trust', 'b0 b1'],
      ]),
      events([{ id: '-e', kind: 'rename', day: '2010-01-01', subjects: '+a' }]),
    );
    const facts = {
      ...tiny,
      organisations: tiny.organisations.map((row) => ({ ...row, name: evil })),
      areas: tiny.areas.map((row) => ({ ...row, name: '@SUM(A1)' })),
      events: tiny.events.map((row) => ({ ...row, title: '\tx', instrument: '-1+1' })),
    };
    const manifest = { ...sampleManifest, name: 'evil', title: '=1+1' };
    await saveFacts(sample.store, { manifest, facts, files: new Map() }, { recordedAt: '2026-11-21T12:00:00.000Z' });
    const on = ['--on', '2010-06-01'];
    const commands = [
      ['organisations', '--kind', 'pct', ...on],
      ['organisation', 'p', ...on],
      ['events'],
      ['measure', '--bodies', 'pct', '--councils', 'utla', ...on],
      ['uncovered', '--kind', 'utla', ...on],
      ['registers'],
    ];
    for (const command of commands) {
      const register = command[0] === 'registers' ? [] : ['--register', 'evil'];
      const { stdout, exitCode, stderr } = await runCli([...command, ...register, '--csv', '-'], { env });
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout.split('\r\n').length, command[0]).toBeGreaterThan(2);
      expect(stdout).not.toMatch(/(^|,|\n)"?[=+@\t-]/);
      expect(stdout).toContain("'");
    }
  });

  it('[CL8] a reader that has seen enough ends a run quietly', async () => {
    const child = startCli(['events', '--register', 'surrey-and-neighbours', '--json'], { env });
    child.stdout?.destroy();
    const { exitCode, stderr } = await ended(child);
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

describe('flags and settings', () => {
  it('[CL5] help names the variables and the exit codes', async () => {
    const { stdout, exitCode } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    for (const word of ['COTERMINOUS_HOME', 'DATABASE_URL', 'PORT']) expect(stdout).toContain(`  ${word}`);
    for (const [name, meaning] of Object.entries(exitCodeMeanings)) {
      expect(stdout).toContain(`  ${exitCodes[name as keyof typeof exitCodes]}  ${meaning}`);
    }
  });

  it('[CL5] a flag outweighs its variable, and an empty variable is none', () => {
    const variables = { COTERMINOUS_HOME: '/a', DATABASE_URL: 'postgresql://b/c', XDG_DATA_HOME: '/data' };
    expect(settingsOf({}, variables)).toEqual({ home: '/a', databaseUrl: 'postgresql://b/c' });
    expect(settingsOf({ home: '/d', databaseUrl: 'postgresql://e/f' }, variables)).toEqual({
      home: '/d',
      databaseUrl: 'postgresql://e/f',
    });
    const empty = { ...variables, COTERMINOUS_HOME: '', DATABASE_URL: '' };
    expect(settingsOf({}, empty)).toEqual({ home: '/data/coterminous', databaseUrl: undefined });
  });

  it('[CL6] values of flags that cannot be read say what was expected', () => {
    expect(parseDateFlag('2024-02-29')).toBe('2024-02-29');
    expect(() => parseDateFlag('2023-02-29')).toThrow('YYYY-MM-DD');
    expect(() => parseTierFlag('toString')).toThrow('Kinds are: sha');
    expect([parsePortFlag('0'), parsePortFlag('65535')]).toEqual([0, 65535]);
    for (const text of ['', ' ', '-1', '65536', '8o8o', '1e3', '0x50', '80.5']) {
      expect(() => parsePortFlag(text)).toThrow('1 to 65535');
    }
    expect([parseToleranceFlag('0'), parseToleranceFlag('0.499')]).toEqual([0, 0.499]);
    for (const text of ['', ' ', '-0.1', '0.5', 'NaN', 'half']) expect(() => parseToleranceFlag(text)).toThrow('share');
    expect(parseMomentFlag('2026-11-21')).toBe('2026-11-21T00:00:00.000Z');
    expect(parseMomentFlag('2026-11-21T10:30:00+01:00')).toBe('2026-11-21T09:30:00.000Z');
    for (const text of ['5', 'yesterday', '2026-13-01', '2026-02-30', '2026-11-21T09:30:00']) {
      expect(() => parseMomentFlag(text)).toThrow('moment');
    }
  });

  it('[CL6] every end has its exit code', () => {
    const codes = Object.values(exitCodes);
    expect(new Set(codes).size).toBe(codes.length);
    const refused = stopOf({
      kind: 'ambiguous-code',
      detail: 'R1 has been the code of 1 body.',
      candidates: [{ id: 'a', code: 'R1', name: 'A', from: null, to: '2010-01-01' }],
    } satisfies Refusal);
    expect([refused.exitCode, refused.message]).toEqual([
      exitCodes.notFound,
      'R1 has been the code of 1 body.\n  a: A (before the record to 2010-01-01)',
    ]);
    expect(endOf(new StoreError('disk-full', 'The disk is full.'))).toEqual({
      exitCode: 5,
      message: 'The disk is full.',
    });
    const file = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    expect(endOf(file).exitCode).toBe(exitCodes.file);
    const fault = endOf(new Error('a slip'));
    expect(fault.exitCode).toBe(exitCodes.fault);
    expect(fault.message).toContain('commands.test.ts');
  });
});

describe('files', () => {
  it('[CL34] an output that cannot be written is named, with code 7', async () => {
    const folder = makeTestFolder();
    try {
      const written = join(folder, 'a.csv');
      expect((await runCli(['events', '--csv', written], { env })).stderr).toBe(`Written to ${written}\n`);
      for (const path of ['/dev/full', join(folder, 'none', 'a.csv'), folder]) {
        const { exitCode, stdout, stderr } = await runCli(['events', '--csv', path], { env });
        expect([exitCode, stdout]).toEqual([7, '']);
        expect(stderr).toMatch(new RegExp(`^${path} cannot be written: E[A-Z]+: .+ Choose another file.\n$`));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('[CL35] a database that cannot be reached is named without its password', async () => {
    const url = 'postgresql://user:s3cret@127.0.0.1:1/none';
    const began = performance.now();
    for (const args of [['registers'], ['start', '--api-only', '--port', '0']]) {
      const { exitCode, stderr } = await runCli(args, { env: { DATABASE_URL: url } });
      expect(exitCode).toBe(5);
      expect(stderr).toMatch(/^The database at 127\.0\.0\.1:1\/none cannot be reached: .*ECONNREFUSED.*\n$/);
      expect(stderr).not.toContain('s3cret');
    }
    const { exitCode, stderr } = await runCli(['registers', '--database-url', 'not a url'], { env: {} });
    expect([exitCode, stderr.split('\n').length]).toEqual([5, 2]);
    expect(performance.now() - began).toBeLessThan(50_000);
  });
});
