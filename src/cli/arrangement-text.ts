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

/** Changes as a table, the newest first. */
export function journalText(entries: readonly JournalEntryWire[]): string {
  if (entries.length === 0) return 'No such change is recorded.';
  return textTable(
    [
      { heading: 'entry', align: 'right' },
      { heading: 'at' },
      { heading: 'who' },
      { heading: 'kind' },
      { heading: 'id' },
      { heading: 'version', align: 'right' },
      { heading: 'changed' },
      { heading: 'reason' },
    ],
    entries.map((entry) => [
      String(entry.seq),
      entry.at,
      entry.who,
      entry.kind,
      entry.id,
      String(entry.version),
      entry.act === 'changed' ? entry.differences.map((one) => one.path).join(' ') : entry.act,
      entry.reason ?? '',
    ]),
  );
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
