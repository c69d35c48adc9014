/**
 * Colours and patterns of the map. Told apart by people with any colour vision and on a grey print: each relation has
 * a lightness and a pattern of its own, and the legend and the table say the same in words.
 */

import type { Relation } from '#core/coterminosity/relations.ts';

export type PatternName = 'plain' | 'dots' | 'lines' | 'diagonal' | 'cross' | 'unknown';
export type Swatch = { readonly fill: string; readonly mark: string; readonly pattern: PatternName };

export const relationSwatches: Record<Relation, Swatch> = {
  coterminous: { fill: '#2f6f9f', mark: '#2f6f9f', pattern: 'plain' },
  'council-within-body': { fill: '#a9d3e8', mark: '#2f6f9f', pattern: 'dots' },
  'body-within-council': { fill: '#f6e6a8', mark: '#8a6d00', pattern: 'lines' },
  straddling: { fill: '#f0a860', mark: '#7a3b00', pattern: 'diagonal' },
  sliver: { fill: '#c9a3c7', mark: '#5c2a5a', pattern: 'cross' },
};

/** Land whose holder on one side is not known. */
export const unknownSwatch: Swatch = { fill: '#f1f1ee', mark: '#9a9a94', pattern: 'unknown' };

/** Colours for bodies side by side; neighbours get different ones, and every body has its outline and name. */
export const bodyFills = ['#a6cee3', '#fdd9a0', '#b5dcb0', '#e3c3e0', '#f5b7b1', '#d9d2c0', '#bcd0f0'] as const;

export const outlines = { body: '#14232d', council: '#5a6a74', active: '#b3124b', selected: '#000000' } as const;

const tile = 8;

/** One square of the pattern, for drawing on a canvas or into a legend. */
export function patternTile(swatch: Swatch, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = tile * scale;
  canvas.height = tile * scale;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.scale(scale, scale);
  context.fillStyle = swatch.fill;
  context.fillRect(0, 0, tile, tile);
  context.strokeStyle = swatch.mark;
  context.fillStyle = swatch.mark;
  context.lineWidth = 1;
  drawPattern(context, swatch.pattern);
  return canvas;
}

function drawPattern(context: CanvasRenderingContext2D, pattern: PatternName): void {
  const line = (x0: number, y0: number, x1: number, y1: number) => {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  };
  context.beginPath();
  if (pattern === 'dots') context.arc(tile / 2, tile / 2, 1, 0, Math.PI * 2);
  if (pattern === 'lines') line(0, tile / 2, tile, tile / 2);
  // Diagonals run past the edges, so that tiles join.
  if (pattern === 'diagonal' || pattern === 'cross')
    for (const shift of [-tile, 0, tile]) line(shift - 1, tile + 1, shift + tile + 1, -1);
  if (pattern === 'unknown' || pattern === 'cross')
    for (const shift of [-tile, 0, tile]) line(shift - 1, -1, shift + tile + 1, tile + 1);
  if (pattern === 'dots') context.fill();
  else context.stroke();
}
