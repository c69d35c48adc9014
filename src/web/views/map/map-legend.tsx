/** What colours, patterns and lines of the map mean, in words. */

import { useEffect, useRef } from 'react';
import { type Relation, relations } from '#core/coterminosity/relations.ts';
import { outlines, patternTile, relationSwatches, type Swatch, unknownSwatch } from '../../map/palette.ts';
import type { ColourBy } from '../../map/scene.ts';
import { relationText, relationWords, unknownRelation } from '../../words.ts';

type LegendProps = { readonly colourBy: ColourBy; readonly bodies: string; readonly councils: string };

/** The legend. */
export function MapLegend({ colourBy, bodies, councils }: LegendProps) {
  return (
    <ul className="legend" aria-label="Legend of the map">
      {colourBy === 'relation' &&
        relations.map((relation) => (
          <li key={relation}>
            <SwatchBox swatch={relationSwatches[relation]} />
            <span>
              <strong>{relationWords[relation].short}</strong>: {relationWords[relation].long}
            </span>
          </li>
        ))}
      {colourBy === 'body' && <li>Neighbouring bodies have different colours; the colours mean nothing else.</li>}
      <li>
        <SwatchBox swatch={unknownSwatch} />
        <span>
          <strong>Not known</strong>:{' '}
          {colourBy === 'relation'
            ? 'who serves this land, or all that they serve elsewhere'
            : 'which body serves this land'}
        </span>
      </li>
      <li>
        <svg width="28" height="16" aria-hidden="true">
          <line x1="0" x2="28" y1="8" y2="8" stroke={outlines.body} strokeWidth="3" />
        </svg>
        <span>Border of {bodies}</span>
      </li>
      <li>
        <svg width="28" height="16" aria-hidden="true">
          <line x1="0" x2="28" y1="8" y2="8" stroke={outlines.council} strokeWidth="1.2" />
        </svg>
        <span>Border of {councils}</span>
      </li>
    </ul>
  );
}

/** The relation's colour and pattern with its name: never the colour alone. */
export function RelationMark({ relation, text }: { readonly relation: Relation | null; readonly text?: string }) {
  return (
    <span className="relation" title={relation === null ? unknownRelation.long : relationWords[relation].long}>
      <SwatchBox swatch={relation === null ? unknownSwatch : relationSwatches[relation]} />
      <span>{text ?? relationText(relation)}</span>
    </span>
  );
}

function SwatchBox({ swatch }: { readonly swatch: Swatch }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    const pattern = context?.createPattern(patternTile(swatch, 1), 'repeat') ?? null;
    if (context === null || pattern === null) return;
    context.fillStyle = pattern;
    context.fillRect(0, 0, 28, 16);
  }, [swatch]);
  return (
    <span aria-hidden="true" className="swatch">
      <canvas ref={canvas} width="28" height="16" />
    </span>
  );
}
