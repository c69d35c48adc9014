/** The notices of an arrangement on a day: what a person should see and act on, each in one sentence. */

import type { Arrangement, Milestone } from '#core/agreements/arrangement.ts';
import { missingClauses } from '#core/agreements/completeness.ts';
import { dayInWords, listInWords } from '#core/agreements/day-in-words.ts';
import { heirsOn } from '#core/agreements/heirs.ts';
import { lastSignature, needsSignatures, unsignedBodies } from '#core/agreements/signatures.ts';
import type { Status } from '#core/agreements/status.ts';
import { arrangementKinds, clauses, type Family } from '#core/agreements/vocabulary.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { nameOn, type World } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

/** In the order in which a list shows them. */
export const noticeCodes = [
  'party-gone',
  'party-not-in-scenario',
  'expired',
  'unsigned',
  'partly-signed',
  'retrospective',
  'incomplete',
  'review-overdue',
  'due-for-review',
  'notice-due',
  'no-end-date',
  'slipped',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

export type Notice = {
  readonly code: NoticeCode;
  /** One plain sentence with the names and days in it. */
  readonly says: string;
  /** The day it turns on; null: none. */
  readonly on: IsoDate | null;
};

/** How far ahead a review, an end or a renewal is told of. @units days */
const daysAhead = 90;

/** Families of which a last day is expected: seats, posts, sites, panels and plans may go on. */
const endingFamilies: readonly Family[] = ['partnership', 'alignment', 'transfer', 'secondment', 'contract', 'data'];

/** Notices of the arrangement, which has this status, in the order of `noticeCodes`. Nothing is said once it ended. */
export function noticesOf(arrangement: Arrangement, status: Status, timeline: Timeline, on: IsoDate): Notice[] {
  if (status === 'ended') return [];
  const notices = partyNotices(arrangement, timeline, on);
  if (status === 'expired') {
    const says = `It expired on ${dayInWords(arrangement.endsOn ?? on)} and is not recorded as ended or renewed.`;
    notices.push({ code: 'expired', says, on: arrangement.endsOn });
  }
  if (status !== 'expired' && status !== 'proposed') signatureNotices(arrangement, timeline.world, on, notices);
  if (status !== 'proposed') retrospectiveNotice(arrangement, on, notices);
  if (status !== 'expired') incompleteNotice(arrangement, notices);
  if (status === 'signed' || status === 'in-force' || status === 'varied') dateNotices(arrangement, on, notices);
  for (const milestone of arrangement.milestones) milestoneNotice(milestone, timeline.world, on, notices);
  return notices;
}

function partyNotices({ parties }: Arrangement, timeline: Timeline, on: IsoDate): Notice[] {
  const { world, lives } = timeline;
  const gone: Notice[] = [];
  const absent: Notice[] = [];
  for (const id of new Set(parties.map((party) => party.organisation))) {
    const organisation = world.organisations[world.organisationIndex.get(id) ?? -1];
    if (organisation === undefined || isAliveOn(timeline, organisation, on)) continue;
    const life = lives[organisation.index] ?? null;
    if (life === null) {
      const says = `${organisation.row.name} never exists in this scenario.`;
      absent.push({ code: 'party-not-in-scenario', says, on: null });
    } else if (life.to !== null && life.to <= on) {
      const name = nameOn(organisation, addDays(life.to, -1));
      const says = `${name} ended on ${dayInWords(life.to)}. ${takenOver(timeline, organisation.index, on)}`;
      gone.push({ code: 'party-gone', says, on: life.to });
    }
  }
  return [...gone, ...absent];
}

function takenOver(timeline: Timeline, body: number, on: IsoDate): string {
  const { living, lost } = heirsOn(timeline, body, on);
  const names = (bodies: readonly number[]) => bodies.map((one) => nameOf(timeline.world, one, on)).join('; ');
  if (living.length > 0) return `Taken over by: ${names(living)}.`;
  if (lost.length === 0) return 'Who took over is not recorded.';
  return `Taken over by: ${names(lost)}, which ended too; who took over then is not recorded.`;
}

function signatureNotices(arrangement: Arrangement, world: World, on: IsoDate, notices: Notice[]): void {
  if (!needsSignatures(arrangement)) return;
  const missing = unsignedBodies(arrangement, on);
  if (missing.length === 0) return;
  const bodies = new Set(arrangement.parties.map((party) => party.organisation));
  const names = missing.map((id) => nameOf(world, world.organisationIndex.get(id) ?? -1, on)).join('; ');
  notices.push(
    missing.length === bodies.size
      ? { code: 'unsigned', says: `Signed by nobody yet. It is to be signed by: ${names}.`, on: null }
      : { code: 'partly-signed', says: `Not signed yet by: ${names}.`, on: null },
  );
}

function retrospectiveNotice(arrangement: Arrangement, on: IsoDate, notices: Notice[]): void {
  const { startsOn, agreedOn } = arrangement;
  if (startsOn === null || startsOn > on) return;
  const signed = needsSignatures(arrangement) ? lastSignature(arrangement) : null;
  const late = [
    ...(agreedOn !== null && agreedOn > startsOn && agreedOn <= on ? [`agreed on ${dayInWords(agreedOn)}`] : []),
    ...(signed !== null && signed > startsOn && signed <= on ? [`signed by all on ${dayInWords(signed)}`] : []),
  ];
  if (late.length === 0) return;
  const says = `Retrospective: it started on ${dayInWords(startsOn)} and was ${listInWords(late)}.`;
  notices.push({ code: 'retrospective', says, on: startsOn });
}

function incompleteNotice(arrangement: Arrangement, notices: Notice[]): void {
  const missing = missingClauses(arrangement);
  if (missing.length === 0) return;
  const list = missing.map((clause) => `(${clauses[clause].letter}) ${lowerFirst(clauses[clause].says)}`);
  const says = `Not shown to cover SI 2000/617 reg 7(3) ${list.join('; ')}.`;
  notices.push({ code: 'incomplete', says, on: null });
}

function dateNotices(arrangement: Arrangement, on: IsoDate, notices: Notice[]): void {
  const { reviewOn, endsOn, renewsOn, noticeDays, kind } = arrangement;
  const horizon = addDays(on, daysAhead);
  if (reviewOn !== null && reviewOn < on)
    notices.push({ code: 'review-overdue', says: `It was to be reviewed on ${dayInWords(reviewOn)}.`, on: reviewOn });
  else if (reviewOn !== null && reviewOn <= horizon)
    notices.push({ code: 'due-for-review', says: `It is to be reviewed on ${dayInWords(reviewOn)}.`, on: reviewOn });
  const next = nextEnd(endsOn, renewsOn, noticeDays, on);
  if (next !== null && next.lastDay <= horizon) {
    const says = `Notice must be given by ${dayInWords(next.lastDay)}: ${noticeDays} days before it ${next.what} on ${dayInWords(next.day)}.`;
    notices.push({ code: 'notice-due', says, on: next.lastDay });
  }
  if (endsOn === null && endingFamilies.includes(arrangementKinds[kind].family))
    notices.push({ code: 'no-end-date', says: 'It has no end date.', on: null });
}

/** The nearer of end and renewal for which notice can still be given, and the last day for it. */
function nextEnd(endsOn: IsoDate | null, renewsOn: IsoDate | null, noticeDays: number | null, on: IsoDate) {
  if (noticeDays === null) return null;
  const ahead = [
    ...(renewsOn === null ? [] : [{ what: 'is renewed', day: renewsOn, lastDay: addDays(renewsOn, -noticeDays) }]),
    ...(endsOn === null ? [] : [{ what: 'ends', day: endsOn, lastDay: addDays(endsOn, -noticeDays) }]),
  ].filter((one) => one.lastDay >= on);
  return ahead.reduce<(typeof ahead)[number] | null>(
    (nearest, one) => (nearest === null || one.lastDay < nearest.lastDay ? one : nearest),
    null,
  );
}

function milestoneNotice(milestone: Milestone, world: World, on: IsoDate, notices: Notice[]): void {
  const { title, due, slippedTo, causes, event } = milestone;
  const standing = milestoneStanding(milestone, on);
  if (standing !== 'slipped' && standing !== 'overdue') return;
  const named = event === null ? undefined : world.events[world.eventIndex.get(event) ?? -1];
  const words = causes.map((cause) => {
    const plain = cause.replaceAll('-', ' ');
    return cause === 'reorganisation' && named !== undefined ? `${plain} (${named.row.title})` : plain;
  });
  if (named !== undefined && !causes.includes('reorganisation')) words.push(`reorganisation (${named.row.title})`);
  const moved =
    slippedTo === null
      ? 'and is not done'
      : `and slipped to ${dayInWords(slippedTo)}${slippedTo < on ? ', and is still not done' : ''}`;
  const why = words.length === 0 ? '' : `, put down to ${listInWords(words)}`;
  const says = `Milestone "${title}" was due on ${dayInWords(due)} ${moved}${why}.`;
  notices.push({ code: 'slipped', says, on: slippedTo ?? due });
}

/** Where a milestone stands on the day: done by then; slipped to a new day; past its day without one; or still due. */
function milestoneStanding({ due, done, slippedTo }: Milestone, on: IsoDate): 'done' | 'slipped' | 'overdue' | 'due' {
  if (done !== null && done <= on) return 'done';
  if (slippedTo !== null) return 'slipped';
  return due < on ? 'overdue' : 'due';
}

function nameOf(world: World, body: number, on: IsoDate): string {
  const organisation = world.organisations[body];
  return organisation === undefined ? 'an unknown body' : nameOn(organisation, on);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
