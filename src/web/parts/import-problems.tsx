/** What is wrong with a file, by sheet, row and column, to read here or to take away. */

import type { z } from 'zod';
import { csvTable } from '#std/csv-text.ts';
import type { problemWireSchema } from '#wire/register.ts';
import { countText } from '../words.ts';
import { DataTable, type TableColumn } from './data-table.tsx';

export type PlacedProblem = z.infer<typeof problemWireSchema>;

type ImportProblemsProps = {
  readonly fileName: string;
  /** What the server says of the whole; '' when it refuses nothing. */
  readonly detail: string;
  readonly problems: readonly PlacedProblem[];
  readonly what?: 'spreadsheet' | 'file';
};

/** The table of problems. With an error among them nothing is stored, which is said. */
export function ImportProblems({ fileName, detail, problems, what = 'spreadsheet' }: ImportProblemsProps) {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const table = (
    <>
      <DataTable
        label={`Problems of the ${what}`}
        caption={[
          ...(errors === 0 ? [] : [countText(errors, 'error', 'errors')]),
          ...(warnings === 0 ? [] : [`${countText(warnings, 'warning', 'warnings')}, which hold up nothing`]),
        ].join(' and ')}
        columns={what === 'spreadsheet' ? columns : columns.slice(1)}
        rows={problems.map((problem, at) => ({ ...problem, at }))}
        keyOf={({ at }) => String(at)}
        none="No problem."
      />
      <p>
        <button type="button" className="button button-quiet" onClick={() => download(fileName, problems)}>
          Take the list away (CSV)
        </button>
      </p>
    </>
  );
  if (errors === 0) return table;
  return (
    <section className="fault fault-wide" role="alert" aria-labelledby="problems-title">
      <h2 id="problems-title">{fileName} was not imported, and nothing was stored</h2>
      <p>{detail}</p>
      {table}
    </section>
  );
}

const columns: readonly TableColumn<PlacedProblem & { readonly at: number }>[] = [
  { title: 'Sheet', by: ({ where }) => where.file ?? '', cell: ({ where }) => where.file ?? '–' },
  {
    title: 'Row',
    isNumber: true,
    by: ({ where }) => where.row ?? null,
    cell: ({ where }) => where.row ?? '–',
  },
  { title: 'Column', by: ({ where }) => where.column ?? '', cell: ({ where }) => where.column ?? '–' },
  {
    title: 'What is wrong',
    isRowTitle: true,
    cell: ({ message, severity }) => (
      <>
        {severity === 'warning' && <span className="badge">Warning</span>}
        {message}
      </>
    ),
  },
  { title: 'Found', cell: ({ found }) => found ?? '' },
  { title: 'Expected', cell: ({ expected }) => expected ?? '' },
];

function download(fileName: string, problems: readonly PlacedProblem[]): void {
  const text = csvTable(
    ['sheet', 'row', 'column', 'severity', 'what_is_wrong', 'found', 'expected'],
    problems.map(({ where, severity, message, found, expected }) => [
      where.file ?? null,
      where.row ?? null,
      where.column ?? null,
      severity,
      message,
      found ?? null,
      expected ?? null,
    ]),
  );
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = `${fileName.replace(/\.\w+$/, '')}-problems.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
