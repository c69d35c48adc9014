import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayChange, rolesThatSee, visible } from '#core/access/may.ts';
import type { Grant } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import { sharedUnder } from '#core/access/shared-under.ts';
import { anyGrant } from '#core/access/test-access.ts';
import { type Verb, verbNames, verbs } from '#core/access/verbs.ts';
import { type Role, resourceKinds, roleNames } from '#core/access/vocabulary.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { statusOn } from '#core/agreements/status.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import { loadRecords, type RecordKind, type RecordSight, recordKinds, visibleKeys } from '#store/record-rows.ts';
import type { RequestRole } from '#store/request-role.ts';
import {
  anyAgreement,
  anySight,
  change,
  grantChange,
  principalOf,
  register,
  resourceKindOf,
  resourceOf,
  roleOf,
  save,
} from '#store/test-walls.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.close());

const bodies = [...'abcdn'];
const accounts = ['ann', 'bob', 'cy', 'nobody'];
const days = ['2025-12-31', '2026-01-01', '2026-06-01', '2026-09-01', '2027-04-01'].map((day) => isoDate(day));
const dataSetIds = Array.from({ length: 8 }, (_, n) => `data-set ${n}`);

async function ask<T>(text: string, values: readonly unknown[]): Promise<T> {
  const { rows } = await database.store.pool.query<{ answer: T }>(text, [...values]);
  return (rows[0] as { answer: T }).answer;
}

describe('the words of the wall', () => {
  it.each(recordKinds)('[RW1] are those of the core for %s', async (kind) => {
    const resource = resourceKindOf[kind];
    expect(await ask('select access.sight_of($1) as answer', [kind])).toBe(resourceKinds[resource].sight);
    expect(await ask('select access.is_observed($1) as answer', [kind])).toBe(resourceKinds[resource].observed);
    // What is released is made of a data set, under its verb.
    const about = kind === 'release' ? (['make-release'] as const) : changingVerbs(kind);
    const roles = roleNames.filter((role) => about.some((verb) => rolesOf(verb).includes(role)));
    const said = await ask<string[]>('select access.roles_that_change($1) as answer', [kind]);
    expect(said.toSorted()).toEqual(roles.toSorted());
    const isAdministered = rolesThatSee(resource).length === 1;
    expect(isAdministered).toBe(resourceKinds[resource].sight === 'administrators');
  });

  it('[RW1] say that an agreement is in force when the core does', async () => {
    const met = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(anyAgreement(dataSetIds), fc.constantFrom(...days), async (agreement, on) => {
        const expected = ['in-force', 'varied'].includes(statusOn(agreement, on));
        met.add(expected);
        expect(await ask('select access.is_in_force($1, $2) as answer', [agreement, on])).toBe(expected);
      }),
      { numRuns: 800 },
    );
    expect(met.size).toBe(2);
  });
});

/** Verbs that change things of the kind, and not only who reads them. */
function changingVerbs(kind: RecordKind): Verb[] {
  const about = verbNames.filter(
    (verb) => verbs[verb].resource === resourceKindOf[kind] && verbs[verb].reach !== 'sight',
  );
  if (kind === 'succession-decision') return ['decide-succession'];
  if (kind === 'grant') return about.filter((verb) => verb !== 'decide-succession');
  // Making a release writes a release.
  return about.filter((verb) => verb !== 'make-release');
}

function rolesOf(verb: Verb): readonly string[] {
  return verbs[verb].roles;
}

type Made = { readonly kind: RecordKind; readonly id: string; readonly body: Json; readonly sight: RecordSight };

const anyBodyOf = (kind: RecordKind): fc.Arbitrary<Json> => {
  if (kind === 'arrangement') return anyAgreement(dataSetIds) as unknown as fc.Arbitrary<Json>;
  if (kind === 'succession-decision') return fc.constantFrom(...accounts).map((account) => ({ passing: { account } }));
  return fc.nat(9);
};

/** Records of every kind but grants, some of them removed; and grants. */
const anyWorld = fc.record({
  grants: fc.array(anyGrant, { minLength: 2, maxLength: 10 }),
  records: fc
    .tuple(
      ...recordKinds
        .filter((kind) => kind !== 'grant')
        .map((kind) => fc.array(fc.record({ body: anyBodyOf(kind), sight: anySight }), { minLength: 8, maxLength: 8 })),
    )
    .map((all) =>
      all.flatMap((some, at): Made[] => {
        const kind = recordKinds.filter((one) => one !== 'grant')[at] as RecordKind;
        return some.map((one, n) => ({
          kind,
          id: kind === 'account' ? (accounts[n] ?? `${n}`) : `${kind} ${n}`,
          ...one,
        }));
      }),
    ),
  removed: fc.nat(80),
});

