/** What an import did, or would do, in words; and that one is on its way. */

import type { DataImportWire } from '#wire/data-sets.ts';
import { countText, numberText } from '../../words.ts';
import { valuesText } from './data-words.ts';

/** What is being done, with no end known. */
export function Busy({ text }: { readonly text: string }) {
  return (
    <div className="loading" role="status">
      <progress aria-label={text} />
      <span>{text} …</span>
    </div>
  );
}

/** What was read, in numbers. */
export function ReportText({ report }: { readonly report: DataImportWire }) {
  const { rows, areas, measures, periods, values } = report;
  return (
    <>
      {countText(rows, 'row', 'rows')}: {countText(areas, 'area', 'areas')},{' '}
      {countText(measures, 'measure', 'measures')}, {countText(periods, 'period', 'periods')}. {valuesText(values)}
    </>
  );
}

/** Rows that were left out, and why. */
export function LeftOut({ report: { leftOut } }: { readonly report: DataImportWire }) {
  if (leftOut.length === 0) return null;
  const rows = leftOut.reduce((sum, one) => sum + one.rows, 0);
  return (
    <details>
      <summary>{countText(rows, 'row was', 'rows were')} left out</summary>
      <ul>
        {leftOut.map(({ code, rows: own, reason }) => (
          <li key={`${code} ${reason}`}>
            <code>{code}</code>: {numberText(own)}. {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
