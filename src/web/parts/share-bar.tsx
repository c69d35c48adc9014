/** Shares of a whole drawn as one divided bar, with names and numbers beneath, in the same order. */

import type { ReactNode } from 'react';
import { bodyFills } from '../map/palette.ts';

export type SharePart = {
  readonly id: string;
  readonly name: ReactNode;
  /** 0 to 1; together one. */
  readonly share: number;
  readonly shown: ReactNode;
  /** Its colour on a map beside it; left out: a colour by its place. */
  readonly fill?: string | undefined;
};

const size = { width: 600, height: 34 };

/** The divided bar. Parts are told apart by place, outline and colour, and named in words. */
export function ShareBar({ parts, label }: { readonly parts: readonly SharePart[]; readonly label: string }) {
  let left = 0;
  const placed = parts.map((part) => {
    const at = left;
    left += part.share * size.width;
    return { part, at, width: part.share * size.width };
  });
  return (
    <div className="share-bar">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {placed.map(({ part, at, width }, number) => (
          <rect key={part.id} x={at} width={width} height={size.height} fill={part.fill ?? fillOf(number)} />
        ))}
      </svg>
      <ol>
        {parts.map((part, number) => (
          <li key={part.id}>
            <svg className="share-key" viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" fill={part.fill ?? fillOf(number)} />
            </svg>
            {part.name} <strong>{part.shown}</strong>
          </li>
        ))}
      </ol>
    </div>
  );
}

function fillOf(number: number): string {
  return bodyFills[number % bodyFills.length] ?? bodyFills[0];
}
