/** The numbers of a data set as they were imported: one measure in one period at a time, on its own areas. */

import type { z } from 'zod';
import type { DataSetWire, dataValuesSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { SelectField } from '../../parts/fields.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { countText } from '../../words.ts';
import { familiesOf, groupText, kindWords } from './data-words.ts';
import { ValueGrid } from './value-grid.tsx';

type DataValuesWire = z.infer<typeof dataValuesSchema>;

/** The choice of measure and period, in the address, and the grid of values. */
export function OwnValues({ register, dataSet }: { readonly register: string; readonly dataSet: DataSetWire }) {
  const { query } = useLocation();
  const { measures, periods, statement } = dataSet;
  const measure = measures.find((one) => one.id === query.get('measure')) ?? measures[0];
  const period = periods.find((one) => one.id === query.get('period')) ?? periods.at(-1);
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
  const group = measures.filter(({ family }) => family === measure.family);
  const values = answer.value;
  return (
    <>
      <form className="choices" aria-label="Which numbers" onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label="Measure"
          value={measure.family}
          options={familiesOf(measures).map((family) => ({ value: family, text: family }))}
          onChoose={(family) =>
            changeQuery({ measure: measures.find((one) => one.family === family)?.id ?? null }, true)
          }
        />
        {group.length > 1 && (
          <SelectField
            label="Group"
            value={measure.id}
            options={group.map((one) => ({ value: one.id, text: groupText(one.breakdown) }))}
            onChoose={(id) => changeQuery({ measure: id }, true)}
          />
        )}
        <SelectField
          label="Period"
          value={period.id}
          options={periods.map(({ id, title }) => ({ value: id, text: title }))}
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
