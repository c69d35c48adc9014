/** The form of a drawn event: its kind, day and bodies. Land is given out beside it. */

import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import type { RegisterWire } from '#wire/register.ts';
import { BodyField, bodyOptions, type ListedBody } from '../../parts/body-field.tsx';
import { DayField, optionsOf, TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { type DrawFields, type DrawnKind, emptyDraw, emptyTaker } from './draw-fields.ts';
import { TakerRows } from './taker-rows.tsx';

export type DrawFormProps = {
  readonly fields: DrawFields;
  readonly change: (some: Partial<DrawFields>) => void;
  readonly bodies: readonly ListedBody[];
  readonly register: RegisterWire;
  /** The title that is used when none is written. */
  readonly suggested: string;
  /** Bodies of a lower tier lie in the land. */
  readonly hasLower: boolean;
};

const kindTexts: Record<DrawnKind, string> = {
  divide: 'Divide: one body ends, others take its land',
  merge: 'Merge: several bodies become one',
  transfer: 'Transfer: land passes, all live on',
  establish: 'Establish: a new body begins',
  abolish: 'Abolish: a body ends',
  rename: 'Rename: a body gets another name',
};

/** The fields. */
export function DrawForm(props: DrawFormProps) {
  const { fields, change, register, suggested } = props;
  const offered = register.tiers
    .map((one) => one.tier)
    .filter((tier): tier is TierName => isTierName(tier) && tier !== 'practice');
  const begin = (kind: DrawnKind, tier: TierName) => {
    const { id, title, instrument, note, day } = fields;
    change({ ...emptyDraw(kind, tier, day), id, title, instrument, note });
  };
  return (
    <>
      <fieldset className="form-part">
        <legend>The event</legend>
        <WordField
          id="draw-kind"
          label="What happens"
          value={fields.kind}
          options={optionsOf(kindTexts)}
          onChange={(kind) => begin(kind as DrawnKind, fields.tier)}
        />
        <WordField
          id="draw-tier"
          label="To which kind of body"
          value={fields.tier}
          options={offered.map((tier) => ({ value: tier, text: tiers[tier].title }))}
          onChange={(tier) => isTierName(tier) && begin(fields.kind, tier)}
        />
        <DayField id="draw-day" label="Takes effect on" value={fields.day} onChange={(day) => change({ day })} />
        <BodiesPart {...props} />
      </fieldset>
      {fields.kind !== 'rename' && <TakersPart {...props} />}
      <details className="more">
        <summary>Title, instrument and note</summary>
        <div className="form-part">
          <TextField
            id="draw-title"
            label="Title"
            hint={`Left empty: ${suggested}`}
            isWide
            value={fields.title}
            onChange={(title) => change({ title })}
          />
          <TextField
            id="draw-instrument"
            label="Instrument, such as an order"
            isWide
            value={fields.instrument}
            onChange={(instrument) => change({ instrument })}
          />
          <TextField
            id="draw-note"
            label="Note"
            lines={2}
            isWide
            value={fields.note}
            onChange={(note) => change({ note })}
          />
        </div>
      </details>
    </>
  );
}

const giverLabels: Record<DrawnKind, string> = {
  merge: 'Body that merges',
  divide: 'Body that is divided',
  transfer: 'Body that gives land',
  establish: 'Body that gives land to it (empty: none)',
  abolish: 'Body that is abolished',
  rename: 'Body that is renamed',
};

/** The bodies that are there before. */
function BodiesPart({ fields, change, bodies }: DrawFormProps) {
  const options = bodyOptions(bodies.filter((body) => body.tiers.includes(fields.tier)));
  const { kind } = fields;
  const set = (at: number, id: string) =>
    // Another giver has other land: what was given out is let go.
    change({ bodies: fields.bodies.map((one, place) => (place === at ? id : one)), areas: {} });
  return (
    <>
      {fields.bodies.map((id, at) => (
        <BodyField
          // biome-ignore lint/suspicious/noArrayIndexKey: bodies are told apart by their place alone while they are chosen
          key={at}
          id={`draw-body-${at}`}
          label={kind === 'merge' ? `${giverLabels.merge} ${at + 1}` : giverLabels[kind]}
          value={id}
          options={options}
          onChange={(chosen) => set(at, chosen)}
        />
      ))}
      {kind === 'merge' && (
        <p className="button-row form-wide">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => change({ bodies: [...fields.bodies, ''] })}
          >
            Add another body that merges
          </button>
          {fields.bodies.length > 2 && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => change({ bodies: fields.bodies.slice(0, -1) })}
            >
              Take the last one out
            </button>
          )}
        </p>
      )}
      {kind === 'rename' && (
        <TextField
          id="draw-new-name"
          label="New name"
          value={fields.newName}
          onChange={(newName) => change({ newName })}
        />
      )}
    </>
  );
}

/** Who takes over. */
function TakersPart({ fields, change, bodies, hasLower }: DrawFormProps) {
  const { kind, takers, tier } = fields;
  const mayAdd = kind === 'divide' || kind === 'transfer';
  const add = () => {
    const numbers = takers.map((taker) => Number(taker.key.replace(/\D/g, '')));
    const key = `taker-${numbers.reduce((most, number) => Math.max(most, number), 0) + 1}`;
    change({ takers: [...takers, emptyTaker(key, kind === 'divide', tier)] });
  };
  return (
    <fieldset className="form-rows">
      <legend>{kind === 'abolish' ? 'Who takes its land' : 'Who takes over'}</legend>
      <TakerRows fields={fields} change={change} bodies={bodies} />
      {mayAdd && (
        <button type="button" className="button button-quiet" onClick={add}>
          Add a body that takes over
        </button>
      )}
      {kind === 'divide' && hasLower && (
        <p className="form-wide">
          <Tick
            text="Bodies of the lower tier that lie in its land, such as districts, end as well"
            isOn={fields.endsLower}
            onTurn={(endsLower) => change({ endsLower })}
          />
        </p>
      )}
    </fieldset>
  );
}
