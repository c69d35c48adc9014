/**
 * Two other ways to a part of the schedule, for a ratio in the same run: the shares of every simple partnership by one
 * statement of SQL, and a few of them block after block by the second implementation that the tests use.
 */

import { DuckDBInstance } from '@duckdb/node-api';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { englandHome } from '#bench/england-home.ts';
import { arrangementsOf, days, lawOf } from '#bench/handover-home.ts';
import type { Prepared } from '#bench/workload.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { Population } from '#core/footprint/population.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn } from '#core/register/timeline.ts';
import { openStore } from '#store/open.ts';
import { type MadeUp, type Told, toldBy } from '#tests/generative/handover-oracle.ts';

const sql = 'shares and pence of them in DuckDB SQL';
const slow = 'the second implementation, block after block';

/** The two ways beside the schedule of the same arrangements. */
export async function againstOthers(): Promise<Prepared> {
  const store = await openStore({ home: englandHome().home });
  const register = await lawOf(makeShelves(store));
  const found = simpleOnes(register, arrangementsOf(register, 20_000, 'changing'));
  const simple = found.map((one) => one.arrangement);
  const few = simple.slice(0, 20);
  const population = register.world.populations.find((one) => one.row.id === 'census-2021');
  if (population === undefined) throw new Error('England has no Census 2021');
  const query = await sharesInSql(register, population, found);
  const made = asMadeUp(register, population);
  const schedule = (list: readonly Arrangement[]) =>
    new HandoverSheet({ timeline: register.timeline, ...days, rulebook: englandRulebook }).handover(list);
  const divided = simple.filter((one) => schedule([one]).lines.some((line) => line.successors.length > 1)).slice(0, 20);
  const inPlainWords = new Map(simple.map((one) => [one, plainly(one)]));
  const told = (list: readonly Arrangement[]) =>
    list.map((one) => toldBy(made, inPlainWords.get(one) ?? one, days.from, days.to));
  return {
    notes: [
      `${simple.length} partnerships of one board and one upper-tier council over their common land`,
      `SQL gives the same people to each successor in ${agreedWithSql(schedule(simple).lines, await query.run(), simple)}`,
      `the second implementation does in ${agreedWithTold(schedule(divided).lines, told(divided).flat(), register)}`,
    ],
    lines: [
      { name: sql, run: query.run },
      {
        name: 'the schedule of them, with rules, flags and deadlines',
        run: () => schedule(simple).lines.length,
        bounds: [{ kind: 'times-as-long', as: sql }],
      },
      { name: slow, run: () => told(few), per: { count: few.length, unit: 'arrangement' } },
      {
        name: 'the schedule of the same few',
        run: () => schedule(few).lines.length,
        bounds: [{ kind: 'times-faster', than: slow, atLeast: 5 }],
        per: { count: few.length, unit: 'arrangement' },
      },
    ],
    close: async () => {
      query.close();
      await store.close();
    },
  };
}

/** A partnership of one board and one upper-tier council over the land that they have in common. */
type Simple = { readonly arrangement: Arrangement; readonly board: number; readonly council: number };

function simpleOnes({ world }: OpenRegister, list: readonly Arrangement[]): Simple[] {
  const [boards, councils] = (['icb', 'utla'] as const).map(
    (tier) => new Set((world.membersOfTier.get(tier) ?? []).map((one) => one.index)),
  );
  return list.flatMap((arrangement) => {
    const bodies = arrangement.parties.map((party) => world.organisationIndex.get(party.organisation) ?? -1);
    if (bodies.length !== 2 || arrangement.serviceArea.length > 0) return [];
    const board = bodies.find((body) => boards?.has(body));
    const council = bodies.find((body) => councils?.has(body));
    return board === undefined || council === undefined ? [] : [{ arrangement, board, council }];
  });
}

/** Persons by heir of each side of each partnership, and its first amount shared in proportion, no penny lost. */
const statement = `
with common as (
  select board, council, board as party, board_after as heir, sum(persons) as n from blocks group by board, council, board_after
  union all
  select board, council, council, council_after, sum(persons) from blocks group by board, council, council_after
),
line as (
  select id, party, heir, n, pence, sum(n) over (partition by id, party) as whole
  from arrangements join common using (board, council) where n > 0 and heir >= 0
),
floored as (select *, (pence * n) // whole as base, (pence * n) % whole as rest from line),
ranked as (
  select *, row_number() over (partition by id, party order by rest desc, heir) as place,
    pence - sum(base) over (partition by id, party) as remaining
  from floored
)
select id, party, heir, n::double as n, (base + case when place <= remaining then 1 else 0 end)::double as pence from ranked`;

