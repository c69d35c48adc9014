/** Where names stand on a map that is drawn of elements: those that fit their land and lie over no other. Pure. */

import type { Label, Viewport } from './painter.ts';

/** @units pixels */
const lineHeight = 15;
/** Of a bold letter of 13 pixels, on average. @units pixels */
const letterWidth = 7.2;

export type PlacedLabel = { readonly x: number; readonly y: number; readonly lines: readonly string[] };

/** The labels that fit, the roomiest first, in pixels of the view. A line breaks between words past fourteen letters. */
export function labelPlaces(labels: readonly Label[], view: Viewport): PlacedLabel[] {
  const placed: (PlacedLabel & { readonly box: readonly [number, number, number, number] })[] = [];
  for (const label of [...labels].sort((a, b) => b.room - a.room)) {
    const lines = linesOf(label.text, 14, 3);
    const width = Math.max(...lines.map((line) => line.length)) * letterWidth;
    if (width > label.room * view.scale * 1.15) continue;
    const [x, y] = [label.x * view.scale + view.x, label.y * view.scale + view.y];
    const half = (lines.length * lineHeight) / 2;
    const box = [x - width / 2, y - half, x + width / 2, y + half] as const;
    const isCovered = placed.some(
      ({ box: other }) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
    );
    if (!isCovered) placed.push({ x, y, lines, box });
  }
  return placed.map(({ x, y, lines }) => ({ x, y, lines }));
}

/** A text on lines of about so many letters, broken between words; the last line of `most` takes what is left. */
export function linesOf(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + 1 + word.length <= letters || lines.length === most))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
