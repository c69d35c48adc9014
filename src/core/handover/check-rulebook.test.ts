import { describe, expect, it } from 'vitest';
import { arrangementKindNames, families, partyRoleNames } from '#core/agreements/vocabulary.ts';
import { parseRulebook, rulebookText } from '#core/handover/check-rulebook.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { fates, matches, regimes, section24Findings } from '#core/handover/findings.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import { randomFindings, randomOf } from '#core/handover/rulebook/test-findings.ts';
import { eventKinds } from '#core/pack/vocabulary.ts';

type Json = Record<string, unknown>;

const confirm = { id: 'a', what: 'Do it.', owner: 'party', due: { from: 'vesting', days: -30 } };

/** A small rulebook without faults, as JSON. */
function small(): Json & { dispositions: Json[]; flags: Json[]; citations: Json[]; section24: Json } {
  return {
    id: 'mine',
    title: 'Mine',
    version: '1',
    note: 'A note.',
    citations: [
      { id: 'act', reference: 'The Act', says: 'It says.', url: 'https://example.org/act', standing: 'read' },
    ],
    dispositions: [
      {
        id: 'R1',
        title: 'One',
        says: 'One.',
        when: { fact: 'fate', is: 'clustered' },
        disposition: 'no-change',
        bases: [],
        legalGround: 'None.',
        citations: ['act'],
        legalConfirmationNeeded: false,
        actions: [structuredClone(confirm)],
      },
      {
        id: 'R2',
        title: 'Two',
        says: 'Two.',
        when: { all: [] },
        disposition: 'renegotiate',
        bases: ['equal'],
        legalGround: 'None.',
        citations: [],
        legalConfirmationNeeded: true,
        actions: [],
      },
    ],
    flags: [
      { id: 'F1', flag: 'unsigned', says: 'It is.', when: { fact: 'isSigned', is: false }, citations: [], actions: [] },
    ],
    section24: { landPence: 1, capitalPence: 2, otherPence: 3, exemptions: [] },
    shadowDays: 365,
    tolerance: 0.005,
  };
}

/** Code and place of every problem after the change. */
function faultsAfter(change: (rulebook: ReturnType<typeof small>) => void): string[] {
  const changed = small();
  change(changed);
  return parseRulebook(changed).problems.map(({ code, where }) => `${code} ${where.column ?? ''}`.trim());
}

const withWhen = (when: unknown) => faultsAfter(({ dispositions: [first] }) => Object.assign(first ?? {}, { when }));

