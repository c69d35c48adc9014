/** Disclosure control: the implied-area audit of England over five dates, and secondary suppression of tables. */

import { RegisterShelf } from '#actions/load-register.ts';
import { englandHome } from '#bench/england-home.ts';
import type { Prepared, Workload } from '#bench/workload.ts';
import { makeTable } from '#core/disclosure/count-table.ts';
import { type CountedRecord, crossCells } from '#core/disclosure/cross-cells.ts';
import { auditImpliedAreas, type PublishedArea, planWithholding } from '#core/disclosure/implied-areas.ts';
import { protectTable } from '#core/disclosure/protect-table.ts';
import { nhsRules, rangeOfShown } from '#core/disclosure/rules.ts';
import { bodiesOn } from '#core/register/as-of.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import { isoDate } from '#std/iso-date.ts';
import { openStore } from '#store/open.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

const dates = ['2022-07-01', '2023-04-01', '2024-04-01', '2026-04-01', '2027-04-01'];
const exactRules = { ...nhsRules, base: 1 };

export const workloads: readonly Workload[] = [
  {
    name: `disclosure: implied areas of England's boards and districts, ${dates.length} dates`,
    prepare: async () => (hasSharedData() ? england() : { skipped: 'the England data is not there' }),
  },
  { name: 'disclosure: secondary suppression, made up', prepare: async () => suppression() },
];

async function england(): Promise<Prepared> {
  const store = await openStore({ home: englandHome().home });
  const opened = await new RegisterShelf(store).open({});
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const { timeline, world } = opened.value;
  await store.close();
  const persons = world.populations[0]?.personsOfZone ?? new Float64Array(world.zones.count);
  // A condition that one person in two hundred has: slivers of some hundred people become small counts.
  const rare = persons.map((count) => Math.round(count / 200));
  const publish = (counts: Float64Array) =>
    dates.flatMap((date) => (['icb', 'ltla'] as const).flatMap((tier) => publishedAreas(timeline, tier, date, counts)));
  const [everybody, few] = [publish(persons), publish(rare)];
  const audit = auditImpliedAreas(few, rare, exactRules);
  return {
    notes: [
      `${few.length} published areas, ${audit.distinctAreas} different, ${audit.pieces} pieces; ${audit.areas.length} implied small areas, ${audit.complete ? 'all there are' : 'search cut short'}`,
    ],
    lines: [
      {
        name: 'audit, all residents',
        run: () => auditImpliedAreas(everybody, persons, exactRules),
        bounds: [{ kind: 'milliseconds', atMost: 5000 }],
      },
      {
        name: 'audit, one resident in 200',
        run: () => auditImpliedAreas(few, rare, exactRules),
        bounds: [{ kind: 'milliseconds', atMost: 5000 }],
      },
      { name: 'audit again and again until safe', run: () => planWithholding(few, rare, exactRules), once: true },
    ],
  };
}

function publishedAreas(timeline: Timeline, tier: TierName, date: string, counts: Float64Array): PublishedArea[] {
  const on = isoDate(date);
  const zonesOf = new Map<number, number[]>();
  for (const [zone, holder] of holdersOn(timeline, tier, on).entries()) {
    const zones = zonesOf.get(holder);
    if (zones === undefined) zonesOf.set(holder, [zone]);
    else zones.push(zone);
  }
  return bodiesOn(timeline, tier, on).flatMap(({ organisation }) => {
    const units = zonesOf.get(organisation.index);
    if (units === undefined) return [];
    const count = units.reduce((sum, zone) => sum + (counts[zone] as number), 0);
    const told = rangeOfShown(count, exactRules);
    return [{ id: `${organisation.row.id} ${date}`, units, isFixed: false, told }];
  });
}

function suppression(): Prepared {
  const tables = [
    { areas: 42, groups: 6 },
    { areas: 152, groups: 4 },
  ].map(({ areas, groups }) => {
    const { records, counts } = madeUpCounts(areas, groups);
    const table = makeTable(
      counts,
      crossCells(records, [[], ['region'], ['area'], ['group'], ['region', 'group'], ['area', 'group']]),
    );
    return { title: `${areas} areas in 7 regions, ${groups} groups, ${table.cells.length} cells`, table };
  });
  const lines = tables.flatMap(({ title, table }) =>
    [exactRules, nhsRules].map((rules) => ({
      name: `${title}, base ${rules.base}`,
      run: () => protectTable(table, rules),
      once: true,
    })),
  );
  const notes = tables.flatMap(({ title, table }) =>
    [exactRules, nhsRules].map((rules) => {
      const found = protectTable(table, rules);
      if (!found.ok) return `${title}: ${found.refusal.detail}`;
      const hidden = (why: string) => found.value.cells.filter((cell) => cell.hidden === why).length;
      return `${title}, base ${rules.base}: ${hidden('small')} small, ${hidden('protects')} more hidden, ${found.value.exposed.length} exposed`;
    }),
  );
  return { notes, lines };
}

/** Counts of areas by group, a few of them small; the same ones every time. */
function madeUpCounts(areas: number, groups: number): { records: CountedRecord[]; counts: number[] } {
  const records: CountedRecord[] = [];
  const counts: number[] = [];
  for (let area = 0; area < areas; area++) {
    for (let group = 0; group < groups; group++) {
      records.push({ region: `r${area % 7}`, area: `a${area}`, group: `g${group}` });
      counts.push(1 + ((area * 37 + group * 101 + area * group * 13) % 97));
    }
  }
  return { records, counts };
}
