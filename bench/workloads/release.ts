/** A release checked over England: counts by small area on boards, after earlier releases on districts and other days. */

import { RegisterShelf } from '#actions/load-register.ts';
import { englandHome } from '#bench/england-home.ts';
import type { Prepared, Workload } from '#bench/workload.ts';
import type { DataSet, Measure } from '#core/datasets/data-set.ts';
import { nhsRules } from '#core/disclosure/rules.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { RebasedTable } from '#core/rebase/rebased-table.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { type Composed, composeRelease } from '#core/release/compose-release.ts';
import type { EarlierRelease } from '#core/release/release-tables.ts';
import { isoDate } from '#std/iso-date.ts';
import { openStore } from '#store/open.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

export const workloads: readonly Workload[] = [
  {
    name: 'release: boards of England after districts, from 33,755 small areas',
    prepare: async () =>
      hasSharedData() ? releasesOfEngland(englandHome().home) : { skipped: 'the England data is not there' },
  },
];

const exactRules = { ...nhsRules, base: 1 };
const dates = ['2022-07-01', '2023-04-01', '2024-04-01', '2026-04-01', '2027-04-01'];

export async function releasesOfEngland(home: string): Promise<Prepared> {
  const store = await openStore({ home });
  const opened = await new RegisterShelf(store).open({});
  if (!opened.ok) throw new Error(opened.refusal.detail);
  await store.close();
  const { timeline } = opened.value;
  const rare = rareCounts(timeline);
  const boards = tableOf(timeline, rare, 'icb', '2026-04-01');
  const districts = released(timeline, rare, 'ltla', '2023-04-01', []);
  const many = dates.flatMap((date) =>
    (['icb', 'ltla'] as const).map((tier) => released(timeline, rare, tier, date, [])),
  );
  const sparse = tableOf(timeline, sparseCounts(rare), 'ltla', '2023-04-01');
  const afterDistricts = check(boards, [districts]);
  const afterMany = check(boards, many);
  return {
    notes: [
      inWords('64 people on districts', check(sparse, [])),
      inWords('after districts', afterDistricts),
      inWords(`after ${many.length} releases`, afterMany),
    ],
    lines: [
      {
        name: 'check of 36 boards after 296 districts, three groups',
        run: () => check(boards, [districts]),
        bounds: [{ kind: 'milliseconds', atMost: 5000 }],
      },
      {
        name: 'check of 36 boards after boards and districts of five days',
        run: () => check(boards, many),
        bounds: [{ kind: 'milliseconds', atMost: 5000 }],
      },
      {
        name: 'check of 64 people on 296 districts, three groups',
        run: () => check(sparse, []),
        bounds: [{ kind: 'milliseconds', atMost: 5000 }],
      },
    ],
  };
}

function inWords(title: string, { audit }: Composed): string {
  const withheld = audit.withhold.length === 0 ? '' : `, safe without ${audit.withhold.join(', ')}`;
  return `${title}: ${audit.cells} numbers, ${audit.small} small, ${audit.hiddenToProtect} hidden to protect, ${audit.implied.length} implied, ${audit.exposed.length} exposed, ${audit.isSafe ? 'safe' : 'not safe'}${withheld}`;
}

function check(table: RebasedTable, earlier: readonly EarlierRelease[]): Composed {
  const measures = table.dataSet.measures.map(({ id }) => id);
  return composeRelease({
    table,
    residence: null,
    measures,
    totals: ['all-areas'],
    regions: [],
    rules: exactRules,
    withhold: [],
    earlier,
  });
}

function released(
  timeline: Timeline,
  dataSet: DataSet,
  tier: TierName,
  date: string,
  earlier: readonly EarlierRelease[],
): EarlierRelease {
  const table = tableOf(timeline, dataSet, tier, date);
  const { published } = check(table, earlier);
  const id = `${tier} ${date}`;
  return { id, title: id, on: date, rules: exactRules, areas: table.target, isWhole: true, published };
}

function tableOf(timeline: Timeline, dataSet: DataSet, tier: TierName, date: string): RebasedTable {
  const question = { to: { kind: 'tier' as const, tier }, on: isoDate(date) };
  const table = rebaseDataSet({ timeline, dataSet, question, weights: null, residence: null });
  if (!table.ok) throw new Error(table.refusal.detail);
  return table.value;
}

/** One person in every 527th small area: 64 in all England. */
function sparseCounts(dataSet: DataSet): DataSet {
  const columns = dataSet.columns.map((column, measure) => ({
    ...column,
    values: column.values.map((_, block) => {
      const isYoung = block % 1054 === 0;
      return block % 527 === 0 && (measure === 0 || isYoung === (measure === 1)) ? 1 : 0;
    }),
  }));
  return { ...dataSet, columns };
}

/** People with a rare condition, by age: one resident in 200, a third of them young; the same ones every time. */
function rareCounts({ world }: Timeline): DataSet {
  const geography = world.land.geographies.at(-1);
  if (geography === undefined) throw new Error('England has no small areas');
  const population = world.populations.find((one) => one.geography === geography);
  const all = geography.codes.map((_, block) =>
    Math.round((population?.personsOfBlock[block] ?? 0) / 200 + (block % 3)),
  );
  const young = all.map((count, block) => Math.floor((count * (1 + (block % 5))) / 9));
  const measure = (id: string, breakdown: Measure['breakdown']): Measure => ({
    id,
    title: id,
    kind: 'count',
    unit: 'people',
    family: 'rare',
    breakdown,
    denominator: null,
    multiplier: 1,
    holds: 'value',
  });
  const column = (values: readonly number[]) => ({ values: Float64Array.from(values), marks: null });
  return {
    statement: {
      id: 'rare',
      title: 'Rare condition',
      publisher: 'Made up',
      licence: 'Free',
      vintage: '2026',
      method: 'Made up',
      subject: 'counts-of-people',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
    },
    periods: [{ id: '2024', kind: 'year', title: '2024', from: isoDate('2024-01-01'), to: isoDate('2025-01-01') }],
    geographies: [{ kind: 'blocks', geography: geography.id }],
    measures: [measure('all', {}), measure('young', { age: 'young' }), measure('old', { age: 'old' })],
    codes: geography.codes,
    keys: geography.codes,
    columns: [column(all), column(young), column(all.map((count, block) => count - (young[block] ?? 0)))],
  };
}
