/** The bodies that take over in a drawn event: new ones with a name and a role, or ones that are there. */

import { BodyField, bodyOptions, type ListedBody } from '../../parts/body-field.tsx';
import { TextField, WordField } from '../../parts/form-field.tsx';
import { plainWord } from '../../words.ts';
import { type DrawFields, rolesOf, type TakerFields } from './draw-fields.ts';
import { TakerKey } from './taker-key.tsx';

type TakerRowsProps = {
  readonly fields: DrawFields;
  readonly change: (some: Partial<DrawFields>) => void;
  readonly bodies: readonly ListedBody[];
};

/** One row a taker. A division keeps at least two, the others one. */
export function TakerRows({ fields, change, bodies }: TakerRowsProps) {
  const { kind, takers, tier } = fields;
  const least = kind === 'divide' ? 2 : 1;
  const mayBeEither = kind === 'merge' || kind === 'divide';
  const options = bodyOptions(bodies.filter((body) => body.tiers.includes(tier)));
  const set = (key: string, some: Partial<TakerFields>) =>
    change({ takers: takers.map((one) => (one.key === key ? { ...one, ...some } : one)) });
  const remove = (key: string) =>
    change({
      takers: takers.filter((one) => one.key !== key),
      areas: Object.fromEntries(Object.entries(fields.areas).filter(([, taker]) => taker !== key)),
      rest: fields.rest === key ? '' : fields.rest,
    });
  return (
    <ol>
      {takers.map((taker, at) => (
        <li key={taker.key} className="form-row">
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row as a grid does */}
          <div className="form-row-fields" role="group" aria-label={`Body ${at + 1} that takes over`}>
            <TakerKey number={at + 1} />
            {mayBeEither && (
              <WordField
                id={`${taker.key}-is-new`}
                label="It is"
                value={taker.isNew ? 'new' : 'there'}
                options={[
                  { value: 'new', text: 'a new body' },
                  { value: 'there', text: 'a body that is there' },
                ]}
                onChange={(word) => set(taker.key, { isNew: word === 'new', id: '' })}
              />
            )}
            {taker.isNew ? (
              <NewBodyFields fields={fields} taker={taker} onSet={(some) => set(taker.key, some)} />
            ) : (
              <BodyField
                id={`${taker.key}-body`}
                label={kind === 'abolish' ? 'Body (empty: nobody)' : 'Body'}
                value={taker.id}
                options={options}
                onChange={(id) => set(taker.key, { id })}
              />
            )}
            {takers.length > least && (
              <button
                type="button"
                className="button button-quiet form-remove"
                aria-label={`Take out body ${at + 1}`}
                onClick={() => remove(taker.key)}
              >
                Take out
              </button>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

type NewBodyFieldsProps = {
  readonly fields: DrawFields;
  readonly taker: TakerFields;
  readonly onSet: (some: Partial<TakerFields>) => void;
};

function NewBodyFields({ fields, taker, onSet }: NewBodyFieldsProps) {
  return (
    <>
      <TextField
        id={`${taker.key}-name`}
        label="Name"
        size={28}
        value={taker.name}
        onChange={(name) => onSet({ name })}
      />
      <WordField
        id={`${taker.key}-role`}
        label="Kind"
        value={taker.role}
        options={rolesOf(fields.tier).map((role) => ({ value: role, text: plainWord(role) }))}
        onChange={(role) => onSet({ role })}
      />
      <TextField
        id={`${taker.key}-code`}
        label="Code, if known"
        size={11}
        value={taker.code}
        onChange={(code) => onSet({ code })}
      />
    </>
  );
}
