/** A release as the sheets of a workbook: one for each measure, areas down and periods across, and its notes. */

import type { World } from '#core/register/world.ts';
import type { Sheet, SheetCell, SheetColumn } from '#std/sheet.ts';
import type { ReleaseSource } from '#wire/encode-releases.ts';
import { type ReleaseRow, releaseNotes, releaseRows } from '#wire/release-csv.ts';

/** The notes first, then a sheet for each measure in its order. Hidden numbers are `[c]`, unknown ones `[x]`. */
export function releaseSheets(source: ReleaseSource, world: World): Sheet[] {
  const rows = releaseRows(source.document);
  const notes: Sheet = {
    name: 'About',
    columns: [text('What', 16), text('Says', 110)],
    rows: releaseNotes(source, world).map(([heading, says]) => [heading, says]),
  };
  const measures = [...Map.groupBy(rows, ({ measure }) => measure).values()];
  return [notes, ...measures.map((own) => measureSheet(own, source))];
}

function measureSheet(rows: readonly ReleaseRow[], { id, document }: ReleaseSource): Sheet {
  const periods = [...new Set(rows.map(({ period }) => period))];
  const title = new Map(document.published.periods.map((period) => [period.id, period.title]));
  const hasDenominator = rows.some(({ denominator }) => denominator !== null);
  const columns = [
    text('Area', 14),
    text('Name', 44),
    ...periods.flatMap((period) => [
      number(title.get(period) ?? period),
      ...(hasDenominator ? [number(`${title.get(period) ?? period}, denominator`)] : []),
    ]),
    text('Estimated', 12),
  ];
  const byArea = [...Map.groupBy(rows, ({ area }) => area).values()];
  const cells = byArea.map((own): SheetCell[] => {
    const of = new Map(own.map((row) => [row.period, row]));
    const values = periods.flatMap((period): SheetCell[] => {
      const row = of.get(period);
      return [row?.value ?? '[x]', ...(hasDenominator ? [row?.denominator ?? null] : [])];
    });
    return [own[0]?.area ?? '', own[0]?.areaName ?? '', ...values, own.some((row) => row.isEstimated) ? 'yes' : 'no'];
  });
  const [first] = rows;
  const note = `${first?.measureTitle} (release ${id}). [c]: confidential. [x]: not known.`;
  return { name: first?.measureTitle ?? '', columns, rows: cells, note };
}

function text(heading: string, width: number): SheetColumn {
  return { heading, kind: 'text', width };
}

function number(heading: string): SheetColumn {
  return { heading, kind: 'text', width: 16 };
}
