import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { arrangementEditSchema, arrangementRemovalSchema } from '#wire/arrangements.ts';
import { adoptionSchema, eventActSchema, scenarioEditSchema } from '#wire/scenarios.ts';

const by = { name: 'Ann Other', actingFor: null };
const arrangement = {
  id: 'A1',
  kind: 'pooled-fund',
  title: 'Fund',
  stage: 'in-force',
  parties: [{ organisation: 'E10000030', role: 'host', share: 0.5, signedOn: '2026-04-01' }],
  careGroups: ['older-people'],
  isPriority: false,
  serviceArea: ['E10000030'],
  agreedOn: '2026-04-01',
  startsOn: '2026-04-01',
  endsOn: null,
  reviewOn: null,
  renewsOn: null,
  noticeDays: 90,
  amounts: [
    { what: 'annual-value', nature: 'revenue', pence: 100, party: 'E10000030', location: null, year: '2026-27' },
  ],
  clauses: { aims: 'yes' },
  documents: [{ kind: 'agreement', title: 'Deed', reference: null, on: null }],
  milestones: [{ title: 'Start', due: '2026-04-01', done: null, slippedTo: null, causes: [], event: null, note: null }],
  negotiated: [{ party: 'E10000030', successor: 'E06000065', share: 1 }],
  postStage: null,
  tenure: null,
  seatSector: null,
  isVoting: true,
  dataSets: ['people'],
  evidence: 'stated',
  source: null,
  note: null,
};
const draft = {
  id: 'draft-a',
  kind: 'merge',
  title: 'Merger',
  day: '2028-04-01',
  instrument: null,
  note: null,
  participants: [{ organisation: 'QNQ', part: 'predecessor' }],
  newBodies: [{ id: 'n', name: 'New', code: null, role: 'integrated-care-board' }],
  moves: [{ from: 'QNQ', to: 'n', geography: null, areas: ['E01000001'] }],
  names: [{ organisation: 'QNQ', name: 'Other' }],
};
const scenario = {
  id: 'mine',
  title: 'Mine',
  note: null,
  basedOn: null,
  statuses: ['decided'],
  on: ['e'],
  off: ['f'],
  drafts: [draft],
  from: null,
  to: null,
};

const requests: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['arrangement', arrangementEditSchema, { arrangement, expectedVersion: 1, by, reason: null }],
  ['removal', arrangementRemovalSchema, { expectedVersion: 1, by, reason: null }],
  ['scenario', scenarioEditSchema, { scenario, expectedVersion: 1, by, reason: null }],
  ['adoption', adoptionSchema, { events: ['draft-a'], status: 'decided', reason: 'so', by }],
  ['act', eventActSchema, { status: 'decided', reason: 'so', by }],
];

const wrongValues = [undefined, null, 7, -1, 0.5, true, '', 'x'.repeat(5000), [], [7], {}, { stranger: 1 }];

/** The document with each value in it, at any depth, replaced by each of the wrong ones in turn. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* wrongValues;
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) for (const other of spoiled(one)) yield value.with(at, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) for (const other of spoiled(one)) yield { ...value, [key]: other };
    yield { ...value, stranger: 1 };
  }
}

describe('requests that cannot be read', () => {
  it.each(requests)('[AP25] what is wrong with any field of the %s is said in plain words', (_, schema, sound) => {
    const said = new Set<string>();
    for (const document of spoiled(sound)) {
      // The API names fields that are not known itself.
      for (const issue of schema.safeParse(document).error?.issues ?? [])
        if (issue.code !== 'unrecognized_keys') said.add(issue.message);
    }
    expect(said.size).toBeGreaterThan(3);
    expect([...said].filter((message) => !/^(Give|Say|At most|Use|Begin with) .+\.$/.test(message))).toEqual([]);
  });

  it.each(requests)('[AP25] a sound %s differs from those only in what is wrong', (_, schema, sound) => {
    const faults = schema.safeParse(sound).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(faults ?? []).toEqual([]);
  });
});
