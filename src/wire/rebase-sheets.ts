/** Numbers on other areas as the sheets of a workbook. */

import type { Sheet, SheetColumn } from '#std/sheet.ts';
import type { RebasedWire } from '#wire/rebase.ts';
import { notesOfRebased, rebasedColumns, rebasedRows } from '#wire/rebase-csv.ts';

/** Sheets Numbers, In no area, About. */
export function rebasedSheets(wire: RebasedWire): Sheet[] {
  const columns = rebasedColumns.slice(0, -1);
  return [
    {
      name: 'Numbers',
      columns: columns.map(({ heading, kind }) => ({ heading, kind, width: kind === 'text' ? 22 : 14 })),
      rows: Array.from(rebasedRows(wire), (row) => row.slice(0, -1)),
    },
    {
      name: 'In no area',
      columns: [
        wide('Measure', 30),
        wide('Period', 14),
        wide('What', 14),
        { heading: 'Value', kind: 'number', width: 14 },
        { heading: 'Lower bound', kind: 'number', width: 14 },
        { heading: 'Upper bound', kind: 'number', width: 14 },
        wide('In words', 90),
        wide('Areas', 60),
      ],
      rows: wire.residuals.map((one) => {
        const times = wire.measures.find((measure) => measure.id === one.measure)?.kind === 'money' ? 0.01 : 1;
        const shown = (value: number | null) => (value === null ? null : value * times);
        return [
          one.measure,
          one.period,
          one.kind,
          shown(one.value),
          shown(one.lower),
          shown(one.upper),
          one.says,
          one.areas.join(', '),
        ];
      }),
    },
    { name: 'About', columns: [wide('What', 16), wide('In words', 120)], rows: notesOfRebased(wire) },
  ];
}

function wide(heading: string, width: number): SheetColumn {
  return { heading, kind: 'text', width };
}
