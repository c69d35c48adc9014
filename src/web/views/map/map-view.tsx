/** The map: two tiers laid over each other on any day, with the events, the chosen body and the table beside. */

import { useMemo } from 'react';
import { type TierName, tiers } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { type Choice, hasLandBy, tiersWithLand } from '../../choice.ts';
import type { Frame } from '../../map/map-frame.ts';
import type { ColourBy } from '../../map/scene.ts';
import { isInTier, nameOn, type TierHistory } from '../../map/tier-history.ts';
import {
  PopulationField,
  RegisterField,
  ScenarioField,
  TierField,
  ToleranceField,
} from '../../parts/choice-fields.tsx';
import { existingEvidence } from '../../parts/count-evidence.ts';
import { Figure } from '../../parts/evidence.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { FaultNote, Loading } from '../../parts/status-note.tsx';
import { useEventDays, useRegisterEvents } from '../../register-events.ts';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, numberText, relationText } from '../../words.ts';
import { BodyPanel } from './body-panel.tsx';
import { DateSlider } from './date-slider.tsx';
import { MapDrawing } from './map-drawing.tsx';
import { MapKnowledge } from './map-knowledge.tsx';
import { type BareSides, MapLegend } from './map-legend.tsx';
import { NearbyEvents } from './nearby-events.tsx';
import { PairTable } from './pair-table.tsx';
import { type MapData, useMapData } from './use-map-data.ts';

const byName = new Intl.Collator('en-GB');

/** The first screen. */
export function MapView({ choice, registers }: ViewProps) {
  usePageTitle('Map');
  const { query } = useLocation();
  const colourBy: ColourBy = query.get('colour') === 'body' ? 'body' : 'relation';
  const { answers, data } = useMapData(choice);
  const events = useRegisterEvents(choice);
  const days = useEventDays(events.value?.events);
  const fault = answers.find((answer) => answer.fault !== undefined);
  return (
    <>
      <h1>Which health bodies and councils serve the same people, on any day</h1>
      <p className="lead">
        Two kinds of body laid over each other, through every reorganisation. Move the date to see bodies merge and
        divide; choose one to see whom it meets.
      </p>
      <form className="choices" aria-label="What the map shows" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <TierField choice={choice} side="bodies" />
        <TierField choice={choice} side="councils" />
        <ScenarioField choice={choice} />
        <details className="more">
          <summary>More settings</summary>
          <div className="choices">
            <PopulationField choice={choice} />
            <ToleranceField choice={choice} />
            <SelectField
              label="Colour of the land"
              value={colourBy}
              options={[
                { value: 'relation', text: 'How body and council fit' },
                { value: 'body', text: 'Which body it is' },
              ]}
              onChoose={(colour) => changeQuery({ colour: colour === 'relation' ? null : colour }, true)}
            />
          </div>
        </details>
      </form>
      <div className="date-grid">
        <DateSlider
          on={choice.on}
          first={choice.register.firstDate as IsoDate}
          last={choice.register.lastDate as IsoDate}
          days={days}
          onChange={(on) => changeQuery({ on })}
        />
        <NearbyEvents days={days} on={choice.on} />
      </div>
      {fault?.fault !== undefined && (
        <FaultNote fault={fault.fault} where="While loading the map" retry={fault.retry} />
      )}
      {data === undefined && fault === undefined && <Loading what="the map" />}
      {data !== undefined && <MapBody choice={choice} data={data} colourBy={colourBy} />}
    </>
  );
}

type MapBodyProps = { readonly choice: Choice; readonly data: MapData; readonly colourBy: ColourBy };

function MapBody({ choice, data, colourBy }: MapBodyProps) {
  const { query } = useLocation();
  const { bodies, councils, frame, sheet } = data;
  const wanted = query.get('body');
  const selected = wanted === null ? -1 : bodies.bodies.findIndex((body) => body.id === wanted);
  const onSelect = (body: number) => changeQuery({ body: bodies.bodies[body]?.id ?? null }, true);
  const listed = useMemo(() => bodiesOnMap(frame, bodies, choice.on), [frame, bodies, choice.on]);
  const bare = useMemo(() => bareSides(frame), [frame]);
  const lines = useMemo(() => bodyLines(frame, bodies, listed, choice.on), [frame, bodies, listed, choice.on]);
  return (
    <div className="map-grid">
      <div className="map-main">
        <NoLand choice={choice} data={data} />
        {sheet.shapes === null ? (
          <p className="note">This register has no shapes to draw. The table says the same in numbers.</p>
        ) : (
          <MapDrawing
            shapes={sheet.shapes}
            frame={frame}
            bodies={bodies}
            councils={councils}
            on={choice.on}
            colourBy={colourBy}
            label={`${tiers[choice.bodies].title} on ${dateText(choice.on)}`}
            listed={listed}
            lineOf={lines}
            zoneNames={sheet.map.zoneNames}
            selected={selected}
            onSelect={onSelect}
          />
        )}
        <MapKnowledge choice={choice} data={data} />
        <MapLegend colourBy={colourBy} bodies={choice.bodies} councils={choice.councils} bare={bare} />
      </div>
      <div className="map-side">
        <BodyPanel choice={choice} data={data} selected={selected} onClear={() => onSelect(-1)} />
        <section aria-labelledby="pairs-title">
          <h2 id="pairs-title">Who meets whom</h2>
          <PairTable
            choice={choice}
            pairs={frame.pairs}
            bodies={bodies}
            councils={councils}
            selected={selected}
            onSelect={onSelect}
          />
        </section>
      </div>
    </div>
  );
}

