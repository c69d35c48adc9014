/**
 * What becomes of roles when bodies end: they pass to the one successor; where a body divides, or nobody takes over, each
 * is listed for a decision and passes nowhere until it is made. Whoever loses a role of a body that ended may read what was
 * the body's for some days more, to close its accounts.
 */

import type { SuccessionBook } from '#core/access/body-succession.ts';
import type { Grant } from '#core/access/principal.ts';
import type { Decisions } from '#core/access/succession-decisions.ts';
import type { Role } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

/** `waits`: for a decision; meanwhile it is over, but for the days of grace. */
export const grantOutcomes = ['stays', 'passes', 'ends', 'waits'] as const;
export type GrantOutcome = (typeof grantOutcomes)[number];

export type GrantSuccession = {
  readonly grant: Grant;
  readonly outcome: GrantOutcome;
  /** Itself afterwards, ended where its body has ended. */
  readonly itself: Grant;
  /** The days of grace, and what passed. */
  readonly added: readonly Grant[];
  /** One sentence. */
  readonly why: string;
  /** Of one that waits: heirs to choose from; empty: there are none, and any body may be named. */
  readonly choices: readonly OrganisationId[];
};

export type GrantSuccessionOptions = {
  readonly decisions: Decisions;
  /** How long who held a role of a body that ended still reads. @units days */
  readonly graceDays: number;
};

/** Reading across a region is not a role in the body alone: another region, another decision. */
const passingRoles: ReadonlySet<Role> = new Set(['viewer', 'editor', 'finance', 'approver', 'administrator']);

/**
 * What becomes of each grant on the day of the book, in the order given. A grant that is over stays as it is, as does
 * one that begins when its body has ended already: days of grace, or somebody called in to wind up.
 */
export function successionOfGrants(
  grants: readonly Grant[],
  book: SuccessionBook,
  options: GrantSuccessionOptions,
): GrantSuccession[] {
  return grants.map((grant) => successionOfGrant(grant, book, options));
}

/**
 * The grants afterwards: those that were, in their order, then those that were added. What somebody holds already, or gets
 * from another body as well, is added once.
 */
export function grantsAfter(successions: readonly GrantSuccession[]): Grant[] {
  const kept = successions.map(({ itself }) => itself);
  const held = Map.groupBy(kept, placeOf);
  for (const grant of successions.flatMap(({ added }) => added)) {
    const others = held.get(placeOf(grant)) ?? [];
    if (others.some((other) => covers(other, grant))) continue;
    held.set(placeOf(grant), [...others, grant]);
    kept.push(grant);
  }
  return kept;
}

function successionOfGrant(
  grant: Grant,
  book: SuccessionBook,
  { decisions, graceDays }: GrantSuccessionOptions,
): GrantSuccession {
  const { on } = book;
  const { organisation, role } = grant;
  const { kind, heirs, ended } = book.of(organisation);
  const stays = (why: string): GrantSuccession => ({
    grant,
    outcome: 'stays',
    itself: grant,
    added: [],
    why,
    choices: [],
  });
  if (grant.to !== null && grant.to <= on) return stays(`It is over since ${grant.to}.`);
  if (kind === 'unknown') return stays(`The register has no body ${organisation}.`);
  if (kind === 'lives-on') return stays(`${book.named(organisation)} has not ended by ${on}.`);
  if (ended !== null && grant.from >= ended) {
    return stays(`It begins when ${book.named(organisation)} has ended, and is for what is left of it.`);
  }
  const itself = { ...grant, to: on };
  const grace = graceOf(grant, on, graceDays);
  const decision = decisions.ofGrant(grant);
  const passesByItself = kind === 'one' && passingRoles.has(role);
  if (decision === undefined && !passesByItself) {
    const why = `${book.named(organisation)} ended. ${whyItWaits(role, heirs, book)}`;
    return { grant, outcome: 'waits', itself, added: grace, why, choices: heirs };
  }
  const takers = decision?.to ?? heirs;
  if (takers.length === 0) {
    const why = `${book.named(organisation)} ended, and the role ends with it: ${decision?.reason ?? ''}`;
    return { grant, outcome: 'ends', itself, added: grace, why, choices: [] };
  }
  const basis = decision === undefined ? 'who takes over from' : `decided (${decision.reason}); before:`;
  const why = `It passes to ${takers.map((taker) => book.named(taker)).join(', ')}: ${basis} ${book.named(organisation)}.`;
  const passed = takers.map((taker) => passedTo(taker, grant, book));
  return { grant, outcome: 'passes', itself, added: [...grace, ...passed], why, choices: [] };
}

function whyItWaits(role: Role, heirs: readonly OrganisationId[], book: SuccessionBook): string {
  if (heirs.length === 0) return 'Nobody is recorded to take over: say to whom the role passes, or that it ends.';
  const names = heirs.map((heir) => book.named(heir)).join(', ');
  if (heirs.length > 1) return `Several take over (${names}): say to which of them the role passes.`;
  return `A role of ${role} does not pass to ${names} by itself: say whether it does.`;
}

function graceOf(grant: Grant, on: IsoDate, graceDays: number): Grant[] {
  if (graceDays <= 0) return [];
  const last = addDays(on, graceDays);
  const role: Role = grant.role === 'observer' ? 'observer' : 'viewer';
  const to = grant.to !== null && grant.to < last ? grant.to : last;
  return [{ ...grant, role, from: on, to, reason: `Days of grace after the body ended: ${grant.role} before` }];
}

function passedTo(taker: OrganisationId, grant: Grant, book: SuccessionBook): Grant {
  const reason = `Passed on from ${book.named(grant.organisation)}`;
  return { ...grant, organisation: taker, from: book.on, reason };
}

function placeOf({ account, organisation, role }: Grant): string {
  return JSON.stringify([account, organisation, role]);
}

function covers(outer: Grant, inner: Grant): boolean {
  const lasts = outer.to === null || (inner.to !== null && inner.to <= outer.to);
  return outer.from <= inner.from && lasts;
}
