/**
 * Problems of arrangements as the reader of a sheet understands them. A sheet has the last day on which an arrangement
 * runs, all else the day after it: left as they are, these problems would name a day that stands nowhere in the sheet.
 */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/** What such a problem says in the words of the sheet; null: the same. Its `found` begins with the end, if it has one. */
const says: Readonly<Record<string, string | null>> = {
  'ends-before-start': 'The last day is before the day it starts. Correct one of the two dates.',
  'agreed-after-end': 'It was agreed after its last day. Correct one of the two dates.',
  'review-after-end': 'The review comes after the last day. Correct one of the two dates.',
  'renewal-after-end':
    'The renewal comes after the last day, when nothing is left to renew. Correct one of the two dates.',
  'end-not-known': 'It is stated to have ended, but not when. Give the last day on which it ran.',
  'milestone-after-end': 'The milestone is due after the last day of the arrangement. Correct one of the two dates.',
  'signed-after-end': null,
};

/** The problem with the last day in place of an end on `endsOn`; one that is not about the end is given as it is. */
export function inSheetWords(problem: Problem, endsOn: IsoDate | null): Problem {
  const { code, message, expected, found } = problem;
  const said = says[code];
  if (said === undefined) return problem;
  const last = endsOn === null ? '' : dayInWords(addDays(endsOn, -1));
  const end = endsOn === null ? '' : dayInWords(endsOn);
  return {
    ...problem,
    message: said ?? message,
    ...(expected === undefined ? {} : { expected: expected === `before ${end}` ? `${last} or earlier` : expected }),
    ...(found === undefined ? {} : { found: found.replace(`${end}, against`, `${last}, against`) }),
  };
}
