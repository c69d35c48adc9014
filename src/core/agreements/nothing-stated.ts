/** What the fields of an arrangement hold where nothing is stated, for whoever writes one down with few words. */

import type { Arrangement } from '#core/agreements/arrangement.ts';

/** Every field that may be empty, empty. The evidence is not among them: it has to be told. */
export const nothingStated = {
  careGroups: [],
  isPriority: false,
  serviceArea: [],
  agreedOn: null,
  startsOn: null,
  endsOn: null,
  reviewOn: null,
  renewsOn: null,
  noticeDays: null,
  amounts: [],
  clauses: {},
  documents: [],
  milestones: [],
  negotiated: [],
  postStage: null,
  tenure: null,
  seatSector: null,
  isVoting: null,
  dataSets: [],
  source: null,
  note: null,
} as const satisfies Partial<Arrangement>;