describe('parseRulebook', () => {
  it('[RB10] reads back what was written, byte for byte', () => {
    const text = rulebookText(englandRulebook);
    const { rulebook, problems } = parseRulebook(JSON.parse(text));
    expect(problems).toEqual([]);
    expect(rulebook === null ? null : rulebookText(rulebook)).toBe(text);
    expect(parseRulebook(small()).rulebook).toEqual(small());
  });

  it('[RB11] reports every fault with its place, and returns no rulebook', () => {
    const broken = small();
    Object.assign(broken.dispositions[0] ?? {}, { when: { fact: 'fat', is: 'x' }, disposition: 'transfr', title: 3 });
    const { rulebook, problems } = parseRulebook(broken);
    expect(rulebook).toBeNull();
    expect(problems).toEqual([
      expect.objectContaining({ code: 'wrong-type', where: { column: 'dispositions[0].title' }, found: '3' }),
      expect.objectContaining({
        code: 'unknown-finding',
        where: { column: 'dispositions[0].when.fact' },
        message: 'There is no such finding; did you mean fate?',
      }),
      expect.objectContaining({
        code: 'unknown-word',
        where: { column: 'dispositions[0].disposition' },
        message: 'Did you mean transfer?',
      }),
    ]);
  });

  it('[RB12] wants every property and no other', () => {
    expect(faultsAfter((one) => delete one['note'])).toEqual(['missing-property note']);
    expect(faultsAfter((one) => delete one.dispositions[1]?.['when'])).toContain(
      'missing-property dispositions[1].when',
    );
    expect(faultsAfter((one) => Object.assign(one, { extra: 1 }))).toEqual(['unknown-property extra']);
    expect(faultsAfter((one) => Object.assign(one.section24, { otherPens: 1 }))).toEqual([
      'unknown-property section24.otherPens',
    ]);
    expect(withWhen({ fact: 'isPool', is: true, why: 'so' })).toEqual(['unknown-property dispositions[0].when.why']);
  });

  it.each<[unknown, string[]]>([
    [{ fact: 'fate', is: 'ends' }, ['unknown-word dispositions[0].when.is']],
    [{ fact: 'fate', is: true }, ['unknown-word dispositions[0].when.is']],
    [{ fact: 'isPool', is: 'yes' }, ['wrong-type dispositions[0].when.is']],
    [{ fact: 'isPool', oneOf: [true] }, ['wrong-test dispositions[0].when.oneOf']],
    [{ fact: 'fate', atLeast: 1 }, ['wrong-test dispositions[0].when.atLeast']],
    [{ fact: 'successorCount', atLeast: -1 }, ['out-of-range dispositions[0].when.atLeast']],
    [{ fact: 'successorCount', is: 1.5 }, ['out-of-range dispositions[0].when.is']],
    [{ fact: 'eventKinds', is: 'merge' }, ['wrong-test dispositions[0].when.is']],
    [{ fact: 'eventKinds', includes: 'merger' }, ['unknown-word dispositions[0].when.includes']],
    [{ fact: 'fate', oneOf: [] }, ['empty-list dispositions[0].when.oneOf']],
    [{ fact: 'fate', oneOf: ['renamed', 'renamed'] }, ['duplicate-word dispositions[0].when.oneOf']],
    [{ fact: 'fate', is: 'renamed', oneOf: [] }, ['wrong-condition dispositions[0].when']],
    [{ fact: 'constructor', is: 1 }, ['unknown-finding dispositions[0].when.fact']],
    [
      { all: [{ any: [{ not: { fact: 'x', is: 1 } }] }] },
      ['unknown-finding dispositions[0].when.all[0].any[0].not.fact'],
    ],
    ['always', ['wrong-condition dispositions[0].when']],
  ])('[RB13] the condition %j', (when, faults) => {
    expect(withWhen(when).filter((fault) => !fault.startsWith('unreachable'))).toEqual(faults);
  });

  it('[RB14] a citation that is not in the list, and an address that is none', () => {
    expect(faultsAfter((one) => Object.assign(one.flags[0] ?? {}, { citations: ['act', 'law'] }))).toEqual([
      'unknown-citation flags[0].citations[1]',
    ]);
    const exemption = { code: 'E1', name: 'One', status: 'made', citation: 'nil' };
    expect(faultsAfter((one) => Object.assign(one.section24, { exemptions: [exemption] }))).toEqual([
      'unknown-citation section24.exemptions[0].citation',
    ]);
    expect(faultsAfter((one) => Object.assign(one.citations[0] ?? {}, { url: 'javascript:alert(1)' }))).toEqual([
      'wrong-address citations[0].url',
    ]);
  });

  it('[RB15] an id that is used twice', () => {
    expect(faultsAfter((one) => Object.assign(one.dispositions[1] ?? {}, { id: 'R1' }))).toEqual([
      'duplicate-id dispositions[1].id',
    ]);
    const share = (change: object) =>
      faultsAfter((one) =>
        Object.assign(one.flags[0] ?? {}, { actions: [{ ...structuredClone(confirm), ...change }] }),
      );
    expect(share({})).toEqual([]);
    expect(share({ owner: 'host' })).toEqual(['action-said-twice flags[0].actions[0]']);
  });

  it('[RB16] the last disposition must match everything', () => {
    expect(faultsAfter((one) => one.dispositions.pop())).toEqual(['no-catch-all dispositions[0].when']);
    expect(faultsAfter((one) => one.dispositions.splice(0))).toEqual(['no-catch-all dispositions']);
    expect(faultsAfter((one) => Object.assign(one.dispositions[1] ?? {}, { when: { not: { any: [] } } }))).toEqual([]);
    expect(faultsAfter((one) => Object.assign(one.dispositions[1] ?? {}, { when: { any: [] } }))).toEqual([
      'no-catch-all dispositions[1].when',
    ]);
  });

  it('[RB17] warns of a rule that an earlier one shuts out, and takes it', () => {
    const changed = small();
    const [first, last] = changed.dispositions;
    const more = { all: [{ fact: 'isPool', is: true }, { all: [{ fact: 'fate', is: 'clustered' }] }] };
    changed.dispositions = [first ?? {}, { ...first, id: 'R3', when: more }, last ?? {}];
    const { rulebook, problems } = parseRulebook(changed);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'unreachable-rule',
        severity: 'warning',
        where: { column: 'dispositions[1].when' },
      }),
    ]);
    expect(rulebook?.dispositions).toHaveLength(3);
    expect(withWhen({ all: [] })).toEqual(['unreachable-rule dispositions[1].when']);
  });

  it('[RB18] numbers out of bounds', () => {
    expect(faultsAfter((one) => Object.assign(one.section24, { landPence: -1 }))).toEqual([
      'out-of-range section24.landPence',
    ]);
    expect(faultsAfter((one) => Object.assign(one.section24, { otherPence: 0.5 }))).toEqual([
      'out-of-range section24.otherPence',
    ]);
    for (const tolerance of [-0.1, 0.5, Number.NaN, '0'])
      expect(faultsAfter((one) => Object.assign(one, { tolerance }))).toEqual(['out-of-range tolerance']);
    expect(faultsAfter((one) => Object.assign(one, { shadowDays: 4000 }))).toEqual(['out-of-range shadowDays']);
    const due = { from: 'vesting', days: 9999 };
    expect(faultsAfter((one) => Object.assign(one.dispositions[0] ?? {}, { actions: [{ ...confirm, due }] }))).toEqual([
      'out-of-range dispositions[0].actions[0].due.days',
    ]);
  });

  it('[RB19] answers JSON of any shape with problems', () => {
    const odd = [
      null,
      1,
      'text',
      [],
      {},
      { dispositions: {} },
      { dispositions: [null, 1, []], flags: 'x', section24: [] },
    ];
    for (const json of odd) {
      const { rulebook, problems } = parseRulebook(json);
      expect(rulebook).toBeNull();
      expect(problems.length).toBeGreaterThan(0);
    }
    let deep: unknown = { all: [] };
    for (let depth = 0; depth < 5000; depth++) deep = { not: deep };
    expect(withWhen(deep)[0]).toMatch(/^too-deep /);
  });

  it('[RB19] and so when any one part of a good rulebook is replaced by rubbish', () => {
    const places = pathsOf(small());
    expect(places.length).toBeGreaterThan(60);
    for (const path of places) {
      for (const rubbish of [null, -1, [], {}, 'zz', true]) {
        const changed = small();
        put(changed, path, rubbish);
        const { rulebook, problems } = parseRulebook(changed);
        const isRefused = problems.some((one) => one.severity === 'error');
        expect(rulebook === null).toBe(isRefused);
      }
    }
  });
});

