import { describe, expect, it } from 'vitest';
import type { Arrangement, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { leadershipOf } from '#core/agreements/leadership.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { day, partyOf, soundSpec } from '#core/agreements/test-arrangement.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const timeline = foldOf(
  together(
    ground(4),
    bodies([
      ['alder', 'county-council', 'b0 b1'],
      ['birch', 'unitary-council', 'b2'],
      ['cedar', 'unitary-council', 'b3'],
      ['trust', 'primary-care-trust', 'b0 b1 b2'],
    ]),
    events([{ id: 'close', kind: 'abolish', day: '2015-04-01', subjects: 'trust' }]),
  ),
);
const places = makePlaces(timeline.world);

function arrangement(id: string, changes: Partial<ArrangementSpec>): Arrangement {
  const resolution = resolveArrangement(soundSpec({ id, ...changes }), places);
  if (resolution.arrangement === null) throw new Error('not resolved');
  return resolution.arrangement;
}

/** Zones of the blocks that the arrangement names. */
function zonesOf({ serviceArea }: Arrangement): number[] {
  const { land, zones } = timeline.world;
  const [geography] = land.geographies;
  return serviceArea.map((ref) => {
    const block = ref.kind === 'block' ? (geography?.indexOfCode.get(ref.area) ?? -1) : -1;
    return zones.zoneOfPart[geography?.parts[geography.partsStart[block] ?? 0] ?? 0] ?? -1;
  });
}

const idOf = (body: number) => timeline.world.organisations[body]?.row.id;
function rowsOn(date: string, arrangements: readonly Arrangement[]): string[] {
  return leadershipOf(arrangements, timeline, day(date), zonesOf)
    .filter((row) => row.leads.length > 0)
    .map(
      (row) =>
        `${row.careGroup} in ${idOf(row.place)}: ${row.leads.map((lead) => `${idOf(lead.body)} by ${lead.arrangement.id}${lead.isLegacy ? ' (legacy)' : ''}`).join(', ')}`,
    );
}

const lead = {
  kind: 'lead-commissioning' as const,
  parties: [partyOf('alder', 'lead-commissioner'), partyOf('trust')],
};

describe('who leads', () => {
  it('[AG60] lead commissioners by care group and council area', () => {
    const own = arrangement('L1', { ...lead, careGroups: ['carers', 'older-people'], serviceArea: ['b1', 'b2'] });
    expect(rowsOn('2012-01-01', [own])).toEqual([
      'older-people in alder: alder by L1',
      'older-people in birch: alder by L1',
      'carers in alder: alder by L1',
      'carers in birch: alder by L1',
    ]);
    const rows = leadershipOf([own], timeline, day('2012-01-01'), zonesOf);
    expect(rows).toHaveLength(16);
    expect(rows.filter((row) => row.careGroup === 'end-of-life')).toMatchObject([{ leads: [] }, { leads: [] }]);
  });

  it('[AG60] the host leads a partnership in combination that names no lead, and no other pool', () => {
    const parties = [partyOf('birch', 'host'), partyOf('trust')];
    const given = { parties, careGroups: ['carers'] as const, serviceArea: ['b2'] };
    expect(rowsOn('2012-01-01', [arrangement('C1', { ...given, kind: 'partnership-in-combination' })])).toEqual([
      'carers in birch: birch by C1',
    ]);
    expect(rowsOn('2012-01-01', [arrangement('P1', { ...given, kind: 'pooled-fund' })])).toEqual([]);
    const named = [...parties, partyOf('cedar', 'lead-commissioner')];
    expect(
      rowsOn('2012-01-01', [arrangement('C2', { ...given, parties: named, kind: 'partnership-in-combination' })]),
    ).toEqual(['carers in birch: cedar by C2']);
  });

  it('[AG60] only arrangements in force lead, in the order of their references', () => {
    const given = { ...lead, careGroups: ['carers'] as const, serviceArea: ['b0'] };
    const two = [arrangement('Z', given), arrangement('A', given)];
    expect(rowsOn('2012-01-01', two)).toEqual(['carers in alder: alder by A, alder by Z']);
    expect(rowsOn('2010-03-31', two)).toEqual([]);
    expect(rowsOn('2020-04-01', two)).toEqual([]);
    const signed = [partyOf('alder', 'lead-commissioner', '2010-03-20'), partyOf('trust', 'partner', '2010-03-20')];
    expect(rowsOn('2010-03-31', [arrangement('S', { ...given, parties: signed })])).toEqual([]);
    expect(rowsOn('2012-01-01', [arrangement('V', { ...given, stage: 'varied' })])).toHaveLength(1);
    expect(rowsOn('2012-01-01', [arrangement('Q', { ...given, stage: 'proposed' })])).toEqual([]);
  });

  it('[AG61] one for all care groups stands in where a group has no lead of its own', () => {
    const all = arrangement('ALL', { ...lead, careGroups: ['all'], serviceArea: ['b0', 'b2'] });
    const own = arrangement('OWN', {
      ...lead,
      parties: [partyOf('birch', 'lead-commissioner'), partyOf('trust')],
      careGroups: ['mental-health'],
      serviceArea: ['b2'],
    });
    const rows = rowsOn('2012-01-01', [all, own]);
    expect(rows).toHaveLength(16);
    expect(rows.filter((row) => row.startsWith('mental-health'))).toEqual([
      'mental-health in alder: alder by ALL',
      'mental-health in birch: birch by OWN',
    ]);
    expect(rows).toContain('carers in birch: alder by ALL');
  });

  it('[AG62] a lead that no longer exists is a legacy body', () => {
    const old = arrangement('OLD', {
      kind: 'lead-commissioning',
      parties: [partyOf('trust', 'lead-commissioner'), partyOf('alder')],
      careGroups: ['learning-disability'],
      serviceArea: ['b0'],
    });
    expect(rowsOn('2015-03-31', [old])).toEqual(['learning-disability in alder: trust by OLD']);
    expect(rowsOn('2015-04-01', [old])).toEqual(['learning-disability in alder: trust by OLD (legacy)']);
  });
});
