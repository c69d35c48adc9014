/** The parts of docs/guide/arrangements-workbook.md that follow from the definitions: columns, words, problems. */

import { type ArrangementColumn, arrangementColumns, type ListName } from '#sources/workbook/columns.ts';
import { workbookProblemKinds } from '#sources/workbook/problem-kinds.ts';
import { wordLists } from '#sources/workbook/words.ts';
import { contentOf } from '#sources/workbook/write-template.ts';

const opening = '<!-- reference: made from the definitions -->';
const closing = '<!-- end of the reference -->';

const titles: Record<ListName | 'own', string> = {
  own: 'The arrangement, on its first row',
  parties: 'Parties, one a row',
  serviceArea: 'Service area, one piece a row',
  amounts: 'Amounts, one a row',
  documents: 'Documents, one a row',
  milestones: 'Milestones, one a row',
  negotiated: 'Negotiated shares, one a row',
};

/**
 * The guide with its reference brought up to date.
 * @throws when the guide lacks the two marks between which the reference stands.
 */
export function withColumnsReference(guide: string): string {
  const start = guide.indexOf(opening);
  const end = guide.indexOf(closing);
  if (start < 0 || end < start) throw new Error(`the guide needs the lines "${opening}" and "${closing}"`);
  return `${guide.slice(0, start + opening.length)}\n\n${reference()}\n\n${guide.slice(end)}`;
}

function reference(): string {
  const groups = Object.groupBy(arrangementColumns, (column) => column.list ?? 'own');
  const tables = (Object.keys(titles) as (keyof typeof titles)[]).map((name) => columnTable(name, groups[name] ?? []));
  const lists = Object.values(wordLists).map(
    ({ title, labels }) => `| ${title} | ${[...labels].map(([code, label]) => `${label} (\`${code}\`)`).join('; ')} |`,
  );
  const problems = Object.entries(workbookProblemKinds).map(
    ([code, kind]) => `| \`${code}\` | ${kind.severity} | ${kind.says} | ${kind.remedy} |`,
  );
  return [
    '## Reference: columns',
    'A column in **bold** must be filled wherever anything of the same entry is.',
    ...tables,
    '## Reference: words',
    'By phrase or by code, whatever the case.',
    ['| list | words |', '|---|---|', ...lists].join('\n'),
    '## Reference: problems of the sheet',
    ['| code | | meaning | what to do |', '|---|---|---|---|', ...problems].join('\n'),
  ].join('\n\n');
}

function columnTable(name: keyof typeof titles, columns: readonly ArrangementColumn[]): string {
  const rows = columns.map((column) => {
    const heading = column.isNeeded ? `**${column.heading}**` : column.heading;
    return `| ${heading} | ${contentOf(column)} | ${column.says} | ${column.synonyms.join(', ')} |`;
  });
  return [`### ${titles[name]}`, '', '| column | holds | says | also called |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}
