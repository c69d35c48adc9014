/** What narrows the list of arrangements; all of it is in the address. */

import { careGroupText, kindText } from '../../handover-words.ts';
import { type Option, SearchField, SelectField } from '../../parts/fields.tsx';
import { changeQuery } from '../../router.ts';
import { countsOf, partiesOf, type RowFilter, type SearchableRows } from './arrangement-rows.ts';
import { evidenceText, noticeText, statusWord } from './arrangement-words.ts';

type Rows = SearchableRows['rows'];

/** The fields above the list. */
export function ArrangementFilters({ rows, filter }: { readonly rows: Rows; readonly filter: RowFilter }) {
  const isMore = filter.careGroup !== null || filter.evidence !== null || filter.isPriority;
  return (
    <form
      className="choices choices-narrow"
      aria-label="Which arrangements are shown"
      onSubmit={(event) => event.preventDefault()}
    >
      <SearchField
        label="Find arrangements"
        value={filter.text}
        onChange={(text) => changeQuery({ q: text === '' ? null : text })}
      />
      <AnyField name="kind" label="Kind" value={filter.kind} options={wordOptions(rows, (r) => [r.kind], kindText)} />
      <AnyField
        name="party"
        label="Party"
        value={filter.party}
        options={partiesOf(rows).map(({ code, name }) => ({ value: code, text: name }))}
      />
      <AnyField
        name="status"
        label="Status"
        value={filter.status}
        options={wordOptions(
          rows,
          (r) => [r.status],
          (word) => statusWord(word).short,
        )}
      />
      <AnyField
        name="notice"
        label="Notice"
        value={filter.notice}
        options={[{ value: 'any', text: 'Has some notice' }, ...wordOptions(rows, (r) => r.notices, noticeText)]}
      />
      <details className="more" open={isMore || undefined}>
        <summary>More filters</summary>
        <div className="choices">
          <AnyField
            name="care"
            label="Care group"
            value={filter.careGroup}
            options={wordOptions(rows, (r) => r.careGroups, careGroupText)}
          />
          <AnyField
            name="evidence"
            label="How it is known"
            value={filter.evidence}
            options={wordOptions(
              rows,
              (r) => [r.evidence],
              (word) => evidenceText(word).short,
            )}
          />
          <label className="tick">
            <input
              type="checkbox"
              checked={filter.isPriority}
              onChange={(event) => changeQuery({ priority: event.target.checked ? 'yes' : null })}
            />{' '}
            Only priorities
          </label>
        </div>
      </details>
    </form>
  );
}

type AnyFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option[];
};

function AnyField({ name, label, value, options }: AnyFieldProps) {
  const isKnown = value === null || options.some((option) => option.value === value);
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      options={[
        { value: '', text: 'Any' },
        ...options,
        ...(isKnown ? [] : [{ value: value ?? '', text: `${value} (none here)` }]),
      ]}
      onChoose={(chosen) => changeQuery({ [name]: chosen === '' ? null : chosen })}
    />
  );
}

/** The words that some row has, with the number of rows, in alphabetical order. */
function wordOptions(
  rows: Rows,
  wordsOf: (row: Rows[number]) => readonly string[],
  textOf: (word: string) => string,
): Option[] {
  return countsOf(rows, wordsOf)
    .map(({ word, count }) => ({ value: word, text: `${textOf(word)} (${count})` }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'));
}
