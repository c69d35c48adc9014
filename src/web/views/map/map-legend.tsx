/** What colours, patterns and lines of the map mean, in words. */

import { useEffect, useRef } from 'react';
import { type Relation, relations } from '#core/coterminosity/relations.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import { outlines, patternTile, relationSwatches, type Swatch, unknownSwatch } from '../../map/palette.ts';
import type { ColourBy } from '../../map/scene.ts';
import { Link } from '../../parts/link.tsx';
import { relationText, relationWords, unknownRelation } from '../../words.ts';

/** On which side some land has no holder that is known. */
export type BareSides = { readonly bodies: boolean; readonly councils: boolean };

type LegendProps = {
  readonly colourBy: ColourBy;
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly bare: BareSides;
};

/** The legend. */
export function MapLegend({ colourBy, bodies, councils, bare }: LegendProps) {
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
          {bare.bodies && <BareLink side="bodies" tier={bodies} />}
          {bare.councils && <BareLink side="councils" tier={councils} />}
        </span>
      </li>
      <li>
        <svg width="28" height="16" aria-hidden="true">
          <line x1="0" x2="28" y1="8" y2="8" stroke={outlines.body} strokeWidth="3" />
        </svg>
        <span>Border of {tiers[bodies].plural}</span>
      </li>
      <li>
        <svg width="28" height="16" aria-hidden="true">
          <line x1="0" x2="28" y1="8" y2="8" stroke={outlines.council} strokeWidth="1.2" />
        </svg>
        <span>Border of {tiers[councils].plural}</span>
      </li>
    </ul>
  );
}

function BareLink({ side, tier }: { readonly side: 'bodies' | 'councils'; readonly tier: TierName }) {
  return (
    <>
      {'. '}
      <Link path="/coterminosity" query={{ uncovered: side }}>
        Blocks that no {tiers[tier].singular} is known to cover
      </Link>
    </>
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
