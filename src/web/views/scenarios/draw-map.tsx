/**
 * The map on which land is given out by clicking. It shows what the table beside it says: who gets each piece, by colour
 * and number. Keys are the table's.
 */

import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { BlocksWire } from '#wire/blocks.ts';
import type { Choice } from '../../choice.ts';
import { paintMarks, paintScene, scenePaths, sceneTiles, zoneAt } from '../../map/painter.ts';
import type { Shapes } from '../../map/shapes.ts';
import type { Box } from '../../map/sight.ts';
import { Loading } from '../../parts/status-note.tsx';
import { countText, numberText } from '../../words.ts';
import { MapZoom } from '../map/map-zoom.tsx';
import { useMapSheet } from '../map/use-map-data.ts';
import { useViewport } from '../map/use-viewport.ts';
import { landScene } from './land-scene.ts';
import type { NamedTaker } from './taker-key.tsx';

type DrawMapProps = {
  readonly choice: Choice;
  readonly ground: BlocksWire;
  readonly takers: readonly NamedTaker[];
  readonly areas: Readonly<Record<string, string>>;
  readonly rest: string;
  /** A click takes the whole area that the piece lies in. */
  readonly isWhole: boolean;
  readonly onGive: (codes: readonly string[]) => void;
};

/** The map, or why there is none. */
export function DrawMap(props: DrawMapProps) {
  const { answer, sheet } = useMapSheet(props.choice);
  if (sheet === undefined)
    return answer.fault === undefined ? (
      <Loading what="the map" />
    ) : (
      <p className="note">The map could not be loaded. The table does all that it does.</p>
    );
  if (sheet.shapes === null) return <p className="note">This register has no shapes to draw. Use the table.</p>;
  return <Drawn {...props} shapes={sheet.shapes} isSchematic={sheet.map.schematic} />;
}

/** More than so much is a drag, not a click. @units pixels */
const dragFrom = 5;

function Drawn(props: DrawMapProps & { readonly shapes: Shapes; readonly isSchematic: boolean }) {
  const { shapes, ground, takers, areas, rest, isWhole, onGive } = props;
  const { frameRef, size, view, zoomBy, moveBy, showBox } = useViewport(shapes);
  const [pointed, setPointed] = useState(-1);
  const land = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number; moved: number } | null>(null);
  const scene = useMemo(
    () => landScene(shapes, ground, takers, (code) => areas[code] ?? rest),
    [shapes, ground, takers, areas, rest],
  );
  const painted = useMemo(() => scenePaths(shapes, scene), [shapes, scene]);
  const tiles = useMemo(() => sceneTiles(scene.swatches), [scene.swatches]);
  const box = useMemo(() => boxOfGround(shapes, ground), [shapes, ground]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown when the land is another one, not at every move
  useEffect(() => showBox(box), [box]);
  useEffect(() => {
    if (land.current !== null && size.width > 0) paintScene(land.current, painted, view, tiles);
  }, [painted, view, tiles, size]);
  useEffect(() => {
    if (marks.current === null || size.width === 0) return;
    paintMarks(marks.current, shapes, scene, view, { selected: -1, active: -1 });
  }, [shapes, scene, view, size]);
  const zoneUnder = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    return zoneAt(shapes, (x - view.x) / view.scale, (y - view.y) / view.scale);
  };
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      drag.current = { x: event.clientX, y: event.clientY, moved: 0 };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (from === null || event.buttons !== 1) return setPointed(zoneUnder(event));
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      drag.current = { x: event.clientX, y: event.clientY, moved: from.moved + Math.abs(x) + Math.abs(y) };
      if (drag.current.moved > dragFrom) moveBy(x, y);
    },
    onPointerUp: (event: PointerEvent) => {
      const codes =
        drag.current === null || drag.current.moved > dragFrom ? [] : codesAt(ground, zoneUnder(event), isWhole);
      drag.current = null;
      if (codes.length > 0) onGive(codes);
    },
    onPointerLeave: () => {
      drag.current = null;
      setPointed(-1);
    },
  };
  const ratio = window.devicePixelRatio;
  return (
    <div className="map-drawing draw-map">
      <div
        className="map-frame"
        ref={frameRef}
        role="img"
        aria-label={`Map of ${ground.body.name}: who gets which land. The table after it says the same and takes the keys.`}
        {...pointer}
      >
        <canvas ref={land} width={size.width * ratio} height={size.height * ratio} />
        <canvas ref={marks} width={size.width * ratio} height={size.height * ratio} className="map-marks" />
      </div>
      <MapZoom onZoom={zoomBy} onWhole={() => showBox(null)} onSelected={() => showBox(box)} />
      <p className="hint">
        {pointedText(ground, pointed, isWhole) ??
          'Click land to give it out; click again with another choice to change it.'}
        {props.isSchematic && ' A schematic drawing, not a survey.'}
      </p>
    </div>
  );
}

/** The blocks that a click on a zone takes: of the piece, or of the whole area that it lies in. */
function codesAt(ground: BlocksWire, zone: number, isWhole: boolean): string[] {
  const own = ground.blocks.filter((block) => block.zone === zone);
  const [first] = own;
  if (first === undefined) return [];
  const taken = isWhole ? ground.blocks.filter((block) => block.holder === first.holder) : own;
  return taken.map((block) => block.code);
}

/** What lies under the pointer: its name and people; null for land of others. */
function pointedText(ground: BlocksWire, zone: number, isWhole: boolean): string | null {
  const codes = new Set(codesAt(ground, zone, isWhole));
  if (codes.size === 0) return null;
  const blocks = ground.blocks.filter((block) => codes.has(block.code));
  const holder = ground.holders[blocks[0]?.holder ?? -1]?.name ?? 'Land of nobody that is known';
  const persons = blocks.reduce((sum, block) => sum + (block.persons ?? 0), 0);
  const name = isWhole
    ? holder
    : `${blocks.length === 1 ? (blocks[0]?.name ?? blocks[0]?.code) : countText(blocks.length, 'block', 'blocks')}, ${holder}`;
  return `${name}: ${numberText(persons)} people.`;
}

function boxOfGround(shapes: Shapes, ground: BlocksWire): Box | null {
  const zones = ground.blocks.map((block) => block.zone).filter((zone) => (shapes.rings[zone]?.length ?? 0) > 0);
  if (zones.length === 0) return null;
  const edge = (side: number, pick: (a: number, b: number) => number) =>
    zones.reduce(
      (best, zone) => pick(best, shapes.boxes[zone * 4 + side] ?? best),
      shapes.boxes[(zones[0] ?? 0) * 4 + side] ?? 0,
    );
  return { left: edge(0, Math.min), top: edge(1, Math.min), right: edge(2, Math.max), bottom: edge(3, Math.max) };
}
