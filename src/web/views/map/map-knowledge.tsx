/**
 * How far the map is to be believed, said right beside it: drawing or survey, published or best fit, how many people
 * are estimated, and whose territory is not known.
 */

import { useEffect, useState } from 'react';
import { tiers } from '#core/register/tiers.ts';
import type { MeasureWire } from '#wire/measure.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { extentOn, isInTier } from '../../map/tier-history.ts';
import { populationPhrase } from '../../parts/choice-fields.tsx';
import { existingEvidence, landlessEvidence } from '../../parts/count-evidence.ts';
import { EvidenceWord, Figure } from '../../parts/evidence.tsx';
import { type IndexId, summaryEvidence, summaryText } from '../../parts/summary-figures.ts';
import { evidenceWords, numberText } from '../../words.ts';
import type { MapData } from './use-map-data.ts';

/** A date must rest this long before its evidence is asked for: a dragged slider passes hundreds. @units milliseconds */
const restBeforeAsking = 450;

/** The lines under the map. */
export function MapKnowledge({ choice, data }: { readonly choice: Choice; readonly data: MapData }) {
  const isMeasurable = data.frame.pairs.length > 0;
  const address = useRested(isMeasurable ? apiAddress('/measure', measureQuery(choice)) : null);
  const measure = useAnswer<MeasureWire>(address);
  const known = measure.isStale ? undefined : measure.value;
  const { map } = data.sheet;
  const { summary, estimatedPersons, overlap } = data.frame;
  const existing = data.bodies.bodies.filter((body) => isInTier(body, choice.on));
  const landless = existing.filter((body) => extentOn(body, choice.on) !== 'known');
  const words = tiers[choice.bodies];
  const evidences = (known?.evidences ?? []).filter((evidence) => evidence !== 'published');
  const question = apiAddress('/measure', measureQuery(choice));
  const figure = (id: IndexId) => (
    <Figure text={summaryText(id, summary[id])} evidence={summaryEvidence(id, question)} />
  );
  return (
    <div className="knowledge">
      {isMeasurable && (
        <p>
          {figure('coterminousBodies')} of {figure('bodyCount')} {words.plural} with known territory match one council;{' '}
          {figure('councilsCrossing')} of {figure('councilCount')} {tiers[choice.councils].plural} are divided among
          several.{' '}
          <Figure
            text={numberText(overlap.inBoth.persons)}
            evidence={{
              title: 'People on the map',
              says: `People who live in a health body and a council that are both known, counted by ${populationPhrase(choice)}.`,
              formula: 'sum of n(b, c)',
              page: 'docs/methods/overlap.md',
              statedBy: question,
            }}
          />{' '}
          people counted: {populationPhrase(choice)}.
        </p>
      )}
      <ul className="plain-list">
        {(map.schematic || map.note !== null) && (
          <li>
            {map.schematic && <span className="badge badge-schematic">Schematic drawing, not a survey</span>}
            {map.note}
          </li>
        )}
        {evidences.map((evidence) => (
          <li key={evidence}>
            <EvidenceWord evidence={evidence} /> Some of what is shown: {evidenceWords[evidence].long}.
          </li>
        ))}
        {estimatedPersons > 0 && (
          <li>
            Borders cut building blocks with{' '}
            <Figure
              text={numberText(estimatedPersons)}
              evidence={{
                title: 'People in building blocks that are cut',
                says: `People of the building blocks through which a border of either tier runs on this day. The block’s people are known; on which side they live is estimated.`,
                formula: 'sum of people in blocks whose parts lie in different pairs',
                page: 'docs/methods/populations.md',
                statedBy: question,
              }}
            />{' '}
            people; how these divide is estimated.
          </li>
        )}
        {landless.length > 0 && (
          <li>
            <Figure text={numberText(landless.length)} evidence={landlessEvidence(choice, choice.bodies, 'either')} />{' '}
            of <Figure text={numberText(existing.length)} evidence={existingEvidence(choice, choice.bodies)} />{' '}
            {existing.length === 1 ? words.singular : words.plural} that exist on this date have territory that this
            register does not know, or knows in part: nothing is drawn for what is not known.
          </li>
        )}
      </ul>
    </div>
  );
}

/** The text, once it has stayed the same for a moment; null until then. */
function useRested(text: string | null): string | null {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restBeforeAsking);
    return () => clearTimeout(timer);
  }, [text]);
  return text === null ? null : rested;
}
