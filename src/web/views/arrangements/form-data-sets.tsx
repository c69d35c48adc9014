/** The data sets that a data sharing agreement shows its parties, as rows of the form. */

import type { z } from 'zod';
import type { dataSetsSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { Combobox } from '../../parts/combobox.tsx';
import type { FormPartProps } from './form-lists.tsx';
import { fieldId } from './form-problems.ts';
import { FormRows } from './form-rows.tsx';

/** What it shows. One that is not imported yet may be named by the id that it will have. */
export function DataSetRows({ fields, change, register }: FormPartProps & { readonly register: string }) {
  const known = useAnswer<z.infer<typeof dataSetsSchema>>(apiAddress('/data', { register }));
  const options = (known.value?.dataSets ?? []).map(({ statement: { id, title } }) => ({
    value: id,
    text: `${title} (${id})`,
    also: id,
  }));
  return (
    <FormRows
      path="dataSets"
      legend="Data sets that it shows its parties"
      hint="While it is in force, its parties see these data sets, as far as everybody who owns them is a party. One that is not imported yet is named by the id that it will have."
      rowName="Data set"
      rows={fields.dataSets}
      empty={{ dataSet: '' }}
      onChange={(dataSets) => change({ dataSets })}
    >
      {({ dataSet }, at, set) => (
        <Combobox
          id={fieldId(`dataSets.${at}`)}
          label="Data set"
          value={dataSet}
          options={options}
          onChange={(chosen) => set({ dataSet: chosen })}
        />
      )}
    </FormRows>
  );
}
