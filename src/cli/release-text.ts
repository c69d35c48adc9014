/** Releases as a terminal shows them: the audit in words first, then the table as it is published. */

import { textTable } from '#std/text-table.ts';
import type { ReleaseAuditWire, ReleasedCellWire, ReleaseSummaryWire, ReleaseWire } from '#wire/releases.ts';

/** Cells shown at most; the rest is counted, and a file has them all. */
const mostCells = 60;

/** The audit, sentence by sentence. */
export function auditText({ words, assumptions }: ReleaseAuditWire): string {
  return [
    ...words,
    ...(assumptions.length === 0 ? [] : ['', 'Taken for granted:', ...assumptions.map((one) => `  ${one}`)]),
  ].join('\n');
}

/** The table as it would be, or was, published. Hidden numbers are `[c]`, unknown ones `[x]`. */
export function cellsText(cells: readonly ReleasedCellWire[]): string {
  const rows = cells
    .slice(0, mostCells)
    .map((cell) => [
      cell.area,
      cell.areaName ?? '',
      cell.measure,
      cell.period,
      cell.shown === null ? (cell.hidden === 'not-known' ? '[x]' : '[c]') : cell.shown.toLocaleString('en-GB'),
      cell.denominator === null ? '' : cell.denominator.toLocaleString('en-GB'),
      cell.exact ? '' : 'estimated',
    ]);
  const table = textTable(
    [
      { heading: 'area' },
      { heading: 'name' },
      { heading: 'measure' },
      { heading: 'period' },
      { heading: 'published', align: 'right' },
      { heading: 'of', align: 'right' },
      { heading: '' },
    ],
    rows,
  );
  const more = cells.length - mostCells;
  return more > 0 ? `${table}\n... and ${more} more; --json or a file has them all` : table;
}

/** Releases in a table, newest first. */
export function releasesText(releases: readonly ReleaseSummaryWire[]): string {
  if (releases.length === 0) return 'Nothing was released yet.';
  return textTable(
    [
      { heading: 'id' },
      { heading: 'title' },
      { heading: 'data' },
      { heading: 'areas' },
      { heading: 'made' },
      { heading: 'by' },
    ],
    releases.map((one) => [one.id, one.title, `${one.data} v${one.version}`, one.toTitle, one.madeAt, one.madeBy]),
  );
}

/** One release. */
export function releaseText({ release, reason, cells, audit, assumptions }: ReleaseWire): string {
  const actingFor = release.actingForName === null ? '' : `, for ${release.actingForName}`;
  return [
    `${release.id}: ${release.title}`,
    `${release.dataTitle}, version ${release.version}, on ${release.toTitle}`,
    release.rulesInWords,
    `Made ${release.madeAt} by ${release.madeBy}${actingFor}${reason === null ? '' : `: ${reason}`}`,
    `Checksum ${release.checksum}`,
    '',
    cellsText(cells),
    '',
    auditText({ ...audit, assumptions }),
  ].join('\n');
}