/** Puts that into the register in place of what was there. */
async function fill({ grants, records, removed }: { grants: Grant[]; records: Made[]; removed: number }) {
  const { store } = database;
  const old = await loadRecords(store, register, recordKinds);
  const gone = old.filter(({ kind }) => kind !== 'release').map(({ kind, id }) => change(kind, id, null, noSight));
  await save(store, gone);
  // Releases stay for good: those of the first world are there in all.
  const made = records.filter(({ kind }) => kind !== 'release' || old.every((one) => one.kind !== 'release'));
  await save(store, [
    ...made.map(({ kind, id, body, sight }) => change(kind, id, body, sight)),
    ...grants.map((grant, n) => grantChange(`grant ${n}`, grant)),
  ]);
  const last = records[removed % records.length];
  if (last !== undefined && last.kind !== 'release') await save(store, [change(last.kind, last.id, null)]);
  return loadRecords(store, register, recordKinds);
}

const noSight: RecordSight = { owners: [], seenBy: [], regions: [] };

describe('what is seen', () => {
  it('[RW2] is what the core says, for every kind, person and day', async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const records = await fill(world);
        const agreements = records
          .filter(({ kind }) => kind === 'arrangement')
          .map(({ body, sight }) => ({ arrangement: body as unknown as Arrangement, owners: sight.owners as never }));
        for (const account of accounts) {
          for (const on of days) {
            const as = roleOf(account, { on });
            const principal = principalOf(world.grants, as);
            const expected = records.filter((record) => {
              const resource = resourceOf(record, bodies);
              const shared = record.kind === 'data-set' ? sharedUnder(resource, agreements, on) : [];
              return visible(principal, { ...resource, seenBy: [...resource.seenBy, ...shared] });
            });
            for (const { kind } of expected) met.set(kind, (met.get(kind) ?? 0) + 1);
            const keys = await visibleKeys(database.store, register, as);
            const present = records.map(({ kind, id }) => `${kind} ${id}`).filter((key) => keys.has(key));
            expect(present).toEqual(expected.map(({ kind, id }) => `${kind} ${id}`));
            const loaded = await loadRecords(database.store, register, recordKinds, { as });
            expect(loaded).toEqual(expected);
          }
        }
      }),
      { numRuns: 25 },
    );
    expect([...met.keys()].sort()).toEqual([...recordKinds].sort());
  });
});

type State = { readonly body: Json; readonly sight: RecordSight };
/** `before` null: it is new; `after` null: it is removed. */
type Attempt = {
  readonly as: RequestRole;
  readonly kind: RecordKind;
  readonly id: string;
  readonly before: State | null;
  readonly after: State | null;
};

const anyGrantBody = fc
  .record({ account: fc.constantFrom('ann', 'bob'), organisation: fc.constantFrom(...'aab'), n: fc.nat(9) })
  .map((told): Json => ({ ...told, role: 'viewer', from: '2030-01-01', to: null }));

/** Any attempt of `ann` or `bob`; of those at accounts some are at the own one of `ann`. */
const anyAttempt = fc.constantFrom(...recordKinds.filter((kind) => kind !== 'proposal')).chain((kind) => {
  const body = kind === 'grant' ? anyGrantBody : anyBodyOf(kind);
  // Mostly of `a`, for which is mostly acted: else little would come of it.
  const owners = fc.constantFrom('a', 'a', 'a', 'ab', 'b', 'bc', '').map((letters) => [...letters]);
  const sight = fc.tuple(anySight, owners).map(([one, drawn]) => ({ ...one, owners: drawn }));
  const state = fc.record({ body, sight });
  const shape = fc.oneof(
    { weight: 3, arbitrary: fc.record({ before: state, after: state }) },
    {
      weight: 4,
      arbitrary: fc.tuple(state, body).map(([before, now]) => ({ before, after: { ...before, body: now } })),
    },
    { weight: 2, arbitrary: state.map((after) => ({ before: null, after })) },
    { weight: 1, arbitrary: state.map((before) => ({ before, after: null })) },
  );
  const as = fc.constantFrom('ann a', 'ann a', 'ann b', 'bob a', 'ann').map((words) => roleOf(words));
  return fc.record({ as, shape, isAnns: fc.boolean() }).map(({ as: asker, shape: { before, after }, isAnns }) => {
    // What is released never changes.
    if (kind === 'release') return { as: asker, kind, id: '', before: null, after: after ?? before };
    return { as: asker, kind, id: kind === 'account' && isAnns && before !== null ? 'ann' : '', before, after };
  });
});

const anyPlan = fc.record({
  grants: fc.array(
    fc.record({
      account: fc.constantFrom('ann', 'ann', 'bob'),
      organisation: fc.constantFrom(...'aaab'),
      role: fc.constantFrom<Role>('editor', 'administrator', ...roleNames),
      from: fc.constant('2020-01-01'),
      to: fc.constantFrom(null, null, '2026-06-01'),
      reason: fc.constant('drawn'),
    }),
    { minLength: 2, maxLength: 6 },
  ) as unknown as fc.Arbitrary<Grant[]>,
  attempts: fc.array(anyAttempt, { minLength: 20, maxLength: 20 }),
});

