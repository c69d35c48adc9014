/**
 * A second implementation of the handover, for differential tests: slow, without zones, caches or a fold. It follows
 * block after block through the plain ledgers of two made-up histories, one of councils and one of health bodies, and
 * works out each arrangement by itself.
 */

import fc from 'fast-check';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { amountOf, arrangementOf, day, placeOf } from '#core/handover/test-arrangement.ts';
import type { Facts, OrganisationId } from '#core/pack/tables.ts';
import { type History, historyArbitrary, type Ledger } from '#tests/generative/made-up-history.ts';
import { factsOf, ground, together } from '#tests/support/tiny-register.ts';

/** Two tiers over the same blocks: ids of councils begin with c, of health bodies with h. */
export type MadeUp = {
  readonly facts: Facts;
  readonly councils: Ledger;
  readonly health: Ledger;
  readonly eventIds: readonly string[];
  readonly bodies: readonly string[];
  /** By block. @units persons */
  readonly persons: readonly number[];
};

export const blockCount = 12;

/** Two histories over the same twelve blocks, on which different numbers of people live. */
export const madeUpArbitrary: fc.Arbitrary<MadeUp> = fc
  .record({
    councils: historyArbitrary,
    health: historyArbitrary,
    persons: fc.array(fc.nat(500), { minLength: blockCount, maxLength: blockCount }),
  })
  .map(({ councils, health, persons }) => {
    const facts = together(
      landWith(persons),
      renamed(councils, 'c', 'district-council'),
      renamed(health, 'h', 'integrated-care-board'),
    );
    return {
      facts,
      councils: renamedLedger(councils.ledger, 'c'),
      health: renamedLedger(health.ledger, 'h'),
      eventIds: [...councils.eventIds.map((id) => `c${id}`), ...health.eventIds.map((id) => `h${id}`)],
      bodies: facts.organisations.map((row) => row.id),
      persons,
    };
  });

function landWith(persons: readonly number[]): Partial<Facts> {
  const { geographies, areas, populations } = ground(blockCount);
  const values = persons.map((people, at) => ({ population: 'p', area: `b${at}`, persons: people }));
  return { geographies, areas, populations, ...pick(factsOf({ population_values: values })) };
}

const pick = ({ population_values }: Facts) => ({ population_values });

/** The bodies and events of a history under other names and in another role, without its ground. */
function renamed({ facts }: History, letter: string, role: string): Partial<Facts> {
  const name = (id: string | null) => (id === null ? null : `${letter}${id}`);
  const change = <R extends object>(list: readonly R[], columns: readonly string[]): R[] =>
    list.map((row) => ({
      ...row,
      ...Object.fromEntries(
        columns.map((column) => [column, name((row as Record<string, string | null>)[column] ?? null)]),
      ),
    }));
  return {
    organisations: change(facts.organisations, ['id', 'name']),
    roles: change(facts.roles, ['organisation']).map((row) => ({ ...row, role: role as typeof row.role })),
    memberships: change(facts.memberships, ['organisation']),
    events: change(facts.events, ['id', 'title']),
    participants: change(facts.participants, ['event', 'organisation']),
    territory: change(facts.territory, ['event', 'from', 'to']),
  };
}

function renamedLedger(ledger: Ledger, letter: string): Ledger {
  const name = (id: string) => (id === '' ? '' : `${letter}${id}`);
  return new Map(
    [...ledger].map(([day, { alive, holders }]) => [
      day,
      {
        alive: new Set([...alive].map(name)),
        holders: Array.from({ length: blockCount }, (_, block) => name(holders[block] ?? '')),
      },
    ]),
  );
}

/** A few arrangements between bodies of both tiers, some with a stated area or a start, each with an amount of the whole. */
export function arrangementsArbitrary({ bodies }: MadeUp): fc.Arbitrary<Arrangement[]> {
  const party = fc.constantFrom(...bodies);
  const place = fc.oneof(
    party,
    fc.nat(blockCount - 1).map((block) => `g:b${block}`),
  );
  const one = fc.record({
    parties: fc.uniqueArray(party, { minLength: 1, maxLength: 4 }),
    places: fc.array(place, { maxLength: 3 }),
    pence: fc.integer({ min: -1_000_000, max: 100_000_000 }),
    start: fc.option(fc.integer({ min: 1999, max: 2014 })),
  });
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((list) =>
    list.map(({ parties, places, pence, start }, at) =>
      arrangementOf(parties.map((body) => `${body} partner`).join(', '), {
        id: `A${at}` as Arrangement['id'],
        startsOn: start === null ? null : day(`${start}-10-01`),
        serviceArea: places.map(placeOf),
        amounts: [amountOf(pence), amountOf(7 * pence, { what: 'annual-value', party: parties[0] as OrganisationId })],
      }),
    ),
  );
}

/** What the oracle says of one party. `weights` null: there is only one successor, or its land tells nothing. */
export type Told = {
  readonly party: string;
  readonly fate: string;
  readonly blocks: readonly number[];
  readonly successors: readonly string[];
  readonly weights: readonly number[] | null;
};

/**
 * What becomes of each party between the two days, or from the start of the arrangement on, party after party; nothing
 * when it starts later. Null in place of one it cannot tell: it had no land.
 */
