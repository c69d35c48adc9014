/**
 * What is wrong with an arrangement in itself, once its names are resolved: dates, fields that belong to another kind,
 * and, in files of their own, its parties and its money. What follows from today is for `lifecycleOf`.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { checkAmounts, checkNegotiated } from '#core/agreements/check-amounts.ts';
import { checkParties } from '#core/agreements/check-parties.ts';
import { dayInWords } from '#core/agreements/day-in-words.ts';
import { withoutDoubtedDays } from '#core/agreements/doubted-days.ts';
import { FaultList } from '#core/agreements/fault-list.ts';
import type { Places } from '#core/agreements/places.ts';
import { arrangementKinds } from '#core/agreements/vocabulary.ts';
import type { Problem } from '#std/problem.ts';

/** All problems of the arrangement, in the order of its fields. `where.column` is the path of the field. */
export function checkArrangement(arrangement: Arrangement, places: Places): Problem[] {
  const faults = new FaultList();
  const sure = withoutDoubtedDays(arrangement);
  checkTexts(arrangement, faults);
  checkParties(sure, places, faults);
  checkDates(arrangement, faults);
  checkAmounts(arrangement, faults);
  checkMilestones(sure, faults);
  checkNegotiated(arrangement, faults);
  checkOwnFields(arrangement, faults);
  checkDataSets(arrangement, faults);
  return faults.problems;
}

function checkTexts({ id, title, careGroups, kind }: Arrangement, faults: FaultList): void {
  if (id.trim() === '') faults.error('reference-missing', 'id', 'Give the arrangement a reference of your own.');
  if (title.trim() === '') faults.error('title-missing', 'title', 'Give the arrangement a title.');
  if (new Set(careGroups).size < careGroups.length)
    faults.warning('care-group-twice', 'careGroups', 'A care group is named twice. Name each once.');
  if (careGroups.length === 0 && arrangementKinds[kind].family === 'partnership') {
    const message = 'No care group is named, so it counts for none when asked who leads. Name those it is for, or all.';
    faults.warning('care-groups-missing', 'careGroups', message);
  }
}

type DayField = 'agreedOn' | 'startsOn' | 'endsOn' | 'reviewOn' | 'renewsOn';

/** Two fields whose days must stand in this order. */
type Order = {
  readonly code: string;
  readonly earlier: DayField;
  readonly later: DayField;
  /** The field that is blamed, and what the sentence says of it. */
  readonly column: DayField;
  readonly says: string;
  readonly severity: 'error' | 'warning';
};

const orders: readonly Order[] = [
  {
    code: 'ends-before-start',
    earlier: 'startsOn',
    later: 'endsOn',
    column: 'endsOn',
    says: 'It ends on or before the day it starts.',
    severity: 'error',
  },
  {
    code: 'agreed-after-end',
    earlier: 'agreedOn',
    later: 'endsOn',
    column: 'agreedOn',
    says: 'It was agreed after its end.',
    severity: 'error',
  },
  {
    code: 'review-before-start',
    earlier: 'startsOn',
    later: 'reviewOn',
    column: 'reviewOn',
    says: 'The review comes before the start.',
    severity: 'error',
  },
  {
    code: 'review-after-end',
    earlier: 'reviewOn',
    later: 'endsOn',
    column: 'reviewOn',
    says: 'The review comes after the end.',
    severity: 'warning',
  },
  {
    code: 'renewal-before-start',
    earlier: 'startsOn',
    later: 'renewsOn',
    column: 'renewsOn',
    says: 'The renewal comes before the start.',
    severity: 'error',
  },
  {
    code: 'renewal-after-end',
    earlier: 'renewsOn',
    later: 'endsOn',
    column: 'renewsOn',
    says: 'The renewal comes after the end, when nothing is left to renew.',
    severity: 'warning',
  },
];