/** Verbs by which the core could be asked for the change. */
function verbsFor({ kind, before, after }: Attempt): Verb[] {
  if (kind === 'release') return ['make-release'];
  if (kind === 'account') return before === null ? ['invite-account'] : ['close-account', 'keep-own-account'];
  if (kind === 'grant') return after === null ? ['end-grant'] : ['give-grant'];
  // Who shares a data set does not change what it says.
  const isShared = after !== null && JSON.stringify(before?.body) === JSON.stringify(after.body);
  return changingVerbs(kind).filter((verb) => verb !== 'share-data-set' || isShared);
}

function saidOfCore(attempt: Attempt, grants: readonly Grant[], without: Verb | null = null): string {
  const { kind, id, as } = attempt;
  const of = (state: State | null): Resource | null => {
    if (state === null) return null;
    const resource = resourceOf({ kind, id, ...state }, ['*']);
    // A release is made of a data set, which it does not show.
    return kind === 'release' ? { ...resource, kind: 'data-set', seenBy: [] } : resource;
  };
  const resources = { before: of(attempt.before), after: of(attempt.after) };
  const asked = verbsFor(attempt).filter((verb) => verb !== without);
  const said = asked.map((verb) => mayChange(principalOf(grants, as), verb, resources).kind);
  return (['allowed', 'needs-agreement', 'refused'] as const).find((one) => said.includes(one)) ?? 'refused';
}

/** True where the wall refuses what the core allows, as the SPEC tells. */
function isHeldCloser(attempt: Attempt, grants: readonly Grant[]): boolean {
  const { kind, before, after, as } = attempt;
  if (kind === 'account' && saidOfCore(attempt, grants, 'keep-own-account') !== 'allowed') {
    return after === null || JSON.stringify(before?.sight) !== JSON.stringify(after.sight);
  }
  if (after === null) return false;
  const { owners } = after.sight;
  if (!owners.includes(as.actingFor ?? '')) return true;
  return kind === 'grant' && (after.body as { organisation: string }).organisation !== owners.join();
}

describe('what is written', () => {
  it('[RW3] is refused where the core refuses or wants agreement, and made where it allows', async () => {
    const { store } = database;
    const met = new Map<string, number>();
    let run = 0;
    const tried = fc.asyncProperty(anyPlan, async ({ grants, attempts }) => {
      run += 1;
      const anns = attempts.find(({ id }) => id === 'ann')?.before ?? null;
      const named = attempts.map((one, n) => {
        if (one.id === '') return { ...one, id: `${run} ${n}` };
        const isSame = JSON.stringify(one.before?.sight) === JSON.stringify(one.after?.sight);
        const after =
          one.after === null || anns === null
            ? one.after
            : { ...one.after, sight: isSame ? anns.sight : one.after.sight };
        return { ...one, before: anns, after };
      });
      await fill({ grants, records: [], removed: 0 });
      const there = new Map(named.map((one) => [`${one.kind} ${one.id}`, one]));
      await save(
        store,
        [...there.values()].flatMap(({ kind, id, before }) =>
          before === null ? [] : [change(kind, id, before.body, before.sight)],
        ),
      );
      for (const attempt of named) {
        if (JSON.stringify(attempt.before) === JSON.stringify(attempt.after)) continue;
        const said = saidOfCore(attempt, grants);
        met.set(said, (met.get(said) ?? 0) + 1);
        const { as, kind, id, before, after } = attempt;
        const stop = new Error('all of it was written');
        const wanted = change(kind, id, after?.body ?? null, after?.sight ?? before?.sight);
        const end = await save(store, [wanted], as, { beside: () => Promise.reject(stop) }).catch(
          (fault: unknown) => fault,
        );
        const text = JSON.stringify({ attempt, said, grants, end: String(end) });
        // What is not seen is not there to be removed: nothing is written either.
        const refused =
          after === null
            ? [expect.objectContaining({ code: 'wall-refused' }), { ok: true, versions: [0], seq: expect.any(Number) }]
            : [expect.objectContaining({ code: 'wall-refused' })];
        if (said === 'allowed' && !isHeldCloser(attempt, grants)) expect(end, text).toBe(stop);
        else expect(refused, text).toContainEqual(end);
      }
    });
    await fc.assert(tried, { numRuns: 50, endOnFailure: true });
    expect([...met.keys()].sort()).toEqual(['allowed', 'needs-agreement', 'refused']);
    expect(Math.min(...met.values())).toBeGreaterThan(5);
  }, 180_000);
});
