/** Fields of an arrangement by the path that problems and histories use, in the words of the screens. Pure. */

import { type Clause, clauses } from '#core/agreements/vocabulary.ts';

const names: Record<string, string> = {
  id: 'Reference',
  kind: 'Kind',
  title: 'Title',
  stage: 'Stage',
  parties: 'Parties',
  careGroups: 'Care groups',
  isPriority: 'Priority',
  serviceArea: 'Service area',
  agreedOn: 'Agreed on',
  startsOn: 'Starts on',
  endsOn: 'End',
  reviewOn: 'Review on',
  renewsOn: 'Renewal on',
  noticeDays: 'Days of notice',
  amounts: 'Money',
  clauses: 'Regulation 7(3)',
  documents: 'Documents',
  milestones: 'Milestones',
  negotiated: 'Negotiated shares',
  postStage: 'Stage of the post',
  tenure: 'Tenure',
  seatSector: 'Sector of the seat',
  isVoting: 'Voting',
  dataSets: 'Data sets',
  evidence: 'How it is known',
  source: 'Source',
  note: 'Note',
  organisation: 'body',
  role: 'role',
  share: 'share',
  signedOn: 'signed on',
  what: 'what',
  nature: 'nature',
  pence: 'amount',
  party: 'party',
  location: 'place',
  year: 'year',
  reference: 'reference',
  on: 'date',
  due: 'due',
  done: 'done',
  slippedTo: 'slipped to',
  causes: 'causes',
  event: 'event',
  successor: 'successor',
};

/**
 * The parts of a path: `parties[1].organisation` and `arrangement.parties.1.organisation` (of a request's body) both give
 * `parties`, `1`, `organisation`. An empty path has none.
 */
export function pathParts(path: string): string[] {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  return parts[0] === 'arrangement' ? parts.slice(1) : parts;
}

/** What a path is called. @example fieldText('parties[1].organisation') // 'Parties, row 2: body' */
export function fieldText(path: string): string {
  const [first = '', ...rest] = pathParts(path);
  const whole = names[first] ?? first;
  const clause = first === 'clauses' ? clauses[rest[0] as Clause] : undefined;
  if (clause !== undefined) return `${whole}(${clause.letter})`;
  const row = /^\d+$/.test(rest[0] ?? '') ? `, row ${Number(rest[0]) + 1}` : '';
  const own = rest.find((part) => !/^\d+$/.test(part));
  return `${whole}${row}${own === undefined ? '' : `: ${names[own] ?? own}`}`;
}
