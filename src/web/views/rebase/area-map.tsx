/** The map of the areas: coloured by class, with lines across what is estimated, and other ones where nothing is known. */

import { type PointerEvent, type Ref, useMemo, useRef } from 'react';
import { classColours, classOf, type ValueClasses } from '../../charts/classes.ts';
import { type Linked, LinkedDrawing } from '../../charts/linked-drawing.tsx';
import { hatchPath } from '../../map/hatching.ts';
import { labelPlaces, type PlacedLabel } from '../../map/label-places.ts';
import type { Viewport } from '../../map/painter.ts';
import { outlines as lineColours, unknownSwatch } from '../../map/palette.ts';
import { MapZoom } from '../map/map-zoom.tsx';
import { useViewport } from '../map/use-viewport.ts';
import type { AreaMap as Land } from './use-area-map.ts';

/** What is drawn of an area. */
export type MappedArea = {
  readonly key: string;
  /** All that the map says of it, in a line. */
  readonly text: string;
  readonly value: number | null;
  readonly isExact: boolean;
};

type AreaMapProps = {
  readonly land: Land;
  /** In the order that keys go through. */
  readonly areas: readonly MappedArea[];
  readonly classes: ValueClasses;
  readonly linked: Linked;
  readonly label: string;
  readonly drawing: Ref<SVGSVGElement>;
};

/** A press that moved more than this was a drag. @units pixels */
const steady = 5;

/** The map, which keys and the mouse go through. */
export function AreaMap({ land, areas, classes, linked, label, drawing }: AreaMapProps) {
  const { frameRef, size, view, zoomBy, moveBy, showBox } = useViewport(land.shapes);
  const drag = useRef({ x: 0, y: 0, moved: 0 });
  const labels = useMemo(() => labelPlaces(land.labels, view), [land.labels, view]);
  const listed = useMemo(() => areas.filter((one) => land.outlines.has(one.key)), [areas, land]);
  const known = useMemo(() => new Map(areas.map((one) => [one.key, one])), [areas]);
  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const [x, y] = [event.clientX - drag.current.x, event.clientY - drag.current.y];
    drag.current = { x: event.clientX, y: event.clientY, moved: drag.current.moved + Math.abs(x) + Math.abs(y) };
    if (drag.current.moved > steady) moveBy(x, y);
  };
  const selectedBox = linked.selected === null ? undefined : land.outlines.get(linked.selected)?.box;
  return (
    <div className="map-drawing">
      <LinkedDrawing
        label={label}
        className="map-frame area-map"
        options={listed}
        linked={linked}
        frameRef={frameRef}
        isDragged={() => drag.current.moved > steady}
      >
        {size.width > 0 && (
          <Drawing
            {...{ land, known, classes, linked, view, labels, drawing, size }}
            onPointerDown={(event) => {
              drag.current = { x: event.clientX, y: event.clientY, moved: 0 };
            }}
            onPointerMove={onPointerMove}
          />
        )}
      </LinkedDrawing>
      <MapZoom
        onZoom={zoomBy}
        onWhole={() => showBox(null)}
        onSelected={selectedBox === undefined ? null : () => showBox(selectedBox)}
      />
    </div>
  );
}

type DrawingProps = {
  readonly land: Land;
  readonly known: ReadonlyMap<string, MappedArea>;
  readonly classes: ValueClasses;
  readonly linked: Linked;
  readonly view: Viewport;
  readonly labels: readonly PlacedLabel[];
  /** @units pixels */
  readonly size: { readonly width: number; readonly height: number };
  readonly drawing: Ref<SVGSVGElement>;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
};

/** Drawn once the room is known. */
function Drawing({ land, known, classes, linked, view, labels, size, drawing, ...pointing }: DrawingProps) {
  // Pointing at an area draws the marks anew, not all the land.
  const drawn = useMemo(
    () =>
      [...land.outlines].map(([key, outline]) => (
        <path
          key={key}
          data-key={key}
          d={outline.path}
          fill={fillOf(known.get(key), classes)}
          fillRule="evenodd"
          stroke={lineColours.body}
          strokeWidth={(land.outlines.size > 60 ? 0.7 : 1.2) / view.scale}
          strokeLinejoin="round"
        />
      )),
    [land, known, classes, view.scale],
  );
  return (
    <svg ref={drawing} aria-hidden="true" viewBox={`0 0 ${size.width} ${size.height}`} {...pointing}>
      <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
        {drawn}
        <Hatching {...{ land, known, classes }} scale={view.scale} />
        <Marks land={land} linked={linked} view={view} />
      </g>
      <g className="map-labels">
        {labels.map(({ x, y, lines }) =>
          lines.map((line, at) => (
            <text key={`${line} ${x} ${y}`} x={x} y={y + (at - (lines.length - 1) / 2) * 15 + 4}>
              {line}
            </text>
          )),
        )}
      </g>
    </svg>
  );
}

/** The outlines of what is chosen and pointed at, over everything else. */
function Marks({
  land,
  linked: { active, selected },
  view,
}: {
  readonly land: Land;
  readonly linked: Linked;
  readonly view: Viewport;
}) {
  const strokes = [
    { key: selected, colour: lineColours.selected, width: 7 },
    { key: selected, colour: '#ffd34d', width: 4 },
    { key: active, colour: '#ffffff', width: 6 },
    { key: active, colour: lineColours.active, width: 3.5 },
  ];
  return strokes.map(({ key, colour, width }) => {
    const outline = key === null ? undefined : land.outlines.get(key);
    return outline === undefined ? null : (
      <path
        key={colour}
        d={outline.path}
        className="map-mark"
        fill="none"
        stroke={colour}
        strokeWidth={width / view.scale}
        strokeLinejoin="round"
      />
    );
  });
}

/** Between lines across land. @units pixels */
const hatchApart = 7;

type HatchingProps = {
  readonly land: Land;
  readonly known: ReadonlyMap<string, MappedArea>;
  readonly classes: ValueClasses;
  readonly scale: number;
};

/** Lines across what is estimated, and the other way across what is not known; as far apart at any zoom. */
function Hatching({ land, known, classes, scale }: HatchingProps) {
  return useMemo(
    () =>
      [...land.outlines].map(([key, outline]) => {
        const area = known.get(key);
        const at = area === undefined ? -1 : classOf(area.value, classes);
        if (at >= 0 && area?.isExact === true) return null;
        return (
          <path
            key={key}
            data-hatch={key}
            className="map-mark"
            d={hatchPath(outline.rings, (hatchApart * Math.SQRT2) / scale, at >= 0)}
            fill="none"
            stroke={at >= 0 ? classColours(at, classes.lows.length).line : unknownSwatch.mark}
            strokeOpacity={at >= 0 ? 0.7 : 1}
            strokeWidth={0.9 / scale}
          />
        );
      }),
    [land, known, classes, scale],
  );
}

function fillOf(area: MappedArea | undefined, classes: ValueClasses): string {
  const at = area === undefined ? -1 : classOf(area.value, classes);
  return at < 0 ? unknownSwatch.fill : classColours(at, classes.lows.length).fill;
}
