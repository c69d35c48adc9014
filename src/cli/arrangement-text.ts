/** Arrangements, imports and the journal as text for a terminal. */

import { textTable } from '#std/text-table.ts';
import type { ArrangementRowWire, ImportReportWire } from '#wire/arrangements.ts';
import type { JournalEntryWire } from '#wire/handover.ts';

/** The list as a table, and how many there are. */
export function arrangementsText(rows: readonly ArrangementRowWire[]): string {
  const table = textTable(
    [
      { heading: 'reference' },
      { heading: 'kind' },
      { heading: 'status' },
      { heading: 'ends' },
      { heading: 'parties' },
      { heading: 'notices' },
      { heading: 'title' },
    ],
    rows.map((row) => [
      row.id,
      row.kind,
      row.status,
      row.endsOn ?? '',
      [...new Set(row.parties.map((party) => party.code))].join(' '),
      row.notices.join(' '),
      row.title,
    ]),
  );
  return `${table}\n\n${counted(rows.length, 'arrangement')}`;
}

/** What an import did, or would do, in one sentence. */
export function importText({ stored, read, added, changed, unchanged }: ImportReportWire): string {
  const counts = `${added} added, ${changed} changed, ${unchanged} unchanged`;
  return stored
    ? `${counted(read, 'arrangement')} imported: ${counts}.`
    : `${counted(read, 'arrangement')} can be imported: ${counts}. Nothing was stored.`;
}

/** Changes as a table, the newest first. For whom, in which session and with whose agreement: where any entry tells it. */
export function journalText(entries: readonly JournalEntryWire[]): string {
  if (entries.length === 0) return 'No such change is recorded.';
  const columns = journalColumns.filter(({ isNeeded }) => isNeeded === undefined || entries.some(isNeeded));
  return textTable(
    columns.map(({ heading, align }) => ({ heading, ...(align === undefined ? {} : { align }) })),
    entries.map((entry) => columns.map(({ cell }) => cell(entry))),
  );
}

type JournalColumn = {
  readonly heading: string;
  readonly align?: 'right';
  readonly cell: (entry: JournalEntryWire) => string;
  /** Left out: always. */
  readonly isNeeded?: (entry: JournalEntryWire) => boolean;
};

const journalColumns: readonly JournalColumn[] = [
  { heading: 'entry', align: 'right', cell: ({ seq }) => String(seq) },
  { heading: 'at', cell: ({ at }) => at },
  { heading: 'who', cell: ({ who }) => who },
  {
    heading: 'for',
    cell: ({ actingForName }) => actingForName ?? '',
    isNeeded: ({ actingForName }) => actingForName !== null,
  },
  { heading: 'session', cell: ({ session }) => session ?? '', isNeeded: ({ session }) => session !== null },
  { heading: 'kind', cell: ({ kind }) => kind },
  { heading: 'id', cell: ({ id }) => id },
  { heading: 'version', align: 'right', cell: ({ version }) => String(version) },
  {
    heading: 'changed',
    cell: ({ act, differences }) => (act === 'changed' ? differences.map((one) => one.path).join(' ') : act),
  },
  { heading: 'reason', cell: ({ reason }) => reason ?? '' },
  {
    heading: 'agreed by',
    cell: ({ approvals }) => approvals.map(({ name, partyName, at }) => `${name} for ${partyName} ${at}`).join('; '),
    isNeeded: ({ approvals }) => approvals.length > 0,
  },
];

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
