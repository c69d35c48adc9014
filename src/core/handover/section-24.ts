/**
 * Section 24 of the Local Government and Public Involvement in Health Act 2007: a council that is to be replaced needs
 * consent for contracts and land above a threshold. Finds whether that bears on an arrangement, and at which value.
 */

import type { Amount, Arrangement, Party } from '#core/agreements/arrangement.ts';
import { amountNatures, type PartyRole } from '#core/agreements/vocabulary.ts';
import { daysAfter } from '#core/handover/deadlines.ts';
import type { BodyFate } from '#core/handover/fates.ts';
import type { Section24Finding } from '#core/handover/findings.ts';
import type { Exemption, Rulebook } from '#core/handover/rulebook.ts';
import type { World } from '#core/register/world.ts';
import { dayNumber, type IsoDate } from '#std/iso-date.ts';
import { sumPence } from '#std/pence.ts';

const endings: readonly string[] = ['ends-one-successor', 'ends-several-successors', 'ends-no-successor'];
const structuralKinds: readonly string[] = ['merge', 'divide', 'abolish'];
/** Who pays what is stated of the arrangement as a whole. */
const payingRoles: readonly PartyRole[] = ['host', 'lead-commissioner', 'payer', 'funder'];
/** Who is paid, or pays nobody: nothing is payable by it. */
const paidRoles: readonly PartyRole[] = ['recipient', 'provider', 'occupier'];

/**
 * Whether consent is needed. It can be for a council that ends by a merger, a division or its abolition, where the
 * arrangement starts or is renewed in the shadow period: from its first day up to, not including, vesting day. Only what
 * the council pays counts: its own amounts, and those of the whole where its role is to pay; one that is paid needs no
 * consent. Land, capital and all other are measured each against its own threshold, and exactly the threshold is not
 * above it. When none is above, one whose value is not known makes the finding so. Exempt is a council whose exemption was made; one
 * that is only proposed is measured like any other.
 * @source docs/methods/section-24.md
 */
export function section24Finding(
  { arrangement, party }: { readonly arrangement: Arrangement; readonly party: Party },
  fate: BodyFate,
  { section24, shadowDays }: Pick<Rulebook, 'section24' | 'shadowDays'>,
  world: World,
): Section24Finding {
  const { vesting } = fate;
  if (vesting === null || fate.side !== 'council' || !endings.includes(fate.fate)) return 'not-applicable';
  if (!fate.events.some((event) => structuralKinds.includes(world.events[event]?.row.kind ?? '')))
    return 'not-applicable';
  if (paidRoles.includes(party.role)) return 'not-applicable';
  const begins = termStart(arrangement, daysAfter(vesting, -shadowDays), vesting);
  if (begins === null) return 'not-applicable';
  if (exemptionOf(fate.body, section24.exemptions, world)?.status === 'made') return 'exempt';
  const limits = { land: section24.landPence, capital: section24.capitalPence, revenue: section24.otherPence };
  const payable = amountsPayableBy(party, arrangement);
  const values = amountNatures.map((nature) => ({
    limit: limits[nature],
    value: wholeLifePence(
      payable.filter((one) => one.nature === nature),
      termYears(arrangement, begins),
    ),
  }));
  if (values.some(({ value, limit }) => typeof value === 'bigint' && value > BigInt(limit))) return 'above';
  const isAnyKnown = values.some(({ value }) => typeof value === 'bigint');
  return isAnyKnown && values.every(({ value }) => value !== 'not-known') ? 'below' : 'value-not-known';
}

/**
 * What a flag on consent adds where the council is only proposed as exempt, as a sentence that begins with a blank:
 * consent is asked until the exemption is made. Empty: it is not proposed.
 */
export function proposedExemption(
  body: number,
  { section24, citations }: Pick<Rulebook, 'section24' | 'citations'>,
  world: World,
): string {
  const exemption = exemptionOf(body, section24.exemptions, world);
  if (exemption?.status !== 'proposed') return '';
  const source = citations.find((one) => one.id === exemption.citation)?.reference ?? exemption.citation;
  return ` ${exemption.name} is proposed as exempt (${source}), not seen as made.`;
}

/** Its own amounts, and where its role is to pay also those that name no party. */
function amountsPayableBy({ organisation, role }: Party, { amounts }: Arrangement): Amount[] {
  return amounts.filter(({ party }) => (party === null ? payingRoles.includes(role) : party === organisation));
}

/** The exemption of the body, one that was made before one that is proposed. */
function exemptionOf(body: number, exemptions: readonly Exemption[], world: World): Exemption | undefined {
  const codes = world.organisations[body]?.identifiers.map((one) => one.value) ?? [];
  const own = exemptions.filter((one) => codes.includes(one.code));
  return own.find((one) => one.status === 'made') ?? own[0];
}

/**
 * The value over the whole term: whole-life values as stated; else annual values, those of several years added up, those
 * of one year or of none times the years of the term. Null: no such amounts; `not-known`: the term is not known.
 */
function wholeLifePence(amounts: readonly Amount[], years: number | null): bigint | 'not-known' | null {
  const whole = amounts.filter((one) => one.what === 'whole-life-value');
  if (whole.length > 0) return sumPence(whole.map((one) => one.pence));
  const yearly = amounts.filter((one) => one.what === 'annual-value');
  if (yearly.length === 0) return null;
  const sum = sumPence(yearly.map((one) => one.pence));
  if (new Set(yearly.map((one) => one.year)).size > 1) return sum;
  return years === null ? 'not-known' : sum * BigInt(years);
}

/** The day in the period on which a term begins: the renewal, else the start. Null: neither is in the period. */
function termStart({ startsOn, renewsOn }: Arrangement, from: IsoDate, to: IsoDate): IsoDate | null {
  const isWithin = (day: IsoDate | null) => day !== null && from <= day && day < to;
  if (isWithin(renewsOn)) return renewsOn;
  return isWithin(startsOn) ? startsOn : null;
}

/**
 * Whole years of the term that begins on the day, a part of a year as one: until the end where that is later, else as
 * long as the term before it. Null: not known.
 */
function termYears({ startsOn, endsOn }: Arrangement, begins: IsoDate): number | null {
  if (endsOn === null) return null;
  if (endsOn > begins) return yearsBetween(begins, endsOn);
  return startsOn === null || startsOn >= endsOn ? null : yearsBetween(startsOn, endsOn);
}

/** A year is over on the same day of the next; up to that day it counts as one. */
function yearsBetween(from: IsoDate, to: IsoDate): number {
  let years = Math.max(0, Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - 1);
  while (dayNumber(laterBy(from, years)) < dayNumber(to)) years += 1;
  return years;
}

/** The same day so many years later; 29 February is 1 March in a common year. */
function laterBy(date: IsoDate, years: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10) as IsoDate;
}
