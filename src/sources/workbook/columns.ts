/**
 * The one layout of arrangements as rows: every column with its heading, what else it may be called, what it holds
 * and where that goes in an `ArrangementSpec`. The reader, the writer, the template and the guide follow it.
 */

import { clauseNames, clauses } from '#core/agreements/vocabulary.ts';
import { type WordList, wordLists } from '#sources/workbook/words.ts';

/** The sheet that is read when there are several, and those of the template that hold no arrangements. */
export const arrangementsSheet = 'Arrangements';
export const otherTemplateSheets: readonly string[] = ['Instructions', 'Example', 'Lists'];

/** Lists of an arrangement that run down its rows side by side. */
export const listNames = ['parties', 'serviceArea', 'amounts', 'documents', 'milestones', 'negotiated'] as const;
export type ListName = (typeof listNames)[number];

/**
 * What a cell holds. `name`: text whose outer spaces do not matter; `text`: taken as it stands; `last-day`: a date,
 * and the arrangement keeps the day after it; `words` and `names`: several, between semicolons.
 */
export type ColumnKind =
  | 'text'
  | 'name'
  | 'names'
  | 'date'
  | 'last-day'
  | 'pounds'
  | 'whole-number'
  | 'share'
  | 'yes-no'
  | 'word'
  | 'words';

export type ArrangementColumn = {
  readonly heading: string;
  readonly synonyms: readonly string[];
  /** Null: a column of the arrangement itself, on its first row. */
  readonly list: ListName | null;
  /** Where the value goes: in the item of the list, or in the arrangement. An empty text: the item itself. */
  readonly field: string;
  readonly kind: ColumnKind;
  readonly words?: WordList;
  /** The item or arrangement makes no sense without it. */
  readonly isNeeded?: boolean;
  /** @units characters */
  readonly width: number;
  readonly says: string;
};

type Rest = Omit<ArrangementColumn, 'heading' | 'list' | 'field' | 'kind' | 'synonyms'> & {
  readonly synonyms?: readonly string[];
};
type Make = (heading: string, field: string, kind: ColumnKind, rest: Rest) => ArrangementColumn;

const columnOf =
  (list: ListName | null): Make =>
  (heading, field, kind, { synonyms = [], ...rest }) => ({ heading, synonyms, list, field, kind, ...rest });

const own = columnOf(null);
const party = columnOf('parties');
const area = columnOf('serviceArea');
const amount = columnOf('amounts');
const document = columnOf('documents');
const milestone = columnOf('milestones');
const negotiated = columnOf('negotiated');

const ownColumns: readonly ArrangementColumn[] = [
  own('Reference', 'id', 'name', {
    synonyms: ['Ref', 'Ref no', 'Reference number', 'Agreement reference', 'Agreement ref', 'ID', 'Arrangement'],
    width: 16,
    says: 'Your own reference, unique. Empty: the row continues the arrangement above.',
  }),
  own('Kind', 'kind', 'word', {
    synonyms: ['Type', 'Agreement type', 'Arrangement type', 'Type of agreement', 'Type of arrangement'],
    words: wordLists.kinds,
    isNeeded: true,
    width: 26,
    says: 'What it is.',
  }),
  own('Title', 'title', 'text', {
    synonyms: ['Name', 'Agreement', 'Agreement name', 'Agreement title', 'Description', 'Name of agreement'],
    width: 44,
    says: 'Empty: the reference is the title.',
  }),
  own('Stage', 'stage', 'word', {
    synonyms: ['Status', 'Agreement status'],
    words: wordLists.stages,
    width: 16,
    says: 'How far it has come. Empty: in force. Whether it has expired is worked out from the dates.',
  }),
  own('Care groups', 'careGroups', 'words', {
    synonyms: ['Care group', 'Client group', 'Client groups', 'Service user group'],
    words: wordLists.careGroups,
    width: 26,
    says: 'Whom it serves; several with semicolons between them.',
  }),
  own('Priority', 'isPriority', 'yes-no', {
    synonyms: ['Is priority', 'High priority'],
    width: 9,
    says: 'Yes when partners treat it as a priority. Empty: no.',
  }),
  own('Agreed on', 'agreedOn', 'date', {
    synonyms: ['Agreed', 'Date agreed', 'Agreement date', 'Approved on', 'Date approved'],
    width: 12,
    says: 'The day on which it was agreed.',
  }),
  own('Starts on', 'startsOn', 'date', {
    synonyms: ['Starts', 'Start', 'Start date', 'Commencement date', 'From', 'Date from', 'Commences'],
    width: 12,
    says: 'The first day on which it runs.',
  }),
  own('Last day', 'endsOn', 'last-day', {
    synonyms: ['Ends', 'Ends on', 'End', 'End date', 'Expires', 'Expiry', 'Expiry date', 'To', 'Date to'],
    width: 12,
    says: 'The last day on which it runs, as agreements state it. Elsewhere in the program an end is the day after.',
  }),
  own('Review on', 'reviewOn', 'date', {
    synonyms: ['Review', 'Review date', 'Next review', 'Next review date'],
    width: 12,
    says: 'The day of the next review.',
  }),
  own('Renews on', 'renewsOn', 'date', {
    synonyms: ['Renews', 'Renewal', 'Renewal date', 'Extension date'],
    width: 12,
    says: 'The day on which it is to be renewed, re-let or extended.',
  }),
  own('Notice (days)', 'noticeDays', 'whole-number', {
    synonyms: ['Notice', 'Notice period', 'Notice period (days)', 'Days of notice', 'Days notice'],
    width: 9,
    says: 'Days of notice that end it.',
  }),
];