type SharedRow = { readonly id: number; readonly party: number; readonly heir: number; readonly n: number };
type Query = { run(): Promise<SharedRow[]>; close(): void };

async function sharesInSql(
  { timeline }: OpenRegister,
  population: Population,
  list: readonly Simple[],
): Promise<Query> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const columns = (['icb', 'utla'] as const).flatMap((tier) => [
    holdersOn(timeline, tier, days.from),
    holdersOn(timeline, tier, days.to),
  ]);
  await connection.run(
    'create table blocks (board integer, board_after integer, council integer, council_after integer, persons integer)',
  );
  const blocks = await connection.createAppender('blocks');
  for (const [part, zone] of timeline.world.zones.zoneOfPart.entries()) {
    for (const column of columns) blocks.appendInteger(column[zone] ?? -1);
    blocks.appendInteger(population.personsOfPart[part] ?? 0);
    blocks.endRow();
  }
  blocks.closeSync();
  await connection.run('create table arrangements (id integer, board integer, council integer, pence hugeint)');
  const rows = await connection.createAppender('arrangements');
  for (const [at, { arrangement, board, council }] of list.entries()) {
    rows.appendInteger(at);
    rows.appendInteger(board);
    rows.appendInteger(council);
    rows.appendHugeInt(arrangement.amounts[0]?.pence ?? 0n);
    rows.endRow();
  }
  rows.closeSync();
  const prepared = await connection.prepare(statement);
  return {
    run: async () => (await prepared.runAndReadAll()).getRowObjects() as unknown as SharedRow[],
    close: () => {
      connection.closeSync();
      database.closeSync();
    },
  };
}

function residentWeights(line: HandoverLine): readonly number[] | null {
  return line.bases.find((one) => one.basis === 'resident-population')?.weights ?? null;
}

const inOrder = (weights: readonly number[]) => [...weights].sort((a, b) => a - b).join(' ');

/** @throws when a line that is divided has other weights in SQL */
function agreedWithSql(
  lines: readonly HandoverLine[],
  rows: readonly SharedRow[],
  list: readonly Arrangement[],
): string {
  const places = new Map(list.map((one, at) => [one, at]));
  const told = Map.groupBy(rows, (row) => `${row.id} ${row.party}`);
  const divided = lines.filter((line) => residentWeights(line) !== null);
  for (const line of divided) {
    const theirs = told.get(`${places.get(line.arrangement)} ${line.organisation}`)?.map((row) => row.n) ?? [];
    if (inOrder(residentWeights(line) ?? []) !== inOrder(theirs)) throw new Error(`SQL differs on ${line.key}`);
  }
  return `all ${divided.length} lines that are divided`;
}

/** @throws when a line that is divided has other weights in the second implementation */
function agreedWithTold(
  lines: readonly HandoverLine[],
  told: readonly (Told | null)[],
  { world }: OpenRegister,
): string {
  const divided = lines.filter((line) => residentWeights(line) !== null);
  const weights = new Set(told.map((one) => `${one?.party} ${inOrder(one?.weights ?? [])}`));
  for (const line of divided) {
    const party = plainId(world.organisations[line.organisation]?.row.id ?? '');
    if (!weights.has(`${party} ${inOrder(residentWeights(line) ?? [])}`))
      throw new Error(`the second implementation differs on ${line.key}`);
  }
  return `all ${divided.length} of the first that are divided`;
}

/** The second implementation tells a council by the c with which its id begins, and a health body by an h. */
function plainId(id: string): string {
  return id.startsWith('icb-') ? `h-${id}` : id;
}

function plainly(arrangement: Arrangement): Arrangement {
  const parties = arrangement.parties.map((party) => ({
    ...party,
    organisation: plainId(party.organisation) as OrganisationId,
  }));
  return { ...arrangement, parties };
}

/** Boards and upper-tier councils of England in the plain form that the second implementation reads. */
function asMadeUp({ timeline, world }: OpenRegister, population: Population): MadeUp {
  const parts = [...world.zones.zoneOfPart];
  const inBetween = world.events.flatMap((event) =>
    event.day !== null && event.day > days.from && event.day <= days.to ? [event.day] : [],
  );
  const ledgerOf = (tier: TierName): MadeUp['councils'] =>
    new Map(
      [...new Set([days.from, ...inBetween])].sort().map((day) => {
        const holding = holdersOn(timeline, tier, day);
        const holders = parts.map((zone) => plainId(world.organisations[holding[zone] ?? -1]?.row.id ?? ''));
        return [day, { alive: new Set(holders), holders }];
      }),
    );
  return {
    facts: world.facts,
    councils: ledgerOf('utla'),
    health: ledgerOf('icb'),
    eventIds: world.events.map((event) => event.row.id),
    bodies: [],
    persons: [...population.personsOfPart],
  };
}
