/** The chart of a rebase: a dot for each area, sorted, with what it may lie between and what it is compared with. */

import { useMemo, useRef } from 'react';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { DotPlot, type DotRow, mostRowsInSight, type Reference } from '../../charts/dot-plot.tsx';
import { type Linked, LinkedDrawing } from '../../charts/linked-drawing.tsx';
import type { LegendEntry } from '../../charts/picture.ts';
import { PictureButtons } from '../../charts/picture-buttons.tsx';
import { useWidth } from '../../charts/use-width.ts';
import { shortName } from '../../map/scene.ts';
import { countText } from '../../words.ts';
import { axisTexts, cellSentence } from './value-words.ts';

type CellChartProps = {
  readonly measure: RebasedWire['measures'][number];
  readonly cells: readonly RebasedCellWire[];
  readonly references: readonly Reference[];
  readonly linked: Linked;
  readonly title: string;
  readonly notes: readonly string[];
  /** Of the picture file; null: it may not leave. */
  readonly fileName: string | null;
};

/** What the marks mean, in the picture. */
const legend: readonly LegendEntry[] = [
  { fill: '#cfd8dd', hatch: null, text: 'Bar: the value is no less and no more. Diamond: estimated. Circle: exact.' },
];

/** The chart in a region of its own, which scrolls where there are many areas. */
export function CellChart({ measure, cells, references, linked, title, notes, fileName }: CellChartProps) {
  const { ref, width } = useWidth();
  const drawing = useRef<SVGSVGElement>(null);
  const rows = useMemo(
    () => cells.filter((cell) => cell.value !== null).map((cell) => rowOf(measure, cell)),
    [measure, cells],
  );
  const unknown = cells.length - rows.length;
  const hasInterval = rows.some((row) => row.interval !== null);
  return (
    <div>
      <div ref={ref}>
        {width > 0 && (
          <LinkedDrawing
            label={`Chart: ${title}`}
            className={rows.length > mostRowsInSight ? 'plot-frame plot-long' : 'plot-frame'}
            options={rows}
            linked={linked}
          >
            <DotPlot
              rows={rows}
              references={references}
              width={width - 18}
              axisTexts={(values) => axisTexts(measure, values)}
              active={linked.active}
              selected={linked.selected}
              drawing={drawing}
            />
          </LinkedDrawing>
        )}
      </div>
      <p className="hint">
        ● exact, ◇ estimated; the bar is what the value lies between, however the numbers lie within areas that are cut.
        {hasInterval && ` The line with ends is ${intervalName(cells)}.`} Arrow keys move through the areas, Enter
        chooses one.
        {unknown > 0 &&
          ` ${countText(unknown, 'area is', 'areas are')} not drawn: not known; the table lists ${unknown === 1 ? 'it' : 'them'}.`}
      </p>
      {fileName !== null && (
        <PictureButtons
          what="chart"
          name={`${fileName}-chart`}
          picture={() => (drawing.current === null ? null : { drawing: drawing.current, title, legend, notes })}
        />
      )}
    </div>
  );
}

function rowOf(measure: RebasedWire['measures'][number], cell: RebasedCellWire): DotRow {
  const model =
    cell.modelLower === null || cell.modelUpper === null ? null : { lower: cell.modelLower, upper: cell.modelUpper };
  return {
    key: cell.area,
    name: shortName(cell.areaName ?? cell.area),
    value: cell.value,
    lower: cell.lower,
    upper: cell.upper,
    interval: cell.interval ?? model,
    isExact: cell.exact,
    text: cellSentence(measure, cell),
  };
}

function intervalName(cells: readonly RebasedCellWire[]): string {
  return cells.some((cell) => cell.interval !== null)
    ? 'the range of chance (95%)'
    : 'where it is likely to lie, by the model (95%)';
}
