/** The numbers of a data set as they were imported: one measure in one period at a time, on its own areas. */

import type { z } from 'zod';
import type { DataMeasureWire, DataSetWire, dataValuesSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { SelectField } from '../../parts/fields.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { countText, plainWord } from '../../words.ts';
import { allTogether, dimensionsOf, nearestMeasure, periodsOf, usualMeasure } from '../rebase/rebase-choice.ts';
import { familiesOf, kindWords } from './data-words.ts';
import { ValueGrid } from './value-grid.tsx';

type DataValuesWire = z.infer<typeof dataValuesSchema>;

/** The choice of measure and period, in the address, and the grid of values. */
export function OwnValues({ register, dataSet }: { readonly register: string; readonly dataSet: DataSetWire }) {
  const { query } = useLocation();
  const { measures, periods, statement } = dataSet;
  const measure = measures.find((one) => one.id === query.get('measure')) ?? usualMeasure(dataSet, measures);
  const offered = measure === undefined ? periods : periodsOf(dataSet, measure);
  const period = offered.find((one) => one.id === query.get('period')) ?? offered.at(-1);
  const answer = useAnswer<DataValuesWire>(
    measure === undefined || period === undefined
      ? null
      : apiAddress(`/data/${encodeURIComponent(statement.id)}/values`, {
          register,
          measure: measure.id,
          period: period.id,
        }),
  );
  if (measure === undefined || period === undefined) return <p>It has no numbers to show.</p>;
  const own = measures.filter(({ family }) => family === measure.family);
  const values = answer.value;
  const choose = (other: DataMeasureWire | undefined) =>
    other !== undefined && changeQuery({ measure: other.id }, true);
  return (
    <>
      <form className="choices" aria-label="Which numbers" onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label="Measure"
          value={measure.family}
          options={familiesOf(measures).map((family) => ({ value: family, text: family }))}
          onChoose={(family) =>
            choose(
              usualMeasure(
                dataSet,
                measures.filter((one) => one.family === family),
              ),
            )
          }
        />
        {dimensionsOf(own).map(({ name, groups }) => (
          <SelectField
            key={name}
            label={plainWord(name)}
            value={measure.breakdown[name] ?? allTogether}
            options={groups.map((one) => ({ value: one ?? allTogether, text: one ?? allTogether }))}
            onChoose={(one) => choose(nearestMeasure(own, measure, name, one === allTogether ? null : one))}
          />
        ))}
        <SelectField
          label="Period"
          value={period.id}
          options={offered.map(({ id, title }) => ({ value: id, text: title }))}
          onChoose={(id) => changeQuery({ period: id }, true)}
        />
      </form>
      {values === undefined && <Waiting answer={answer} what="the numbers" />}
      {values !== undefined && (
        <div className={answer.isStale ? 'is-stale' : undefined}>
          <p className="table-caption" aria-live="polite">
            {countText(values.areas.length, 'area', 'areas')}. {kindWords[measure.kind].short}
            {measure.unit === '' ? '' : `, ${measure.unit}`}, as imported.
          </p>
          <ValueGrid label={`${measure.title}, ${period.title}`} measure={measure} areas={values.areas} />
        </div>
      )}
    </>
  );
}
