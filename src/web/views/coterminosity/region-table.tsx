/** The summary region by region. */

import type { MeasureWire } from '#wire/measure.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { type IndexId, summaryEvidence, summaryText } from '../../parts/summary-figures.ts';

type Region = MeasureWire['regions'][number];

/** Each region with its people, and the counts with their denominators. */
export function RegionTable({ choice, measure }: { readonly choice: Choice; readonly measure: MeasureWire }) {
  const figure = (region: Region, id: IndexId) => (
    <Figure
      text={summaryText(id, region.summary[id])}
      evidence={summaryEvidence(id, apiAddress('/measure', { ...measureQuery(choice), region: region.code }))}
    />
  );
  const ofTotal = (title: string, id: IndexId, total: IndexId): TableColumn<Region> => ({
    title,
    isNumber: true,
    by: (region) => (region.summary[id] ?? 0) / Math.max(1, region.summary[total] ?? 0),
    cell: (region) => (
      <>
        {figure(region, id)} of {figure(region, total)}
      </>
    ),
  });
  return (
    <DataTable
      label="By region"
      caption="A council counts in the region it lies in, a body in the region where most of its people live."
      columns={[
        { title: 'Region', isRowTitle: true, by: (region) => region.name, cell: (region) => region.name },
        {
          title: 'People',
          isNumber: true,
          by: (region) => region.persons,
          cell: (region) => figure(region, 'persons'),
        },
        ofTotal('Bodies matching one council', 'coterminousBodies', 'bodyCount'),
        ofTotal('Councils within one body', 'councilsWithinOneBody', 'councilCount'),
        {
          title: 'People in main body',
          isNumber: true,
          by: (region) => region.summary.shareInModalBody ?? null,
          cell: (region) => figure(region, 'shareInModalBody'),
        },
      ]}
      rows={measure.regions}
      keyOf={(region) => region.code}
      none="This register has no regions with known territory on this date."
    />
  );
}