describe('the dictionary of findings', () => {
  it('[RB4] has every value that a finding can have', () => {
    const valuesOf = (name: keyof typeof findingMeanings) => Object.keys(findingMeanings[name].values);
    expect(valuesOf('fate')).toEqual([...fates]);
    expect(valuesOf('regime')).toEqual([...regimes]);
    expect(valuesOf('section24')).toEqual([...section24Findings]);
    expect(valuesOf('hwbMatch')).toEqual([...matches]);
    expect(valuesOf('coterminous')).toEqual([...matches]);
    expect(valuesOf('kind')).toEqual([...arrangementKindNames]);
    expect(valuesOf('family')).toEqual([...families]);
    expect(valuesOf('role')).toEqual([...partyRoleNames]);
    expect(valuesOf('eventKinds')).toEqual([...eventKinds]);
    expect(valuesOf('side')).toEqual(['health', 'council', 'other']);
  });

  it('[RB4] says what each is', () => {
    const made = randomFindings(randomOf(1));
    expect(Object.keys(findingMeanings).sort()).toEqual(Object.keys(made).sort());
    const entries = Object.values(findingMeanings);
    expect(entries.filter(({ title, says }) => title === '' || says.length < 15)).toEqual([]);
    expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
    expect(entries.flatMap(({ values }) => Object.values(values)).filter((clause) => clause.length < 8)).toEqual([]);
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))].filter(
    (one) => one.length > 0,
  );
}

function put(value: unknown, path: Path, replacement: unknown): void {
  let at = value as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = replacement;
}
