/**
 * The numbers of one measure in one period on the areas of their own data set, as a grid of which only the rows in sight
 * are in the page, so that 33,755 areas scroll. Rows take the focus and are moved through by keys.
 */

import type { CSSProperties, KeyboardEvent } from 'react';
import type { z } from 'zod';
import type { DataMeasureWire, dataValuesSchema } from '#wire/data-sets.ts';
import { rowStep, useWalkedRows } from '../../parts/walked-rows.ts';
import { markWords, valueText } from './data-words.ts';

type OwnArea = z.infer<typeof dataValuesSchema>['areas'][number];

type ValueGridProps = {
  readonly label: string;
  readonly measure: DataMeasureWire;
  readonly areas: readonly OwnArea[];
};

/** A row's height. @units pixels */
const rowHeight = 36;
const titles = ['Code', 'Area', 'Value'] as const;

const style = { '--columns': 'minmax(6.5rem, 1fr) minmax(10rem, 3fr) minmax(7rem, 1.2fr)', minWidth: '26rem' };

/** The rows, in a region that scrolls. */
export function ValueGrid({ label, measure, areas }: ValueGridProps) {
  const { scroller, height, inSight, at, goTo, rowProps } = useWalkedRows({
    count: areas.length,
    height: rowHeight,
    keyOf: (row) => areas[row]?.code ?? row,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rowStep(event.key, at, areas.length);
    if (next === null) return;
    goTo(next);
    event.preventDefault();
  };
  return (
    <div className="grid-scroll grid-scroll-low" ref={scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that stand freely */}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={areas.length + 1}
        className="grid"
        style={style as CSSProperties}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        <ValueHead />
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" className="grid-body" style={{ height }}>
          {inSight.map((seen) => {
            const area = areas[seen.index];
            if (area === undefined) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: what is walked carries its tab index
              <div key={seen.key} role="row" className="grid-row" aria-rowindex={seen.index + 2} {...rowProps(seen)}>
                <ValueCells area={area} measure={measure} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function ValueHead() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that stand freely
    <div role="rowgroup" className="grid-head">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the rows below take the focus */}
      <div role="row" aria-rowindex={1} className="grid-row">
        {titles.map((title) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div key={title} role="columnheader" className={title === 'Value' ? 'number' : undefined}>
            {title}
          </div>
        ))}
      </div>
    </div>
  );
}

function ValueCells({ area, measure }: { readonly area: OwnArea; readonly measure: DataMeasureWire }) {
  const value =
    area.value === null ? <span className="hint">{markWords[area.mark]}</span> : valueText(area.value, measure);
  return [area.code, area.name ?? '–', value].map((shown, at) => (
    <div key={titles[at]} role={at === 0 ? 'rowheader' : 'gridcell'} className={at === 2 ? 'number' : undefined}>
      {shown}
    </div>
  ));
}