/** The sides on which some land is nobody's that is known; neither where nothing can be measured. */
function bareSides(frame: Frame): BareSides {
  const isBare = (holders: Int32Array) => frame.pairs.length > 0 && holders.some((holder) => holder < 0);
  return { bodies: isBare(frame.bodyOf), councils: isBare(frame.councilOf) };
}

/** Bodies that hold land on the day, by name. */
function bodiesOnMap(frame: Frame, bodies: TierHistory, on: string): number[] {
  const held = [...frame.overlap.bodyTotals.blocks.keys()].filter(
    (body) => (frame.overlap.bodyTotals.blocks[body] ?? 0) > 0,
  );
  const nameOf = (body: number) => {
    const one = bodies.bodies[body];
    return one === undefined ? '' : nameOn(one, on);
  };
  return held
    .map((body) => ({ body, name: nameOf(body) }))
    .sort((a, b) => byName.compare(a.name, b.name))
    .map(({ body }) => body);
}

/** Each listed body in one line, as the list on the map says it: its people and how it fits. */
function bodyLines(frame: Frame, bodies: TierHistory, listed: readonly number[], on: string): Map<number, string> {
  const pairsOf = Map.groupBy(frame.pairs, (pair) => pair.body);
  return new Map(
    listed.map((body) => {
      const own = pairsOf.get(body) ?? [];
      const relations = new Set(own.map((pair) => relationText(pair.relation).toLowerCase()));
      const one = bodies.bodies[body];
      const people = `${numberText(frame.overlap.bodyTotals.persons[body] ?? 0)} people`;
      const councils = countText(own.length, 'council', 'councils');
      return [body, `${one === undefined ? '' : nameOn(one, on)}: ${[people, councils, ...relations].join(', ')}`];
    }),
  );
}

/** Said where the chosen tier has no land on the day, with the tiers that do. */
function NoLand({ choice, data }: { readonly choice: Choice; readonly data: MapData }) {
  const isEmpty = (holders: Int32Array) => holders.every((holder) => holder < 0);
  const sides = [
    {
      name: 'bodies' as const,
      tier: choice.bodies,
      side: 'health' as const,
      isBare: isEmpty(data.frame.bodyOf),
      history: data.bodies,
    },
    {
      name: 'councils' as const,
      tier: choice.councils,
      side: 'council' as const,
      isBare: isEmpty(data.frame.councilOf),
      history: data.councils,
    },
  ].filter((one) => one.isBare);
  return sides.map(({ name, tier, side, history }) => {
    const existing = history.bodies.filter((body) => isInTier(body, choice.on));
    const others = tiersWithLand(choice.register, side).filter(
      (other) => other !== tier && tiers[other].side === side && hasLandBy(choice.register, other, choice.on),
    );
    return (
      <div className="note note-caution" key={name}>
        <p>
          {existing.length === 0 ? (
            `There are no ${tiers[tier].plural} on ${dateText(choice.on)} in this register.`
          ) : (
            <>
              <Figure text={numberText(existing.length)} evidence={existingEvidence(choice, tier)} />{' '}
              {existing.length === 1 ? `${tiers[tier].singular} exists` : `${tiers[tier].plural} exist`} on{' '}
              {dateText(choice.on)}; no territory of theirs is known to this register.
            </>
          )}
        </p>
        <TierSwitch name={name} others={others} />
      </div>
    );
  });
}

function TierSwitch({ name, others }: { readonly name: 'bodies' | 'councils'; readonly others: readonly TierName[] }) {
  if (others.length === 0) return null;
  return (
    <p className="button-row">
      Show instead:{' '}
      {others.map((tier) => (
        <button
          key={tier}
          type="button"
          className="button button-quiet"
          onClick={() => changeQuery({ [name]: tier, body: null }, true)}
        >
          {tiers[tier].title}
        </button>
      ))}
    </p>
  );
}
