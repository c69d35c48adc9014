/** The map and the histories of tiers to JSON; and back to snapshots in the browser. */

import type { Geography } from '#core/footprint/land.ts';
import type { Population } from '#core/footprint/population.ts';
import { type TierName, tiers, tiersOfRole } from '#core/register/tiers.ts';
import type { TierHistory, Timeline } from '#core/register/timeline.ts';
import type { World } from '#core/register/world.ts';
import type { HistoryWire, MapWire } from '#wire/map.ts';

export type MapParts = {
  readonly register: string;
  readonly world: World;
  readonly topology: unknown;
  readonly schematic: boolean;
  readonly note: string | null;
  readonly geography: Geography | undefined;
  readonly blocks: Float64Array;
  readonly zoneNames: readonly (string | null)[];
};

/** The map sheet of a register. */
export function encodeMap(parts: MapParts): MapWire {
  const { world } = parts;
  const byPopulation = <V>(pick: (population: Population) => V) =>
    Object.fromEntries(world.populations.map((one) => [one.row.id, pick(one)]));
  return {
    register: parts.register,
    topology: parts.topology,
    schematic: parts.schematic,
    geography: parts.geography?.id ?? null,
    note: parts.note,
    zoneCount: world.zones.count,
    blocks: Array.from(parts.blocks),
    zoneNames: [...parts.zoneNames],
    persons: byPopulation((one) => Array.from(one.personsOfZone)),
    splitBlocks: byPopulation((one) =>
      one.splitBlocks.map(({ persons, zones }) => ({ persons, zones: Array.from(zones) })),
    ),
  };
}

/** Who held which zone of the tier from when, and every body that ever stands in it in the scenario. */
export function encodeHistory(timeline: Timeline, tier: TierName): HistoryWire {
  const { world } = timeline;
  const bodies = world.organisations.flatMap((organisation) => {
    const life = timeline.lives[organisation.index] ?? null;
    const inTier = organisation.roles
      .filter((row) => tiersOfRole(row.role).includes(tier))
      .map(({ from, to }) => ({ from, to }));
    if (life === null || inTier.length === 0) return [];
    const { row, index } = organisation;
    const names = [
      ...organisation.names.map((one) => ({ text: one.name, from: one.from, to: one.to })),
      { text: row.name, from: null, to: null },
    ];
    const codes = organisation.identifiers.map((one) => ({
      text: one.value,
      from: one.from,
      to: one.to,
      scheme: one.scheme,
    }));
    const preferred = tiers[tier].scheme;
    return {
      index,
      id: row.id as string,
      from: life.from,
      to: life.to,
      inTier,
      names,
      codes: [...codes]
        .sort((a, b) => Number(b.scheme === preferred) - Number(a.scheme === preferred))
        .map(({ text, from, to }) => ({ text, from, to })),
      extents: organisation.extents.map((one) => ({ text: one.extent, from: one.from, to: one.to })),
    };
  });
  return { tier, scenario: timeline.scenario.id, steps: stepsOf(timeline.tiers.get(tier)), bodies };
}

function stepsOf(history: TierHistory | undefined): HistoryWire['steps'] {
  if (history === undefined) return [];
  return history.holders.map((holders, at) => {
    const before = history.holders[at - 1];
    const zones: number[] = [];
    const changed: number[] = [];
    for (let zone = 0; zone < holders.length; zone++) {
      if (holders[zone] === (before?.[zone] ?? -1)) continue;
      zones.push(zone);
      changed.push(holders[zone] ?? -1);
    }
    return { on: history.dates[at] ?? null, zones, holders: changed };
  });
}
