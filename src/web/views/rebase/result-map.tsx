/** The map of a result with its legend, what to know about it, and the ways to keep it as a picture. */

import { useMemo, useRef } from 'react';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import type { ValueClasses } from '../../charts/classes.ts';
import type { Linked } from '../../charts/linked-drawing.tsx';
import { PictureButtons } from '../../charts/picture-buttons.tsx';
import type { Choice } from '../../choice.ts';
import { FaultNote, Loading } from '../../parts/status-note.tsx';
import { AreaMap } from './area-map.tsx';
import { ClassLegend, legendEntries, shadingNote } from './class-legend.tsx';
import type { Target } from './rebase-choice.ts';
import { useAreaMap } from './use-area-map.ts';
import { cellSentence } from './value-words.ts';

type ResultMapProps = {
  readonly choice: Choice;
  readonly target: Target;
  /** What one area and several are called in the legend. */
  readonly areaWords: { readonly singular: string; readonly plural: string };
  readonly measure: RebasedWire['measures'][number];
  readonly cells: readonly RebasedCellWire[];
  readonly classes: ValueClasses;
  readonly linked: Linked;
  readonly title: string;
  readonly notes: readonly string[];
  /** Of the picture file; null: it may not leave. */
  readonly fileName: string | null;
};

/** The map; a sentence where the register has no shapes. */
export function ResultMap(props: ResultMapProps) {
  const { choice, target, areaWords, measure, cells, classes, linked, title, notes, fileName } = props;
  const { answers, map } = useAreaMap(choice, target);
  const drawing = useRef<SVGSVGElement>(null);
  const areas = useMemo(
    () =>
      cells.map((cell) => ({
        key: cell.area,
        text: cellSentence(measure, cell),
        value: cell.value,
        isExact: cell.exact,
      })),
    [cells, measure],
  );
  const failed = answers.find((one) => one.fault !== undefined);
  if (failed?.fault !== undefined)
    return <FaultNote fault={failed.fault} where="While loading the map" retry={failed.retry} />;
  if (map === undefined) return <Loading what="the shapes of the map" />;
  if (map === null) return <p className="note">This register has no shapes to draw. The table says the same.</p>;
  const entries = legendEntries(measure, classes, areaWords);
  const shading = shadingNote(measure);
  const cautions = [
    ...(shading === null ? [] : [shading]),
    ...(map.schematic ? ['A schematic drawing, not a survey.'] : []),
  ];
  return (
    <div>
      <AreaMap land={map} areas={areas} classes={classes} linked={linked} label={`Map: ${title}`} drawing={drawing} />
      <ClassLegend entries={entries} />
      <p className="hint">
        {cautions.map((one) => (
          <span key={one}>{one} </span>
        ))}
        Each colour has about as many areas. Arrow keys move through the areas, Enter chooses one, Escape lets go.
      </p>
      {fileName !== null && (
        <PictureButtons
          what="map"
          name={`${fileName}-map`}
          picture={() =>
            drawing.current === null
              ? null
              : { drawing: drawing.current, title, legend: entries, notes: [...cautions, ...notes] }
          }
        />
      )}
    </div>
  );
}
