import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEvents } from '#actions/list-events.ts';
import { listRegisters } from '#actions/list-registers.ts';
import { RegisterShelf, sampleName } from '#actions/load-register.ts';
import { loadSample, sampleManifest } from '#actions/load-sample.ts';
import { showOrganisation } from '#actions/show-organisation.ts';
import { isoDate } from '#std/iso-date.ts';
import { openDatabase, type Store } from '#store/open.ts';
import { saveFacts } from '#store/save-facts.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { bodies, dividedDistricts, events, factsOf, together } from '#tests/support/tiny-register.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeTestDatabase();
});
afterEach(() => database.close());

const moment = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`;
const day = isoDate('2015-01-01');

/** A small register of districts that carry one code, with an event that divides the first of them. */
function tiny(name = 'TINY') {
  const facts = together(
    dividedDistricts(),
    bodies([['other', 'district-council', 'b2']]),
    events([
      { id: 'rename', kind: 'rename', day: '2012-04-01', subjects: 'other' },
      { id: 'some-day', kind: 'rename', day: null, status: 'proposed', subjects: 'other' },
    ]),
    factsOf({
      identifiers: [{ organisation: 'other', scheme: 'ods', value: 'R2' }],
      scenarios: [{ id: 'no-split', title: 'No split', statuses: 'in-effect' }],
      scenario_events: [{ scenario: 'no-split', event: 'split', holds: false }],
    }),
  );
  const organisations = facts.organisations.map((row) => (row.id === 'other' ? { ...row, name } : row));
  return { ...facts, organisations };
}

function save(store: Store, pack: string, hour: number, name?: string) {
  const manifest = { ...sampleManifest, name: pack, title: pack };
  return saveFacts(store, { manifest, facts: tiny(name), files: new Map() }, { recordedAt: moment(hour) });
}

describe('the shelf', () => {
  it('[AC1] loads a register once for any number of questions', async () => {
    await save(database.store, 'one', 9);
    const shelf = new RegisterShelf(database.store);
    const opened = await Promise.all(Array.from({ length: 20 }, () => shelf.open({})));
    opened.push(await shelf.open({ register: 'one' }));
    const worlds = new Set(opened.map((one) => (one.ok ? one.value.world : null)));
    const timelines = new Set(opened.map((one) => (one.ok ? one.value.timeline : null)));
    expect([worlds.size, timelines.size, worlds.has(null)]).toEqual([1, 1, false]);
    const other = await shelf.open({ scenario: 'no-split' });
    expect(other.ok && worlds.has(other.value.world) && !timelines.has(other.value.timeline)).toBe(true);
  });

  it('[AC2] sees a new import at the next question, and the old one as known before', async () => {
    await save(database.store, 'one', 9, 'Before');
    const shelf = new RegisterShelf(database.store);
    const nameNow = async (known?: string) => {
      const shown = await showOrganisation(shelf, { known }, { code: 'R2', on: day });
      return shown.ok ? shown.value.portrait.organisation.row.name : shown.refusal.kind;
    };
    expect(await nameNow()).toBe('Before');
    await save(database.store, 'one', 10, 'After');
    expect(await nameNow()).toBe('After');
    expect(await nameNow(moment(9))).toBe('Before');
    expect(await nameNow('2026-11-21T09:59:59.999Z')).toBe('Before');
    expect(await nameNow(moment(10))).toBe('After');
    expect(await nameNow('2026-11-21T08:59:59.999Z')).toBe('not-yet-known');
  });

  it('[AC3] opens the newest import, and the sample only while it is alone', async () => {
    const shelf = new RegisterShelf(database.store);
    const nameOf = async () => {
      const opened = await shelf.open({});
      return opened.ok ? opened.value.pack.name : opened.refusal.kind;
    };
    expect(await nameOf()).toBe('no-register');
    await loadSample(database.store, moment(12));
    expect(await nameOf()).toBe(sampleName);
    await save(database.store, 'one', 9);
    expect(await nameOf()).toBe('one');
    await save(database.store, 'another', 10);
    expect(await nameOf()).toBe('another');
    await save(database.store, 'one', 11, 'Corrected');
    expect(await nameOf()).toBe('one');
    const listed = await listRegisters(shelf);
    expect(listed.ok && listed.value.map((one) => one.pack.name)).toEqual(['one', 'another', sampleName]);
  });

  it('[AC4] refuses what is not there and names what is', async () => {
    const shelf = new RegisterShelf(database.store);
    expect(await listRegisters(shelf)).toEqual({ ok: true, value: [] });
    await save(database.store, 'one', 9);
    expect(await shelf.open({ register: 'two' })).toMatchObject({
      refusal: { kind: 'unknown-register', known: ['one'], detail: 'There is no register two. Known: one.' },
    });
    expect(await shelf.open({ scenario: 'two' })).toMatchObject({
      refusal: { kind: 'unknown-scenario', known: ['current-law', 'no-split'] },
    });
    expect(await shelf.open({ known: moment(8) })).toMatchObject({ refusal: { kind: 'not-yet-known' } });
  });

  it('[AC5] does not keep a loading that failed', async () => {
    await save(database.store, 'one', 9);
    const own = await openDatabase({ connectionString: database.databaseUrl, max: 4 });
    try {
      const shelf = new RegisterShelf(own);
      const { connect } = own.pool;
      let failures = 0;
      // The list of packs is read by the first connection; those of the loading fail.
      const failing = (...given: unknown[]) => {
        if (given.length > 0) return Reflect.apply(connect, own.pool, given);
        failures += 1;
        return failures > 1 ? Promise.reject(new Error('gone')) : Reflect.apply(connect, own.pool, []);
      };
      Object.assign(own.pool, { connect: failing });
      await expect(shelf.open({})).rejects.toThrow('gone');
      Object.assign(own.pool, { connect });
      expect((await shelf.open({})).ok).toBe(true);
      expect(failures).toBeGreaterThan(1);
    } finally {
      await own.close();
    }
  });
});

describe('the sample', () => {
  it('[AC6] is loaded into an empty store, once, and not beside packs of somebody', async () => {
    expect(await loadSample(database.store, moment(9))).toMatchObject({ changed: true, pack: sampleName });
    expect(await loadSample(database.store, moment(10))).toBeNull();
    await save(database.store, 'one', 11);
    expect(await loadSample(database.store, moment(12))).toBeNull();
    const other = await makeTestDatabase();
    try {
      await save(other.store, 'one', 9);
      expect(await loadSample(other.store, moment(10))).toBeNull();
    } finally {
      await other.close();
    }
  });
});

describe('questions', () => {
  it('[AC8] a reused code finds the body that exists on the day, or the candidates', async () => {
    await save(database.store, 'one', 9);
    const shelf = new RegisterShelf(database.store);
    const ask = (code: string, on: string) => showOrganisation(shelf, {}, { code, on: isoDate(on) });
    const before = await ask(' r1 ', '2010-03-31');
    expect(before.ok && before.value.portrait.organisation.row.id).toBe('old');
    const after = await ask('R1', '2010-04-01');
    expect(after).toMatchObject({ ok: false, refusal: { kind: 'ambiguous-code' } });
    if (!after.ok && after.refusal.kind === 'ambiguous-code') {
      expect(after.refusal.candidates.map(({ id, from, to }) => [id, from, to])).toEqual([
        ['old', null, '2010-04-01'],
        ['north', '2010-04-01', null],
        ['south', '2010-04-01', null],
      ]);
    }
    const byId = await ask('south', '2010-04-01');
    expect(byId.ok && byId.value.portrait.organisation.row.id).toBe('south');
    expect(await ask('R9', '2010-04-01')).toMatchObject({ refusal: { kind: 'unknown-organisation' } });
  });

  it('[AC9] events are chosen by day, kind and body', async () => {
    await save(database.store, 'one', 9);
    const shelf = new RegisterShelf(database.store);
    const ids = async (question: Parameters<typeof listEvents>[2]) => {
      const list = await listEvents(shelf, {}, question);
      return list.ok ? list.value.events.map((event) => event.row.id) : list.refusal.kind;
    };
    expect(await ids({})).toEqual(['split', 'rename', 'some-day']);
    expect(await ids({ from: isoDate('2010-04-01'), to: isoDate('2012-04-01') })).toEqual(['split']);
    expect(await ids({ to: isoDate('2012-04-02') })).toEqual(['split', 'rename']);
    expect(await ids({ kind: 'rename' })).toEqual(['rename', 'some-day']);
    expect(await ids({ organisation: 'north' })).toEqual(['split']);
    expect(await ids({ organisation: 'nobody' })).toBe('unknown-organisation');
    expect(await ids({ from: isoDate('2012-04-02'), to: isoDate('2012-04-02') })).toBe('bad-question');
  });
});