const clauseColumns: readonly ArrangementColumn[] = clauseNames.map((clause) =>
  own(`Reg 7(3)(${clauses[clause].letter}) ${clause}`, `clauses.${clause}`, 'word', {
    synonyms: [
      `Regulation 7(3)(${clauses[clause].letter})`,
      `Reg 7(3)(${clauses[clause].letter})`,
      clauses[clause].says,
    ],
    words: wordLists.clauseAnswers,
    width: 11,
    says: `Whether the document covers: ${clauses[clause].says.charAt(0).toLowerCase()}${clauses[clause].says.slice(1)} (SI 2000/617). Empty: not known.`,
  }),
);

const furtherColumns: readonly ArrangementColumn[] = [
  own('Post stage', 'postStage', 'word', {
    synonyms: ['Post status'],
    words: wordLists.postStages,
    width: 12,
    says: 'Of a joint appointment.',
  }),
  own('Tenure', 'tenure', 'word', { words: wordLists.tenures, width: 12, says: 'Of a co-located site.' }),
  own('Seat sector', 'seatSector', 'word', {
    synonyms: ['Sector'],
    words: wordLists.seatSectors,
    width: 12,
    says: 'Of a board seat: whose seat it is.',
  }),
  own('Voting', 'isVoting', 'yes-no', {
    synonyms: ['Is voting', 'Voting seat', 'Votes'],
    width: 9,
    says: 'Of a board seat: whether it votes.',
  }),
  own('Data sets', 'dataSets', 'names', {
    synonyms: ['Data set', 'Data shared', 'Datasets', 'Shared data sets'],
    width: 26,
    says: 'Of a data sharing agreement: ids of the data sets that its parties see; several with semicolons between them.',
  }),
  own('Evidence', 'evidence', 'word', {
    words: wordLists.evidences,
    width: 12,
    says: 'How it is known. Empty: stated. Illustrative: made up, and shown so everywhere.',
  }),
  own('Source', 'source', 'text', { width: 30, says: 'Where it is stated.' }),
  own('Note', 'note', 'text', {
    synonyms: ['Notes', 'Comment', 'Comments', 'Remarks'],
    width: 40,
    says: 'Anything else.',
  }),
];

const partyColumns: readonly ArrangementColumn[] = [
  party('Party', 'organisation', 'name', {
    synonyms: ['Parties', 'Partner', 'Organisation', 'Partner organisation', 'Body', 'Party name', 'Party code'],
    isNeeded: true,
    width: 34,
    says: 'Code, id or name of a body of the register.',
  }),
  party('Role', 'role', 'word', {
    synonyms: ['Party role', 'Partner role', 'Role of party', 'Organisation role'],
    words: wordLists.roles,
    width: 20,
    says: 'What the party does. Empty: partner.',
  }),
  party('Funding share', 'share', 'share', {
    synonyms: ['Share', 'Share of funding', 'Party share', 'Partner share', 'Funding split', 'Party funding share'],
    width: 11,
    says: 'Its share of the funding. State it for all parties or for none.',
  }),
  party('Signed on', 'signedOn', 'date', {
    synonyms: ['Signed', 'Date signed', 'Party signed', 'Party signed on', 'Signature date'],
    width: 12,
    says: 'The day on which the party signed. Empty: not signed, or not known.',
  }),
];

const areaColumns: readonly ArrangementColumn[] = [
  area('Service area', '', 'name', {
    synonyms: ['Area', 'Area served', 'Footprint', 'Place'],
    isNeeded: true,
    width: 26,
    says: 'A body whose land it serves, or the code of a building block; one a row. Empty: where both sides serve.',
  }),
];

