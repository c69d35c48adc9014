/** The number and colour by which a taker is told on the drawing map and in the table. */

import { bodyFills, type Swatch, unknownSwatch } from '../../map/palette.ts';

/** A taker as the map and the table show it. */
export type NamedTaker = { readonly key: string; readonly name: string; readonly number: number };

/** Land that nobody has been given yet. */
export const openSwatch: Swatch = unknownSwatch;
/** A piece of land whose blocks go to several. */
export const sharedSwatch: Swatch = { fill: '#ffffff', mark: '#14232d', pattern: 'cross' };

/** The colour of the taker of that number, from 1. */
export function takerFill(number: number): string {
  return bodyFills[(number - 1) % bodyFills.length] ?? bodyFills[0];
}

/** Its number on its colour. */
export function TakerKey({ number }: { readonly number: number }) {
  return (
    <svg className="taker-key" viewBox="0 0 26 26" role="img" aria-label={`Number ${number}`}>
      <rect width="26" height="26" rx="3" fill={takerFill(number)} stroke="#14232d" />
      <text x="13" y="18" textAnchor="middle">
        {number}
      </text>
    </svg>
  );
}
