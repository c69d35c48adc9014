/** The first rows of a file as it has them, with what each column was taken for. */

import { textOfUse } from './column-uses.ts';
import { columnUse } from './description-state.ts';
import type { DescribeProps } from './import-columns.tsx';

/** Above so many columns a table would not be looked at. */
const mostColumns = 40;

/** The rows in a region that scrolls; nothing when the file has none. */
export function FirstRows({ inspection, description }: Pick<DescribeProps, 'inspection' | 'description'>) {
  const { firstRows: rows } = inspection;
  const columns = inspection.columns.slice(0, mostColumns);
  if (rows.length === 0) return null;
  const left = inspection.columns.length - columns.length;
  return (
    <details open>
      <summary>The first rows</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label="The first rows of the file" tabIndex={0}>
        <table className="first-rows">
          <thead>
            <tr>
              {columns.map(({ heading }) => (
                <th key={heading} scope="col">
                  {heading}
                  <span className="data-under">{textOfUse(columnUse(description, heading).as)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing but their place
              <tr key={at}>
                {columns.map(({ heading }, column) => (
                  <td key={heading}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 && <p className="hint">And {left} more columns.</p>}
    </details>
  );
}
