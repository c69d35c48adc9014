/** The evidence of numbers of the schedule: what is counted or summed, out of what, and where the method is told. */

import type { HandoverTableWire } from '#wire/handover.ts';
import type { Choice } from '../../choice.ts';
import { daysText } from '../../handover-words.ts';
import { sourcesAddress } from '../../parts/count-evidence.ts';
import type { Evidence } from '../../parts/evidence.tsx';

type Schedule = Pick<HandoverTableWire, 'from' | 'to' | 'rulebook' | 'population'> &
  Partial<Pick<HandoverTableWire, 'assumptions'>>;

/** A count of lines, arrangements or actions. */
export function countedEvidence(choice: Choice, schedule: Schedule, title: string, says: string): Evidence {
  return {
    title,
    says,
    vintage: vintageOf(schedule),
    page: 'docs/methods/handover-rules.md',
    ...(schedule.assumptions === undefined ? {} : { assumptions: schedule.assumptions }),
    statedBy: sourcesAddress(choice),
  };
}

/** A sum of money: what goes in comes out, to the penny. */
export function moneyEvidence(choice: Choice, schedule: Schedule, title: string, says: string): Evidence {
  return {
    ...countedEvidence(choice, schedule, title, says),
    formula: 'in = out to successors + not shared; each amount is shared in whole pence by largest remainder',
    page: 'docs/methods/shares.md',
  };
}

/** A share of a successor, by its basis. */
export function shareEvidence(choice: Choice, schedule: Schedule, title: string, says: string): Evidence {
  return {
    ...countedEvidence(choice, schedule, title, says),
    formula: 'share = weight of the successor in the area of the line / weight of all successors',
    page: 'docs/methods/shares.md',
  };
}

/** The days, the rules, and the count of people where one was chosen. */
function vintageOf({ from, to, rulebook, population }: Schedule): string {
  const counted = population === null ? '' : `; residents: ${population.title}`;
  return `changes ${daysText(from, to)}, by ${rulebook.title}, version ${rulebook.version}${counted}`;
}
