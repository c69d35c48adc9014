/** The columns of a file: what each is for, as guessed and why; every guess can be changed. */

import { type ReactNode, useState } from 'react';
import type { ColumnUseWire, DataDescriptionWire, InspectionWire } from '#wire/data-sets.ts';
import { TextField, WordField } from '../../parts/form-field.tsx';
import { countText } from '../../words.ts';
import { textOfUse, uses } from './column-uses.ts';
import { groupText, kindWords } from './data-words.ts';
import { columnUse, withMeasure, withNamedMeasure, withoutNamedMeasure, withUse } from './description-state.ts';
import { MeasureFields, type MeasureUseWire } from './measure-fields.tsx';

export type DescribeProps = {
  readonly inspection: InspectionWire;
  readonly description: DataDescriptionWire;
  readonly onChange: (next: DataDescriptionWire) => void;
};

/** Above so many columns, more numbers are folded away. */
const manyColumns = 12;

/** All columns in the order of the file. */
export function ImportColumns({ inspection, description, onChange }: DescribeProps) {
  const { columns } = inspection;
  const [isWhole, setIsWhole] = useState(columns.length <= manyColumns);
  const shown = columns.filter(
    ({ heading }, at) => isWhole || at < manyColumns || isKey(columnUse(description, heading)),
  );
  const numbers = columns.filter(({ heading }) => columnUse(description, heading).as === 'value');
  return (
    <section aria-labelledby="columns-title">
      <h3 id="columns-title" tabIndex={-1}>
        {countText(columns.length, 'column', 'columns')}, {numbers.length} with numbers
      </h3>
      <ol className="import-columns">
        {shown.map((column) => (
          <ColumnRow
            key={column.heading}
            column={column}
            at={columns.indexOf(column)}
            description={description}
            denominators={numbers.map(({ heading }) => heading).filter((heading) => heading !== column.heading)}
            onChange={onChange}
          />
        ))}
      </ol>
      {!isWhole && (
        <button type="button" className="button button-quiet" onClick={() => setIsWhole(true)}>
          Show the other {countText(columns.length - shown.length, 'column', 'columns')}
        </button>
      )}
      <NamedMeasures inspection={inspection} description={description} onChange={onChange} />
    </section>
  );
}

/** True for what every row turns on: it is shown however many columns there are. */
function isKey({ as }: ColumnUseWire): boolean {
  return as !== 'value' && as !== 'ignore';
}

type ColumnRowProps = {
  readonly column: InspectionWire['columns'][number];
  readonly at: number;
  readonly description: DataDescriptionWire;
  readonly denominators: readonly string[];
  readonly onChange: (next: DataDescriptionWire) => void;
};

function ColumnRow({ column, at, description, denominators, onChange }: ColumnRowProps) {
  const { heading, samples, different, guess, why } = column;
  const use = columnUse(description, heading);
  const isGuess = use.as === guess.as;
  const id = `column-${at}`;
  return (
    <li className={use.as === 'ignore' ? 'import-column is-unused' : 'import-column'}>
      <div className="import-column-head">
        <h4>{heading}</h4>
        <p className="hint">
          {samples.length === 0 ? 'Empty' : samples.slice(0, 4).join(' · ')}
          {different > 4 && ` … ${countText(different, 'different value', 'different values')}`}
        </p>
      </div>
      <div className="import-column-use">
        <WordField
          id={`${id}-use`}
          label={`What “${heading}” is`}
          hint={isGuess ? why : `You changed this. The guess was: ${textOfUse(guess.as)}. ${why}`}
          value={use.as}
          options={uses}
          onChange={(as) => {
            const known = uses.find(({ value }) => value === as);
            if (known !== undefined) onChange(withUse(description, heading, known.value, guess));
          }}
        />
        {use.as === 'breakdown' && (
          <TextField
            id={`${id}-name`}
            label="Groups of what"
            value={use.name}
            onChange={(name) =>
              onChange({ ...description, columns: { ...description.columns, [heading]: { as: 'breakdown', name } } })
            }
          />
        )}
      </div>
      {use.as === 'value' && (
        <MeasureFold measure={use.measure} what={heading}>
          <MeasureFields
            id={id}
            measure={use.measure}
            denominators={denominators}
            onChange={(changes) => onChange(withMeasure(description, heading, changes))}
          />
        </MeasureFold>
      )}
    </li>
  );
}

/** A measure in one line, with the fields to change it inside. */
function MeasureFold({
  measure,
  what,
  children,
}: {
  readonly measure: MeasureUseWire;
  readonly what: string;
  readonly children: ReactNode;
}) {
  const { title, kind, unit, breakdown, denominator, multiplier, scale, period } = measure;
  const parts = [
    `${kindWords[kind].short}${unit === '' ? '' : ` of ${unit}`}`,
    ...(Object.keys(breakdown).length === 0 ? [] : [groupText(breakdown)]),
    ...(denominator === null ? [] : [`of “${denominator}”`]),
    ...(multiplier === 1 ? [] : [`per ${multiplier.toLocaleString('en-GB')}`]),
    ...(scale === 1 ? [] : [`each number stands for ${scale.toLocaleString('en-GB')}`]),
    ...(period === null ? [] : [period]),
  ];
  return (
    <details className="measure-fold">
      <summary>
        <strong>{title === '' ? '(no title)' : title}</strong>: {parts.join(', ')}
        <span className="unseen"> (change what “{what}” measures)</span>
      </summary>
      {kind === 'index' && (
        <p className="note note-caution">
          A score, rank or decile cannot be added up: it is kept and shown, and never moved to other areas.
        </p>
      )}
      {children}
    </details>
  );
}

/** Measures that a column names, where they are not as the column of numbers says. */
function NamedMeasures({ inspection, description, onChange }: DescribeProps) {
  const naming = inspection.columns.find(({ heading }) => columnUse(description, heading).as === 'measure-name');
  const told = Object.keys(description.named);
  if (naming === undefined && told.length === 0) return null;
  const untold = (naming?.samples ?? []).filter((name) => !told.includes(name));
  const all = [...told, ...untold];
  return (
    <section aria-labelledby="named-title">
      <h4 id="named-title">What the names in “{naming?.heading ?? 'the column of names'}” measure</h4>
      <p className="hint">
        A name that is not told apart here is measured as the column of numbers says. Tell a name apart where its kind
        differs, such as a denominator or an amount of money.
      </p>
      {told.map((name, at) => (
        <div key={name} className="import-column">
          <MeasureFold measure={description.named[name] as MeasureUseWire} what={name}>
            <MeasureFields
              id={`named-${at}`}
              measure={description.named[name] as MeasureUseWire}
              denominators={all.filter((other) => other !== name)}
              onChange={(changes) => onChange(withNamedMeasure(description, name, changes))}
            />
            <button
              type="button"
              className="button button-quiet"
              onClick={() => onChange(withoutNamedMeasure(description, name))}
            >
              As the column says<span className="unseen">: {name}</span>
            </button>
          </MeasureFold>
        </div>
      ))}
      {untold.length > 0 && (
        <p className="button-row">
          Tell apart:
          {untold.map((name) => (
            <button
              key={name}
              type="button"
              className="button button-quiet"
              onClick={() => onChange(withNamedMeasure(description, name, {}))}
            >
              {name}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
