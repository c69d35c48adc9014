/**
 * A drawing of the page as a picture file: an SVG that needs no style sheet, with title, legend and notes, or the same as
 * PNG. Knows nothing of what is drawn.
 */

import { linesOf } from '../map/label-places.ts';

export type LegendEntry = {
  readonly fill: string;
  /** Colour of lines over it; null: none. */
  readonly hatch: string | null;
  readonly text: string;
};

export type Picture = {
  readonly drawing: SVGSVGElement;
  readonly title: string;
  readonly legend: readonly LegendEntry[];
  /** Where the numbers are from, and what to know about them. */
  readonly notes: readonly string[];
};

const svgName = 'http://www.w3.org/2000/svg';
const font = 'Arial, Helvetica, sans-serif';
/** @units pixels */
const margin = 16;
/** Of a letter of one pixel of height, on average. */
const letterShare = 0.52;
/** Pixels of a PNG for each of the drawing: sharp on paper. */
const sharpness = 2;

/** What a style sheet may say of an element of a drawing. */
const styled = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'paint-order',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
] as const;

/** The picture as the text of an SVG file that stands alone. Styles are those that the page shows now. */
export function pictureSvg({ drawing, title, legend, notes }: Picture): string {
  const { width, height } = sizeOf(drawing);
  const sheet = element('svg', { width: width + 2 * margin });
  sheet.append(element('title', {}, title));
  const ground = element('rect', { width: '100%', height: '100%', fill: '#ffffff' });
  sheet.append(ground);
  let y = margin;
  y = addText(sheet, title, { y, width, size: 17, weight: 700 });
  const copy = standalone(drawing);
  for (const [name, value] of Object.entries({ x: margin, y: y + 6, width, height }))
    copy.setAttribute(name, String(value));
  sheet.append(copy);
  y += height + 18;
  for (const [at, entry] of legend.entries()) y = addLegend(sheet, entry, at, { y, width });
  for (const note of notes) y = addText(sheet, note, { y: y + 2, width, size: 12, weight: 400 });
  const whole = y + margin;
  sheet.setAttribute('height', String(whole));
  sheet.setAttribute('viewBox', `0 0 ${width + 2 * margin} ${whole}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(sheet)}`;
}

/** Hands the picture to the browser as a file to keep. Rejects when it cannot be painted. */
export async function savePicture(picture: Picture, name: string, as: 'svg' | 'png'): Promise<void> {
  const text = pictureSvg(picture);
  const file = as === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await painted(text);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${name}.${as}`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function painted(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * sharpness;
  canvas.height = image.naturalHeight * sharpness;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (file === null) throw new Error('The browser could not paint a picture of this size. Take the SVG instead.');
  return file;
}

/** A copy whose look is in its attributes: in a file of its own there is no style sheet. */
function standalone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll('*')];
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  for (const [at, original] of originals.entries()) {
    const own = copies[at] as Element;
    const style = getComputedStyle(original);
    for (const name of styled) {
      const value = style.getPropertyValue(name);
      if (value !== '') own.setAttribute(name, value);
    }
    for (const name of ['class', 'role', 'tabindex', 'style']) own.removeAttribute(name);
    for (const { name } of [...own.attributes])
      if (name.startsWith('aria-') || name.startsWith('data-')) own.removeAttribute(name);
  }
  for (const unwanted of copy.querySelectorAll('[visibility="hidden"]')) unwanted.remove();
  return copy;
}

function addText(
  sheet: Element,
  text: string,
  { y, width, size, weight }: { y: number; width: number; size: number; weight: number },
): number {
  const letters = Math.floor(width / (size * letterShare * (weight > 400 ? 1.08 : 1)));
  let bottom = y;
  for (const line of linesOf(text, letters, Number.POSITIVE_INFINITY)) {
    bottom += Math.round(size * 1.3);
    sheet.append(textElement(line, { x: margin, y: bottom - 4, size, weight }));
  }
  return bottom;
}

function addLegend(
  sheet: Element,
  { fill, hatch, text }: LegendEntry,
  at: number,
  { y, width }: { y: number; width: number },
): number {
  const box = { x: margin, y, width: 28, height: 14 };
  sheet.append(element('rect', { ...box, fill, stroke: '#4a5a64' }));
  if (hatch !== null) {
    const id = `legend-hatch-${at}`;
    const pattern = element('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse' });
    pattern.append(element('path', { d: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5', stroke: hatch, fill: 'none' }));
    sheet.append(pattern, element('rect', { ...box, fill: `url(#${id})` }));
  }
  let bottom = y + 12;
  for (const line of linesOf(text, Math.floor((width - 38) / (13 * letterShare)), Number.POSITIVE_INFINITY)) {
    sheet.append(textElement(line, { x: margin + 38, y: bottom, size: 13, weight: 400 }));
    bottom += 17;
  }
  return bottom - 8;
}

function textElement(
  text: string,
  { x, y, size, weight }: { x: number; y: number; size: number; weight: number },
): SVGElement {
  return element(
    'text',
    { x, y, 'font-family': font, 'font-size': size, 'font-weight': weight, fill: '#14232d' },
    text,
  );
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

function sizeOf(drawing: SVGSVGElement): { width: number; height: number } {
  const { width, height } = drawing.viewBox.baseVal;
  return { width: Math.round(width), height: Math.round(height) };
}