function checkDates(arrangement: Arrangement, faults: FaultList): void {
  const sure = withoutDoubtedDays(arrangement);
  let isTold = false;
  for (const order of orders) {
    // The pair that casts doubt is told once, and nothing else is measured by its days.
    const isDoubted =
      sure[order.earlier] !== arrangement[order.earlier] && sure[order.later] !== arrangement[order.later];
    const { [order.earlier]: earlier, [order.later]: later } = isDoubted && !isTold ? arrangement : sure;
    isTold ||= isDoubted;
    if (earlier === null || later === null || earlier < later) continue;
    // Only an arrangement itself needs a day between its two ends.
    if (earlier === later && order.code !== 'ends-before-start') continue;
    const found = `${dayInWords(later)}, against ${dayInWords(earlier)}`;
    const message = `${order.says} Correct one of the two dates.`;
    faults[order.severity](order.code, order.column, message, { expected: 'the other way round', found });
  }
  const { noticeDays, stage, endsOn } = arrangement;
  if (noticeDays !== null && !(Number.isInteger(noticeDays) && noticeDays >= 0)) {
    const message = 'The period of notice is not a whole number of days. Give days, or leave it empty.';
    faults.error('notice-not-days', 'noticeDays', message, { expected: '0 or more', found: String(noticeDays) });
  }
  if (stage === 'ended' && endsOn === null) {
    const message = 'It is stated to have ended, but not when. Give the first day it no longer ran.';
    faults.warning('end-not-known', 'endsOn', message);
  }
}

function checkMilestones({ milestones, endsOn }: Arrangement, faults: FaultList): void {
  for (const [at, { due, done, slippedTo, causes, event }] of milestones.entries()) {
    const path = `milestones[${at}]`;
    if (slippedTo !== null && slippedTo <= due) {
      const message = 'The new day is not after the day it was due. Correct one of them, or leave the new day empty.';
      faults.error('milestone-slips-back', `${path}.slippedTo`, message, {
        expected: `after ${dayInWords(due)}`,
        found: dayInWords(slippedTo),
      });
    }
    if (slippedTo === null && done === null && (causes.length > 0 || event !== null)) {
      const message = 'A cause of delay is named but no new day. Give the day it slipped to, or take the cause out.';
      faults.warning('cause-without-delay', `${path}.slippedTo`, message);
    }
    if (endsOn !== null && due > endsOn) {
      const message = 'The milestone is due after the end of the arrangement. Correct one of the two dates.';
      faults.warning('milestone-after-end', `${path}.due`, message, { found: dayInWords(due) });
    }
  }
}

/** Fields that only one kind or family has. */
function checkOwnFields(arrangement: Arrangement, faults: FaultList): void {
  const { kind, postStage, tenure, seatSector, isVoting, clauses } = arrangement;
  const { family, says } = arrangementKinds[kind];
  const stray = (column: string, isFilled: boolean, isOwn: boolean, whose: string) => {
    if (!isFilled || isOwn) return;
    const message = `Only ${whose} has this field, and this is not one. Empty the field, or correct the kind.`;
    faults.warning('field-of-another-kind', column, message, { found: says });
  };
  stray('clauses', Object.keys(clauses).length > 0, family === 'partnership', 'a partnership agreement');
  stray('postStage', postStage !== null, kind === 'joint-appointment', 'a joint appointment');
  stray('tenure', tenure !== null, kind === 'co-located-site', 'a co-located site');
  stray('seatSector', seatSector !== null, kind === 'board-seat', 'a board seat');
  stray('isVoting', isVoting !== null, kind === 'board-seat', 'a board seat');
}

/** An error, not a warning as for other fields: who reads the list would take these data sets to be shared. */
function checkDataSets({ kind, dataSets }: Arrangement, faults: FaultList): void {
  if (dataSets.length === 0) return;
  if (kind !== 'data-sharing-agreement') {
    const message =
      'Only a data sharing agreement shows data sets to its parties. Take the data sets out, or correct the kind.';
    faults.error('data-sets-of-another-kind', 'dataSets', message, { found: arrangementKinds[kind].says });
  }
  for (const [at, id] of dataSets.entries()) {
    if (dataSets.indexOf(id) < at) {
      faults.warning('data-set-twice', `dataSets[${at}]`, 'This data set is named twice. Name it once.', { found: id });
    } else if (id.trim() === '') {
      faults.error('data-set-without-id', `dataSets[${at}]`, 'Give the id of the data set, or take the entry out.');
    }
  }
}
