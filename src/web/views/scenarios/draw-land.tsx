/** Giving out land: the map to click, the table beside it, and what each taker has, with the whole conserved. */

import { useState } from 'react';
import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import type { BlocksWire } from '#wire/blocks.ts';
import type { Answer } from '../../api-client.ts';
import { type Choice, tiersWithLand } from '../../choice.ts';
import { SelectField } from '../../parts/fields.tsx';
import { WordField } from '../../parts/form-field.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { countText, numberText, percentText } from '../../words.ts';
import { AreaTable } from './area-table.tsx';
import { type DrawFields, givesOutLand } from './draw-fields.ts';
import { DrawMap } from './draw-map.tsx';
import { shareOut, withGiven } from './share-out.ts';
import { type NamedTaker, TakerKey } from './taker-key.tsx';

type DrawLandProps = {
  readonly choice: Choice;
  readonly scenario: string;
  readonly fields: DrawFields;
  readonly change: (some: Partial<DrawFields>) => void;
  readonly answer: Answer<BlocksWire>;
  readonly onWithin: (tier: TierName) => void;
  readonly nameOf: (id: string) => string;
};

/** Nothing for kinds of event that give out no land, or while no giver is chosen. */
export function DrawLand({ choice, scenario, fields, change, answer, onWithin, nameOf }: DrawLandProps) {
  const [brush, setBrush] = useState<string | null>(null);
  const [isWhole, setIsWhole] = useState(true);
  if (!givesOutLand(fields.kind) || fields.bodies[0] === '') return null;
  if (answer.value === undefined) {
    return answer.isLoading || answer.fault !== undefined ? <Waiting answer={answer} what="the land" /> : null;
  }
  const ground = answer.value;
  const takers: readonly NamedTaker[] = fields.takers.map(({ key, isNew, name, id }, at) => ({
    key,
    number: at + 1,
    name: (isNew ? name : id === '' ? '' : nameOf(id)) || `Body ${at + 1}`,
  }));
  const taker = brush ?? takers[0]?.key ?? '';
  const give = (codes: readonly string[], to: string) => change({ areas: withGiven(fields.areas, codes, to) });
  if (ground.blocks.length === 0) {
    return (
      <p className="note note-caution">
        The land of {ground.body.name} is not known to this register, so none can be given out.
      </p>
    );
  }
  return (
    <section aria-labelledby="land-title" className={answer.isStale ? 'is-stale' : undefined}>
      <h2 id="land-title">Give out the land of {ground.body.name}</h2>
      <Counts ground={ground} fields={fields} takers={takers} />
      <div className="choices">
        <SelectField
          label="What I click goes to"
          value={taker}
          options={[
            ...takers.map(({ key, name, number }) => ({ value: key, text: `${number}: ${name}` })),
            { value: '', text: fields.kind === 'divide' ? 'Nobody: take it back' : 'It stays where it is' },
          ]}
          onChoose={setBrush}
        />
        <SelectField
          label="A click takes"
          value={isWhole ? 'whole' : 'piece'}
          options={[
            { value: 'whole', text: 'All of the area it lies in' },
            { value: 'piece', text: 'Only the piece of the map' },
          ]}
          onChoose={(word) => setIsWhole(word === 'whole')}
        />
        {fields.kind === 'divide' && (
          <WordField
            id="draw-rest"
            label="What is not given out goes to"
            value={fields.rest}
            options={[
              { value: '', text: 'Nobody: all has to be given out' },
              ...takers.map(({ key, name, number }) => ({ value: key, text: `${number}: ${name}` })),
            ]}
            onChange={(rest) => change({ rest })}
          />
        )}
        <WithinField choice={choice} ground={ground} onWithin={onWithin} />
      </div>
      <div className="draw-grid">
        <DrawMap
          choice={{ ...choice, scenario }}
          ground={ground}
          takers={takers}
          areas={fields.areas}
          rest={fields.rest}
          isWhole={isWhole}
          onGive={(codes) => give(codes, taker)}
        />
        <AreaTable
          ground={ground}
          takers={takers}
          areas={fields.areas}
          rest={fields.rest}
          onGive={give}
          kind={fields.kind}
        />
      </div>
    </section>
  );
}

type CountsProps = {
  readonly ground: BlocksWire;
  readonly fields: DrawFields;
  readonly takers: readonly NamedTaker[];
};

/** Blocks and people of each taker and of what is left; together the whole. */
function Counts({ ground, fields, takers }: CountsProps) {
  const { portions, blocks, persons } = shareOut(
    ground.blocks,
    takers.map((one) => one.key),
    fields.areas,
    fields.rest,
  );
  const left = portions.at(-1);
  const leftName = fields.kind === 'divide' ? 'Not given out yet' : `Stays with ${ground.body.name}`;
  return (
    <div role="status">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Who gets what, in numbers">
        <table className="counts-table" aria-label="Who gets what">
          <thead>
            <tr>
              <th scope="col">Body</th>
              <th scope="col" className="number">
                People
              </th>
              <th scope="col" className="number">
                Share
              </th>
              <th scope="col" className="number">
                Building blocks
              </th>
            </tr>
          </thead>
          <tbody>
            {portions.map((portion, at) => {
              const taker = takers[at];
              return (
                <tr
                  key={portion.key}
                  className={portion === left && portion.blocks > 0 && fields.kind === 'divide' ? 'is-open' : undefined}
                >
                  <th scope="row">
                    {taker !== undefined && <TakerKey number={taker.number} />} {taker?.name ?? leftName}
                  </th>
                  <td className="number">{portion.persons === null ? 'not known' : numberText(portion.persons)}</td>
                  <td className="number">
                    {persons === null || persons === 0 || portion.persons === null
                      ? '–'
                      : percentText(portion.persons / persons)}
                  </td>
                  <td className="number">{numberText(portion.blocks)}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Together: all of {ground.body.name}</th>
              <td className="number">{persons === null ? 'not known' : numberText(persons)}</td>
              <td className="number">100%</td>
              <td className="number">{countText(blocks, 'block', 'blocks')}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </div>
  );
}

type WithinFieldProps = {
  readonly choice: Choice;
  readonly ground: BlocksWire;
  readonly onWithin: (tier: TierName) => void;
};

/** By whose areas the land is listed and clicked. */
function WithinField({ choice, ground, onWithin }: WithinFieldProps) {
  const offered = tiersWithLand(choice.register, 'council').filter((tier) => tier !== 'practice');
  const [current, setCurrent] = useState<TierName | ''>('');
  if (offered.length < 2) return null;
  return (
    <SelectField
      label="Areas are those of"
      value={current}
      options={[
        { value: '', text: `The usual (${countText(ground.holders.length, 'area', 'areas')})` },
        ...offered.map((tier) => ({ value: tier, text: tiers[tier].title })),
      ]}
      onChoose={(tier) => {
        if (!isTierName(tier)) return;
        setCurrent(tier);
        onWithin(tier);
      }}
    />
  );
}
