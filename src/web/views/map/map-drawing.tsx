/**
 * The drawing of the map and its keys: a list of the bodies that stand on it, moved through with the arrow keys, of
 * which the drawing shows the active one; with zoom, drag and a name under the pointer.
 */

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Frame } from '../../map/map-frame.ts';
import { paintMarks, paintScene, scenePaths, sceneTiles, zoneAt } from '../../map/painter.ts';
import { boxOfBody, type ColourBy, makeScene } from '../../map/scene.ts';
import type { Shapes } from '../../map/shapes.ts';
import { nameOn, type TierHistory } from '../../map/tier-history.ts';
import { MapZoom } from './map-zoom.tsx';
import { useViewport } from './use-viewport.ts';

type MapDrawingProps = {
  readonly shapes: Shapes;
  readonly frame: Frame;
  readonly bodies: TierHistory;
  readonly councils: TierHistory;
  readonly on: string;
  readonly colourBy: ColourBy;
  readonly label: string;
  /** Numbers of the bodies on the map, in the order of the list. */
  readonly listed: readonly number[];
  readonly lineOf: ReadonlyMap<number, string>;
  readonly zoneNames: readonly (string | null)[];
  readonly selected: number;
  readonly onSelect: (body: number) => void;
};

/** The map, drawn for eyes and listed for keys and screen readers. */
export function MapDrawing(props: MapDrawingProps) {
  const { shapes, frame, bodies, on, colourBy, listed, selected, onSelect } = props;
  const [active, setActive] = useState(-1);
  const [tip, setTip] = useState<{ x: number; y: number; zone: number } | null>(null);
  const { frameRef, size, view, zoomBy, moveBy, showBox } = useViewport(shapes);
  const id = useId();
  // A day on which nothing changed, names included, costs no new picture.
  const names = bodies.bodies.map((body) => nameOn(body, on)).join('\n');
  const painted = useMemo(
    () => scenePaths(shapes, makeScene(shapes, frame, names.split('\n'), colourBy)),
    [shapes, frame, names, colourBy],
  );
  const land = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const tiles = useMemo(() => sceneTiles(painted.scene.swatches), [painted.scene.swatches]);
  useEffect(() => {
    if (land.current !== null && size.width > 0) paintScene(land.current, painted, view, tiles);
  }, [painted, view, tiles, size]);
  useEffect(() => {
    if (marks.current !== null && size.width > 0)
      paintMarks(marks.current, shapes, painted.scene, view, { selected, active });
  }, [shapes, painted, view, size, selected, active]);
  const pointer = usePointer({
    shapes,
    view,
    moveBy,
    onPoint: (zone, x, y) => {
      setActive(zone < 0 ? -1 : (frame.bodyOf[zone] as number));
      setTip(zone < 0 ? null : { x, y, zone });
    },
    onPick: (zone) => onSelect(zone < 0 ? -1 : (frame.bodyOf[zone] as number)),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextInList(event.key, listed, active >= 0 ? active : selected);
    if (next !== null) setActive(next);
    else if ((event.key === 'Enter' || event.key === ' ') && active >= 0) onSelect(active === selected ? -1 : active);
    else if (event.key === 'Escape') onSelect(-1);
    else return;
    event.preventDefault();
    setTip(null);
  };
  const ratio = window.devicePixelRatio;
  return (
    <div className="map-drawing">
      <div
        className="map-frame"
        ref={frameRef}
        role="listbox"
        tabIndex={0}
        aria-label={props.label}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={active >= 0 && listed.includes(active) ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => active < 0 && setActive(selected >= 0 ? selected : (listed[0] ?? -1))}
        onBlur={() => setActive(-1)}
        {...pointer}
      >
        <div aria-hidden="true">
          <canvas ref={land} width={size.width * ratio} height={size.height * ratio} />
          <canvas ref={marks} width={size.width * ratio} height={size.height * ratio} className="map-marks" />
        </div>
        {listed.map((body) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
          <div key={body} id={`${id}-${body}`} role="option" aria-selected={body === selected} className="unseen">
            {props.lineOf.get(body)}
          </div>
        ))}
      </div>
      {tip !== null && <Tip tip={tip} {...props} />}
      <MapZoom
        onZoom={zoomBy}
        onWhole={() => showBox(null)}
        onSelected={selected < 0 ? null : () => showBox(boxOfBody(shapes, frame.bodyOf, selected))}
      />
      <p className="hint" id={`${id}-keys`}>
        Arrow keys move through the bodies, Enter chooses one, Escape lets go. Drag to move the map.
      </p>
    </div>
  );
}

function Tip({
  tip,
  bodies,
  councils,
  frame,
  on,
  zoneNames,
}: MapDrawingProps & { tip: { x: number; y: number; zone: number } }) {
  const body = bodies.bodies[frame.bodyOf[tip.zone] as number];
  const council = councils.bodies[frame.councilOf[tip.zone] as number];
  return (
    <div className="tip" style={{ left: tip.x, top: tip.y }} aria-hidden="true">
      <strong>{body === undefined ? 'Health body not known' : nameOn(body, on)}</strong>
      <span>{council === undefined ? 'Council not known' : nameOn(council, on)}</span>
      {zoneNames[tip.zone] !== null && <span className="hint">{zoneNames[tip.zone]}</span>}
    </div>
  );
}

type PointerInput = {
  readonly shapes: Shapes;
  readonly view: { scale: number; x: number; y: number };
  readonly moveBy: (x: number, y: number) => void;
  readonly onPoint: (zone: number, x: number, y: number) => void;
  readonly onPick: (zone: number) => void;
};

/** Pointing shows, a press chooses, a drag moves. A press that moved more than a little was a drag. */
function usePointer({ shapes, view, moveBy, onPoint, onPick }: PointerInput) {
  const drag = useRef<{ x: number; y: number; moved: number } | null>(null);
  const zoneUnder = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    return { x, y, zone: zoneAt(shapes, (x - view.x) / view.scale, (y - view.y) / view.scale) };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      drag.current = { x: event.clientX, y: event.clientY, moved: 0 };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (from !== null && event.buttons === 1) {
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        drag.current = { x: event.clientX, y: event.clientY, moved: from.moved + Math.abs(x) + Math.abs(y) };
        if (drag.current.moved > 5) moveBy(x, y);
        return;
      }
      const { zone, x, y } = zoneUnder(event);
      onPoint(zone, x, y);
    },
    onPointerUp: (event: PointerEvent) => {
      if (drag.current !== null && drag.current.moved <= 5) onPick(zoneUnder(event).zone);
      drag.current = null;
    },
    onPointerLeave: () => {
      drag.current = null;
      onPoint(-1, 0, 0);
    },
  };
}

/** The body that an arrow key, Home or End leads to; null for other keys. Nothing active: the first or the last. */
function nextInList(key: string, listed: readonly number[], active: number): number | null {
  const at = listed.indexOf(active);
  const last = listed.length - 1;
  if (last < 0) return null;
  if (key === 'ArrowDown' || key === 'ArrowRight') return listed[at >= last ? 0 : at + 1] ?? null;
  if (key === 'ArrowUp' || key === 'ArrowLeft') return listed[at <= 0 ? last : at - 1] ?? null;
  if (key === 'Home') return listed[0] ?? null;
  if (key === 'End') return listed[last] ?? null;
  return null;
}