export function toldBy(made: MadeUp, arrangement: Arrangement, first: string, to: string): (Told | null)[] {
  const from = arrangement.startsOn !== null && arrangement.startsOn > first ? arrangement.startsOn : first;
  if (from > to) return [];
  const parties = arrangement.parties.map((party) => party.organisation as string);
  const service = serviceBlocks(made, arrangement, parties, from, to);
  return parties.map((party) => {
    const ledger = ledgerOf(made, party);
    const start = startOf(ledger, party, from);
    const own = start === null || start > to ? [] : blocksOf(ledger, party, start);
    if (own.length === 0 || start === null) return null;
    const common = own.filter((block) => service.has(block));
    const blocks = common.length > 0 ? common : own;
    const after = at(ledger, to);
    const takers = blocks.map((block) => after.holders[block] ?? '');
    const successors = [...new Set(takers)].filter((one) => one !== '').sort((a, b) => byName(a, b, party));
    const weights = successors.map((one) =>
      sum(blocks.filter((_, index) => takers[index] === one).map((block) => made.persons[block] ?? 0)),
    );
    const fate = fateOf(made, party, { from, to, start, own }, successors.length);
    return { party, fate, blocks, successors, weights: successors.length < 2 ? null : weights };
  });
}

type Span = { readonly from: string; readonly to: string; readonly start: string; readonly own: readonly number[] };

function fateOf(made: MadeUp, party: string, { from, to, start, own }: Span, successorCount: number): string {
  const ledger = ledgerOf(made, party);
  const after = at(ledger, to);
  if (start < from && !at(ledger, from).alive.has(party)) return 'already-gone';
  if (!after.alive.has(party))
    return ['ends-no-successor', 'ends-one-successor'][successorCount] ?? 'ends-several-successors';
  const kinds = made.facts.events
    .filter((event) => (event.legal ?? '') > start && (event.legal ?? '') <= to)
    .filter((event) => made.facts.participants.some((row) => row.event === event.id && row.organisation === party))
    .map((event) => event.kind);
  if (kinds.length === 0) return 'unaffected';
  if (own.some((block) => after.holders[block] !== party)) return 'loses-area';
  if (blocksOf(ledger, party, to).some((block) => !own.includes(block))) return 'gains-area';
  return kinds.every((kind) => kind === 'cluster') ? 'clustered' : 'continues';
}

function serviceBlocks(
  made: MadeUp,
  arrangement: Arrangement,
  parties: readonly string[],
  from: string,
  to: string,
): Set<number> {
  const landOf = (body: string) => {
    const start = startOf(ledgerOf(made, body), body, from);
    return start === null || start > to ? [] : blocksOf(ledgerOf(made, body), body, start);
  };
  if (arrangement.serviceArea.length > 0)
    return new Set(
      arrangement.serviceArea.flatMap((ref) =>
        ref.kind === 'body' ? landOf(ref.organisation) : [Number(ref.area.slice(1))],
      ),
    );
  const councils = new Set(parties.filter((one) => one.startsWith('c')).flatMap(landOf));
  const health = new Set(parties.filter((one) => one.startsWith('h')).flatMap(landOf));
  if (councils.size === 0) return health;
  return health.size === 0 ? councils : councils.intersection(health);
}

/** The day on which its land is looked up: the first day, its last before that, or its first after it; null: never. */
function startOf(ledger: Ledger, body: string, from: string): string | null {
  const days = [...ledger.keys()].filter((day) => ledger.get(day)?.alive.has(body) === true);
  const before = days.filter((day) => day <= from);
  if (at(ledger, from).alive.has(body)) return from;
  return before.at(-1) ?? days[0] ?? null;
}

function at(ledger: Ledger, day: string) {
  const last = [...ledger.keys()].filter((one) => one <= day).at(-1);
  const state = ledger.get(last ?? '');
  if (state === undefined) throw new Error(`the ledger does not reach back to ${day}`);
  return state;
}

function ledgerOf(made: MadeUp, body: string): Ledger {
  return body.startsWith('c') ? made.councils : made.health;
}

function blocksOf(ledger: Ledger, body: string, day: string): number[] {
  return at(ledger, day).holders.flatMap((holder, block) => (holder === body ? [block] : []));
}

/** The party itself first, then by name; in a made-up register the name is the id in capitals, with its letter before it. */
function byName(a: string, b: string, first: string): number {
  const key = (id: string) => `${id === first ? 0 : 1}${id.slice(0, 1)}${id.slice(1).toUpperCase()}`;
  return key(a) < key(b) ? -1 : 1;
}

/** Shares of an amount, penny after penny to whoever has had the least for its weight. */
export function slowShares(amount: bigint, weights: readonly number[]): bigint[] {
  const all = BigInt(sum(weights));
  const size = amount < 0n ? -amount : amount;
  const given = weights.map((weight) => (size * BigInt(weight)) / all);
  const owed = (index: number) => size * BigInt(weights[index] ?? 0) - (given[index] ?? 0n) * all;
  for (let left = size - given.reduce((a, b) => a + b, 0n); left > 0n; left -= 1n) {
    let next = 0;
    for (let index = 1; index < weights.length; index++) if (owed(index) > owed(next)) next = index;
    given[next] = (given[next] ?? 0n) + 1n;
  }
  return given.map((one) => (amount < 0n ? -one : one));
}

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}