const amountColumns: readonly ArrangementColumn[] = [
  amount('Amount kind', 'what', 'word', {
    synonyms: ['Kind of amount', 'Amount type'],
    words: wordLists.amountKinds,
    width: 15,
    says: 'Empty: annual value. State the whole once or its parts, never both.',
  }),
  amount('Amount nature', 'nature', 'word', {
    synonyms: ['Nature', 'Nature of amount'],
    words: wordLists.amountNatures,
    width: 11,
    says: 'Empty: revenue. The law on consents tells land, capital and other contracts apart.',
  }),
  amount('Amount (£)', 'pence', 'pounds', {
    synonyms: ['Amount in pounds', 'Value', 'Annual value', 'Budget', 'Amount GBP'],
    isNeeded: true,
    width: 16,
    says: 'Pounds and pence.',
  }),
  amount('Amount party', 'party', 'name', {
    synonyms: ['Whose amount', 'Contributor', 'Paid by'],
    width: 26,
    says: 'Whose contribution or balance it is. Empty: of the arrangement as a whole.',
  }),
  amount('Amount place', 'location', 'name', {
    synonyms: ['Where spent', 'Service location'],
    width: 26,
    says: 'Where the service is given that it pays for: a body or a building block.',
  }),
  amount('Amount year', 'year', 'name', {
    synonyms: ['Financial year', 'Year'],
    width: 10,
    says: 'The year it is for, such as 2026-27.',
  }),
];

const documentColumns: readonly ArrangementColumn[] = [
  document('Document kind', 'kind', 'word', {
    synonyms: ['Kind of document', 'Document type'],
    words: wordLists.documentKinds,
    width: 13,
    says: 'Empty: agreement.',
  }),
  document('Document title', 'title', 'text', { synonyms: ['Document'], width: 30, says: 'What it is called.' }),
  document('Document reference', 'reference', 'text', {
    synonyms: ['Document ref', 'Document link', 'Link', 'File reference'],
    width: 30,
    says: 'Its address or file reference.',
  }),
  document('Document date', 'on', 'date', { synonyms: ['Document dated'], width: 12, says: 'The day it is dated.' }),
];

const milestoneColumns: readonly ArrangementColumn[] = [
  milestone('Milestone', 'title', 'text', { synonyms: ['Milestone title'], width: 30, says: 'What is to be reached.' }),
  milestone('Milestone due', 'due', 'date', {
    synonyms: ['Milestone due on', 'Due', 'Due date'],
    isNeeded: true,
    width: 12,
    says: 'The day on which it is due.',
  }),
  milestone('Milestone done', 'done', 'date', {
    synonyms: ['Milestone done on', 'Done', 'Done on', 'Date done'],
    width: 12,
    says: 'The day on which it was done.',
  }),
  milestone('Milestone slipped to', 'slippedTo', 'date', {
    synonyms: ['Slipped to', 'Milestone new date'],
    width: 12,
    says: 'The new day, when it slipped.',
  }),
  milestone('Delay causes', 'causes', 'words', {
    synonyms: ['Milestone causes', 'Causes', 'Cause of delay', 'Delay cause'],
    words: wordLists.delayCauses,
    width: 22,
    says: 'What the delay is put down to; several with semicolons between them.',
  }),
  milestone('Delay event', 'event', 'name', {
    synonyms: ['Milestone event', 'Reorganisation event'],
    width: 22,
    says: 'The id of the event of reorganisation that is named as a cause.',
  }),
  milestone('Milestone note', 'note', 'text', { synonyms: ['Milestone comment'], width: 30, says: 'Anything else.' }),
];

const negotiatedColumns: readonly ArrangementColumn[] = [
  negotiated('Negotiated party', 'party', 'name', {
    isNeeded: true,
    width: 26,
    says: 'A party that is to be succeeded.',
  }),
  negotiated('Negotiated successor', 'successor', 'name', {
    isNeeded: true,
    width: 26,
    says: 'A body that is to succeed it.',
  }),
  negotiated('Negotiated share', 'share', 'share', {
    isNeeded: true,
    width: 11,
    says: 'The share agreed for that successor; those of one party add up to 1.',
  }),
];

/** All columns, in the order in which sheets are written. */
export const arrangementColumns: readonly ArrangementColumn[] = [
  ...ownColumns,
  ...partyColumns,
  ...areaColumns,
  ...amountColumns,
  ...documentColumns,
  ...milestoneColumns,
  ...negotiatedColumns,
  ...clauseColumns,
  ...furtherColumns,
];

/** One thing for each list. */
export function byList<T>(made: (list: ListName) => T): Record<ListName, T> {
  return {
    parties: made('parties'),
    serviceArea: made('serviceArea'),
    amounts: made('amounts'),
    documents: made('documents'),
    milestones: made('milestones'),
    negotiated: made('negotiated'),
  };
}

/** The columns of each list, in order. */
export const columnsOfList = byList((list): readonly ArrangementColumn[] =>
  arrangementColumns.filter((column) => column.list === list),
);
