/** The words of arrangements as the screens write them, in plain British English. */

import type {
  AmountNature,
  ArrangementEvidence,
  ClauseAnswer,
  DelayCause,
  DocumentKind,
  PostStage,
  SeatSector,
  Stage,
  Tenure,
} from '#core/agreements/vocabulary.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import { plainWord, shortDateText } from '../../words.ts';

const statusWords: Record<string, { readonly short: string; readonly long: string }> = {
  proposed: { short: 'Proposed', long: 'put forward; nothing is agreed' },
  'agreed-in-principle': { short: 'Agreed in principle', long: 'agreed, and not yet signed by every party' },
  signed: { short: 'Signed', long: 'signed by every party, and not yet started' },
  'in-force': { short: 'In force', long: 'it runs' },
  varied: { short: 'Varied', long: 'it runs, and has been changed since it was made' },
  expired: { short: 'Expired', long: 'its end date has passed, and nobody has ended or renewed it' },
  ended: { short: 'Ended', long: 'it has been brought to an end' },
};

const noticeWords: Record<string, string> = {
  'party-gone': 'A party no longer exists',
  'party-not-in-scenario': 'A party is not in this scenario',
  expired: 'Past its end date',
  unsigned: 'Signed by nobody',
  'partly-signed': 'Not signed by all',
  retrospective: 'Agreed or signed after it started',
  incomplete: 'Incomplete under reg 7(3)',
  'review-overdue': 'Review overdue',
  'due-for-review': 'Due for review',
  'notice-due': 'Last day to give notice is near',
  'no-end-date': 'No end date',
  slipped: 'A milestone slipped',
};

const evidenceTexts: Record<ArrangementEvidence, { readonly short: string; readonly long: string }> = {
  stated: { short: 'Stated', long: 'as its holder states it' },
  uncertain: { short: 'Uncertain', long: 'to be confirmed' },
  illustrative: { short: 'Illustrative', long: 'made up to show how the program works; not a fact' },
};

const causeWords: Record<DelayCause, string> = {
  reorganisation: 'Reorganisation',
  funding: 'Funding',
  staffing: 'Staffing',
  approval: 'Approval',
  'information-systems': 'Information systems',
  procurement: 'Procurement',
  estates: 'Estates',
  other: 'Other',
};

/** How far it has come, as its holder states it: the words of a form. */
export const stageWords: Record<Stage, string> = {
  proposed: 'Proposed',
  'agreed-in-principle': 'Agreed in principle',
  'in-force': 'In force',
  varied: 'In force, varied since',
  ended: 'Ended',
};

export const natureWords: Record<AmountNature, string> = { revenue: 'Revenue', capital: 'Capital', land: 'Land' };

export const documentWords: Record<DocumentKind, string> = {
  agreement: 'Agreement',
  variation: 'Variation',
  schedule: 'Schedule',
  minute: 'Minute',
  other: 'Other',
};

export const postStageWords: Record<PostStage, string> = {
  considered: 'Considered',
  advertised: 'Advertised',
  filled: 'Filled',
  ended: 'Ended',
};

export const tenureWords: Record<Tenure, string> = {
  freehold: 'Freehold',
  leasehold: 'Leasehold',
  licence: 'Licence',
  'shared-use': 'Shared use',
};

export const sectorWords: Record<SeatSector, string> = {
  council: 'Council',
  nhs: 'NHS',
  voluntary: 'Voluntary',
  independent: 'Independent',
  public: 'Public',
  other: 'Other',
};

export const clauseAnswerWords: Record<ClauseAnswer | 'not-known', string> = {
  yes: 'Yes',
  no: 'No',
  'not-applicable': 'Not applicable',
  'not-known': 'Not known',
};

/** The short word for a status, and what it means. */
export function statusWord(status: string): { readonly short: string; readonly long: string } {
  return statusWords[status] ?? { short: plainWord(status), long: '' };
}

/** What a notice says in a few words, by its code. */
export function noticeText(code: string): string {
  return noticeWords[code] ?? plainWord(code);
}

/** How an arrangement is known: a word, and what it means. */
export function evidenceText(evidence: string): { readonly short: string; readonly long: string } {
  return evidenceTexts[evidence as ArrangementEvidence] ?? { short: plainWord(evidence), long: '' };
}

/** What a delay is put down to. */
export function causeText(cause: string): string {
  return causeWords[cause as DelayCause] ?? plainWord(cause);
}

/** When it runs, last day inclusive; what is not stated is a dash. @param endsOn the first day it no longer runs */
export function runsText(startsOn: string | null, endsOn: string | null): string {
  if (startsOn === null && endsOn === null) return '–';
  const start = startsOn === null ? '–' : shortDateText(startsOn);
  return `${start} to ${endsOn === null ? '–' : shortDateText(addDays(endsOn as IsoDate, -1))}`;
}
