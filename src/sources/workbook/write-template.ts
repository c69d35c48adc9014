/**
 * The workbook that people fill in: what to do, the empty sheet with choice lists, an example, and the words to choose
 * from. Only its sheet Arrangements is read.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import { type ArrangementColumn, arrangementColumns, arrangementsSheet } from '#sources/workbook/columns.ts';
import type { ChoiceList, SheetDraft } from '#sources/workbook/draft-sheet.ts';
import { letters } from '#sources/workbook/table-source.ts';
import { wordLists } from '#sources/workbook/words.ts';
import { arrangementsAsSheet } from '#sources/workbook/write-arrangements.ts';
import { writeDrafts } from '#sources/workbook/write-workbook.ts';
import { isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';

/** Rows that are made ready to be filled in. */
const readyRows = 1000;

/** The bytes of the template, an .xlsx file; always the same. */
export async function writeTemplate(): Promise<Uint8Array> {
  return await writeDrafts([
    instructions(),
    { ...arrangementsAsSheet([], arrangementsSheet), readyRows, choices: choiceLists() },
    arrangementsAsSheet(exampleArrangements, 'Example'),
    lists(),
  ]);
}

/** What a column holds, in a few words for people. */
export function contentOf({ kind, words }: ArrangementColumn): string {
  switch (kind) {
    case 'text':
    case 'name':
      return 'text';
    case 'names':
      return 'texts';
    case 'date':
    case 'last-day':
      return 'date';
    case 'pounds':
      return 'pounds';
    case 'whole-number':
      return 'whole number';
    case 'share':
      return 'share, 25% or 0.25';
    case 'yes-no':
      return 'Yes or No';
    case 'word':
      return `a word of the list ${words?.title}`;
    case 'words':
      return `words of the list ${words?.title}`;
    default:
      return kind satisfies never;
  }
}

const advice: readonly string[] = [
  'Fill in the sheet Arrangements. Nothing else is read; the sheet Example shows two arrangements filled in.',
  'One row for each arrangement, or several: the second party, amount, document or milestone goes on the row below.',
  'Leave the reference empty on such further rows, or repeat it. Do not merge other cells than those of one reference.',
  'Needed are Kind, Party, and Reference or Title. Columns that you do not need may be deleted or moved.',
  'Your own sheet does as well, if its headings are those listed below or the other names given for them.',
  'Dates: as dates of the spreadsheet, 2027-03-31, 31/03/2027 (the day first) or 31 March 2027.',
  'Money: pounds with at most two decimals. Shares: 25% or 0.25.',
  'Values only: a cell with a formula is refused. Copy it and paste it back as a value.',
  'Import takes all of the file or nothing, and lists every problem by sheet, row and column.',
];

function instructions(): SheetDraft {
  return {
    name: 'Instructions',
    columns: [
      { heading: 'Column', kind: 'text', width: 24 },
      { heading: 'Holds', kind: 'text', width: 26 },
      { heading: 'What to write', kind: 'text', width: 80 },
      { heading: 'Other names', kind: 'text', width: 50 },
    ],
    rows: [
      ...advice.map((sentence, at) => [at === 0 ? 'How to fill it in' : null, null, sentence, null]),
      ...arrangementColumns.map((column) => [
        column.heading,
        contentOf(column),
        column.says,
        column.synonyms.join(', '),
      ]),
    ],
    isProse: true,
  };
}

const allLists = Object.values(wordLists);
const yesNo = ['Yes', 'No'];

/** Every list of words in a column of its own, and last Yes and No. */
function lists(): SheetDraft {
  const columns = [
    ...allLists.map(({ title, labels }) => ({ title, words: [...labels.values()] })),
    { title: 'Yes or No', words: yesNo },
  ];
  const longest = Math.max(...columns.map(({ words }) => words.length));
  return {
    name: 'Lists',
    columns: columns.map(({ title }) => ({ heading: title, kind: 'text', width: 24 })),
    rows: Array.from({ length: longest }, (_, row) => columns.map(({ words }) => words[row] ?? null)),
  };
}

/** Columns that take several words have none: a choice would replace what is there. */
function choiceLists(): ChoiceList[] {
  return arrangementColumns.flatMap(({ kind, words }, column): ChoiceList[] => {
    if (kind !== 'word' && kind !== 'yes-no') return [];
    const at = words === undefined ? allLists.length : allLists.indexOf(words);
    const count = words?.labels.size ?? yesNo.length;
    const source = `Lists!$${letters(at)}$2:$${letters(at)}$${count + 1}`;
    return [{ column, source, message: 'Choose a word from the list, or leave the cell empty.' }];
  });
}

const none = { ...nothingStated, evidence: 'illustrative' } as const;

/** Two arrangements that show how rows go together; made up. */
export const exampleArrangements: readonly ArrangementSpec[] = [
  {
    ...none,
    id: 'S75-OP-01',
    kind: 'pooled-fund',
    title: 'Pooled fund for older people',
    stage: 'in-force',
    parties: [
      { organisation: 'Surrey County Council', role: 'host', share: 0.6, signedOn: isoDate('2025-03-20') },
      {
        organisation: 'NHS Surrey Heartlands Integrated Care Board',
        role: 'partner',
        share: 0.4,
        signedOn: isoDate('2025-03-27'),
      },
    ],
    careGroups: ['older-people', 'carers'],
    isPriority: true,
    serviceArea: ['Surrey County Council'],
    startsOn: isoDate('2025-04-01'),
    endsOn: isoDate('2028-04-01'),
    reviewOn: isoDate('2026-10-01'),
    noticeDays: 180,
    amounts: [
      {
        what: 'annual-value',
        nature: 'revenue',
        pence: pence(600_000_000n),
        party: 'Surrey County Council',
        location: null,
        year: '2026-27',
      },
      {
        what: 'annual-value',
        nature: 'revenue',
        pence: pence(400_000_000n),
        party: 'NHS Surrey Heartlands Integrated Care Board',
        location: null,
        year: '2026-27',
      },
    ],
    clauses: { aims: 'yes', contributions: 'yes', functions: 'yes', services: 'yes', duration: 'no' },
    milestones: [
      {
        title: 'Agreement renewed',
        due: isoDate('2026-12-31'),
        done: null,
        slippedTo: isoDate('2027-02-28'),
        causes: ['reorganisation'],
        event: null,
        note: null,
      },
    ],
    note: 'An example, made up.',
  },
  {
    ...none,
    id: 'JP-07',
    kind: 'joint-appointment',
    title: 'Joint director of integrated commissioning',
    stage: 'in-force',
    parties: [
      { organisation: 'Surrey County Council', role: 'employer', share: null, signedOn: null },
      {
        organisation: 'NHS Surrey Heartlands Integrated Care Board',
        role: 'accountable-body',
        share: null,
        signedOn: null,
      },
    ],
    startsOn: isoDate('2024-09-01'),
    postStage: 'filled',
    note: 'An example, made up.',
  },
];
