/**
 * Paints the map on two canvases that lie over each other: below the land with fills, borders and names, which
 * changes with the date; above it what is pointed at or chosen, which changes with the mouse. Knows shapes and
 * classes, not what they mean.
 */

import { outlines, patternTile, type Swatch } from './palette.ts';
import { type Shapes, traceBorders, traceZone } from './shapes.ts';

/** Above so many bodies bold borders would hide the small ones. */
const manyBodies = 60;

/** What part of the plane is seen: `scale` pixels a unit, and the pixel where the plane's corner lies. */
export type Viewport = { readonly scale: number; readonly x: number; readonly y: number };

export type Label = { readonly text: string; readonly x: number; readonly y: number; readonly room: number };

export type Scene = {
  /** Number in `swatches` of each zone. @shape zones */
  readonly swatchOf: Uint8Array;
  readonly swatches: readonly Swatch[];
  readonly bodyOf: Int32Array;
  readonly councilOf: Int32Array;
  readonly labels: readonly Label[];
};

/** Paths of a scene, made once and painted at any zoom. */
export type PaintedScene = {
  readonly scene: Scene;
  readonly fills: readonly Path2D[];
  readonly bodyBorders: Path2D;
  readonly councilBorders: Path2D;
};

/** The scene as paths of the plane. O(points of the shapes). */
export function scenePaths(shapes: Shapes, scene: Scene): PaintedScene {
  const fills = scene.swatches.map(() => new Path2D());
  for (let zone = 0; zone < shapes.zoneCount; zone++)
    traceZone(shapes, zone, fills[scene.swatchOf[zone] as number] as Path2D);
  const bodyBorders = new Path2D();
  const councilBorders = new Path2D();
  traceBorders(shapes, scene.bodyOf, bodyBorders);
  traceBorders(shapes, scene.councilOf, councilBorders);
  return { scene, fills, bodyBorders, councilBorders };
}

/** Paints fills, then council borders (thin), then body borders (bold, less so where they are many). */
export function paintScene(
  canvas: HTMLCanvasElement,
  painted: PaintedScene,
  view: Viewport,
  tiles: readonly HTMLCanvasElement[],
): void {
  const context = cleared(canvas);
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  const { scene } = painted;
  toPlane(context, view, ratio);
  painted.fills.forEach((path, at) => {
    const tile = tiles[at];
    const pattern = tile === undefined ? null : context.createPattern(tile, 'repeat');
    // The pattern keeps its size on the screen whatever the zoom.
    pattern?.setTransform(new DOMMatrix().scale(1 / (view.scale * ratio)));
    context.fillStyle = pattern ?? (scene.swatches[at]?.fill as string);
    context.fill(path, 'evenodd');
  });
  context.lineJoin = 'round';
  context.lineWidth = 1 / view.scale;
  context.strokeStyle = outlines.council;
  context.stroke(painted.councilBorders);
  context.lineWidth = (scene.labels.length > manyBodies ? 1.4 : 2.5) / view.scale;
  context.strokeStyle = outlines.body;
  context.stroke(painted.bodyBorders);
}

/** Tiles of the patterns of a scene, at the sharpness of the screen. */
export function sceneTiles(swatches: readonly Swatch[]): HTMLCanvasElement[] {
  return swatches.map((swatch) => patternTile(swatch, window.devicePixelRatio));
}

/** Paints the outline of the chosen body (black and yellow) and of the one pointed at (red), then all names. -1: none. */
export function paintMarks(
  canvas: HTMLCanvasElement,
  shapes: Shapes,
  scene: Scene,
  view: Viewport,
  marks: { selected: number; active: number },
): void {
  const context = cleared(canvas);
  if (context === null) return;
  toPlane(context, view, window.devicePixelRatio);
  context.lineJoin = 'round';
  const outline = (body: number, strokes: readonly (readonly [string, number])[]) => {
    if (body < 0) return;
    const path = new Path2D();
    traceBorders(
      shapes,
      scene.bodyOf.map((holder) => (holder === body ? 1 : -1)),
      path,
    );
    for (const [colour, width] of strokes) {
      context.strokeStyle = colour;
      context.lineWidth = width / view.scale;
      context.stroke(path);
    }
  };
  outline(marks.selected, [
    [outlines.selected, 7],
    ['#ffd34d', 4],
  ]);
  outline(marks.active, [
    ['#ffffff', 7],
    [outlines.active, 4],
  ]);
  paintLabels(context, scene.labels, view, window.devicePixelRatio);
}

/** The zone at a point of the plane, or -1. */
export function zoneAt(shapes: Shapes, x: number, y: number): number {
  const context = pickingContext();
  if (context === null) return -1;
  const { boxes } = shapes;
  for (let zone = 0; zone < shapes.zoneCount; zone++) {
    const at = zone * 4;
    if (
      x < (boxes[at] as number) ||
      y < (boxes[at + 1] as number) ||
      x > (boxes[at + 2] as number) ||
      y > (boxes[at + 3] as number)
    )
      continue;
    const path = new Path2D();
    traceZone(shapes, zone, path);
    if (context.isPointInPath(path, x, y, 'evenodd')) return zone;
  }
  return -1;
}

let picking: CanvasRenderingContext2D | null = null;

function pickingContext(): CanvasRenderingContext2D | null {
  picking ??= document.createElement('canvas').getContext('2d');
  return picking;
}

/** Names, the roomiest first; one that would not fit its land or would lie over another is left out. */
function paintLabels(context: CanvasRenderingContext2D, labels: readonly Label[], view: Viewport, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = '600 13px Arial, Helvetica, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const label of [...labels].sort((a, b) => b.room - a.room)) {
    const { lines, width } = setText(context, label.text);
    if (width > label.room * view.scale * 1.15) continue;
    const x = label.x * view.scale + view.x;
    const y = label.y * view.scale + view.y;
    const box = { left: x - width / 2, right: x + width / 2, top: y - lines.length * 8, bottom: y + lines.length * 8 };
    if (
      taken.some(
        (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
      )
    )
      continue;
    taken.push(box);
    lines.forEach((line, at) => {
      const lineY = y + (at - (lines.length - 1) / 2) * 15;
      context.lineWidth = 4;
      context.strokeStyle = 'rgb(255 255 255 / 0.9)';
      context.strokeText(line, x, lineY);
      context.fillStyle = '#10181d';
      context.fillText(line, x, lineY);
    });
  }
}

const setTexts = new Map<string, { readonly lines: readonly string[]; readonly width: number }>();

/** The lines of a name and the width of the longest, measured once: names are painted at every move of the mouse. */
function setText(
  context: CanvasRenderingContext2D,
  text: string,
): { readonly lines: readonly string[]; readonly width: number } {
  const known = setTexts.get(text);
  if (known !== undefined) return known;
  const lines = brokenText(text);
  const set = { lines, width: Math.max(...lines.map((line) => context.measureText(line).width)) };
  setTexts.set(text, set);
  return set;
}

/** A name on up to three lines, broken between words where a line grows past about fourteen letters. */
function brokenText(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + word.length < 14 || lines.length === 3))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function cleared(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, canvas.width, canvas.height);
  return context;
}

function toPlane(context: CanvasRenderingContext2D, view: Viewport, ratio: number): void {
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
}
