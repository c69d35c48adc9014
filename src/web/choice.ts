/**
 * What a person has chosen to look at: register, scenario, date, two tiers, population, tolerance. Read from the
 * query of the address and completed from the register; what could not be used is said, not swallowed.
 */

import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { RegisterWire } from '#wire/register.ts';
import { parseSight } from './map/sight.ts';

export type Choice = {
  readonly register: RegisterWire;
  /** Id of the scenario; null: the law as it stands. */
  readonly scenario: string | null;
  /** Moment of recorded time; null: as known now. */
  readonly known: string | null;
  readonly on: IsoDate;
  readonly bodies: TierName;
  readonly councils: TierName;
  /** Id of the population; null: the resident count nearest in time. */
  readonly population: string | null;
  readonly tolerance: number;
  /** One sentence for each thing the address asked for that could not be had. */
  readonly notes: readonly string[];
};

/** Names of the query that belong to the choice and go along from screen to screen. */
export const choiceNames = [
  'register',
  'scenario',
  'known',
  'on',
  'bodies',
  'councils',
  'population',
  'tolerance',
] as const;

/** Half of one per cent: the tolerance that questions use when none is given. */
export const usualTolerance = 0.005;
export const tolerances = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1] as const;

const usualBodies: readonly TierName[] = ['icb', 'sub-icb', 'ccg', 'pct', 'stp', 'sha'];
const usualCouncils: readonly TierName[] = ['utla', 'ltla', 'combined-authority', 'hwb', 'region'];

/** The choice that the query makes among these registers; null when there are none. The first is the usual one. */
export function choiceOf(query: URLSearchParams, registers: readonly RegisterWire[]): Choice | null {
  const notes: string[] = [];
  const register = pick(query.get('register'), registers, (one) => one.name, 'register', notes) ?? registers[0];
  if (register === undefined) return null;
  const scenario = pick(query.get('scenario'), register.scenarios, (one) => one.id, 'scenario', notes)?.id ?? null;
  const population =
    pick(query.get('population'), register.populations, (one) => one.id, 'population', notes)?.id ?? null;
  const on = dateOf(query.get('on'), register, notes);
  checkSight(query.get('at'), notes);
  return {
    register,
    scenario,
    known: query.get('known'),
    on,
    bodies: tierOf(query.get('bodies'), register, on, usualBodies, notes),
    councils: tierOf(query.get('councils'), register, on, usualCouncils, notes),
    population,
    tolerance: toleranceOf(query.get('tolerance'), notes),
    notes,
  };
}

/** Query values that every question to the API carries. */
export function contextOf(choice: Choice): { register: string; scenario: string | null; known: string | null } {
  return { register: choice.register.name, scenario: choice.scenario, known: choice.known };
}

/** True when the scenario may cut the land finer than the register: events that people drew do. Those of a pack share its zones. */
export function hasOwnZones({ register, scenario }: Pick<Choice, 'register' | 'scenario'>): boolean {
  return register.scenarios.some((one) => one.id === scenario && one.origin === 'plan');
}

/** Query values of a question about two tiers on the chosen date. */
export function measureQuery(choice: Choice): Record<string, string | number | null> {
  return {
    ...contextOf(choice),
    on: choice.on,
    bodies: choice.bodies,
    councils: choice.councils,
    population: choice.population,
    tolerance: choice.tolerance,
  };
}

/** True when the register says that the land of this tier is known on some day up to the date. */
export function hasLandBy(register: RegisterWire, tier: TierName, on: string): boolean {
  const known = register.tiers.find((one) => one.tier === tier);
  return known?.hasTerritory === true && known.changes.some((change) => change === null || change <= on);
}

/** Tiers of the register that have land, those of the side first. */
export function tiersWithLand(register: RegisterWire, side: 'health' | 'council'): TierName[] {
  const known = register.tiers
    .filter((one) => one.hasTerritory)
    .map((one) => one.tier)
    .filter(isTierName);
  return [...known.filter((tier) => tiers[tier].side === side), ...known.filter((tier) => tiers[tier].side !== side)];
}

/** True when some blocks of the vintage have no figure: the count covers part of the land only. */
export function isPartialCount(register: RegisterWire, id: string): boolean {
  return register.populations.some((population) => population.id === id && population.missingBlocks > 0);
}

/** The complete resident population nearest in time to the date, the earlier of two as near; null when there is none. */
export function nearestPopulation(register: RegisterWire, on: string): string | null {
  const counted = register.populations.filter((one) => one.geography !== null && one.base === 'resident');
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(on));
  const sorted = counted
    .filter((one) => !isPartialCount(register, one.id))
    .sort((a, b) => distance(a.date) - distance(b.date) || (a.date < b.date ? -1 : 1));
  return sorted[0]?.id ?? null;
}

function pick<T>(
  wanted: string | null,
  from: readonly T[],
  nameOf: (one: T) => string,
  what: string,
  notes: string[],
): T | undefined {
  if (wanted === null) return undefined;
  const found = from.find((one) => nameOf(one) === wanted);
  if (found === undefined)
    notes.push(`The address names the ${what} “${wanted}”, which is not here. Showing the usual one.`);
  return found;
}

function dateOf(text: string | null, register: RegisterWire, notes: string[]): IsoDate {
  const opening = register.openingDate as IsoDate;
  if (text === null) return opening;
  const date = parseIsoDate(text);
  if (date === null) {
    notes.push(`“${text}” in the address is not a date of the calendar (write it as 2022-07-01). Showing ${opening}.`);
    return opening;
  }
  if (date < register.firstDate || date > register.lastDate) {
    notes.push(
      `The register tells of ${register.firstDate} to ${register.lastDate}; ${date} lies outside it, so what it shows there may have changed unseen.`,
    );
  }
  return date;
}

function tierOf(
  text: string | null,
  register: RegisterWire,
  on: string,
  usual: readonly TierName[],
  notes: string[],
): TierName {
  const first = usual[0] as TierName;
  const known = (tier: TierName) => register.tiers.some((one) => one.tier === tier);
  const fallback = usual.find((tier) => hasLandBy(register, tier, on)) ?? usual.find(known) ?? first;
  if (text === null) return fallback;
  if (isTierName(text) && known(text)) return text;
  notes.push(
    `The address names the tier “${text}”, which this register lacks. Showing ${tiers[fallback].title.toLowerCase()}.`,
  );
  return fallback;
}

function checkSight(text: string | null, notes: string[]): void {
  if (text === null || parseSight(text) !== null) return;
  notes.push(`“${text}” is not a part of the map (write its middle and zoom as 0.5,0.5,2). Showing the whole map.`);
}

function toleranceOf(text: string | null, notes: string[]): number {
  if (text === null) return usualTolerance;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 0.5) return value;
  notes.push(`“${text}” is not a tolerance from 0 to below 0.5. Showing ${usualTolerance}.`);
  return usualTolerance;
}
