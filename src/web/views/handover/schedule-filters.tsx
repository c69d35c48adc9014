/** What narrows, groups and orders the working table; all of it is in the address. */

import type { HandoverTableWire } from '#wire/handover.ts';
import { useAuthor } from '../../author.ts';
import { careGroupText, dispositionText, flagText, kindText } from '../../handover-words.ts';
import { type Option, SearchField, SelectField } from '../../parts/fields.tsx';
import { changeQuery } from '../../router.ts';
import { type ColumnName, columnNames, scheduleColumns, usualColumns } from './schedule-columns.tsx';
import { type Grouping, groupings, type RowFilter, type RowOrder, type Sorting, sortings } from './schedule-rows.ts';

export type TableChoice = {
  readonly filter: RowFilter;
  readonly grouping: Grouping;
  readonly order: RowOrder | null;
  readonly columns: readonly ColumnName[];
};

const groupingWords: Record<Grouping, string> = {
  party: 'Party',
  'care-group': 'Care group',
  kind: 'Kind of arrangement',
  disposition: 'What happens',
  deadline: 'Month of the first deadline',
  none: 'No groups',
};

/** The choice that the query makes; words that it does not know give the usual. */
export function tableChoiceOf(query: URLSearchParams, hasSchedule: boolean): TableChoice {
  const grouping = groupings.find((one) => one === query.get('group')) ?? 'party';
  const sort = query.get('sort') ?? '';
  const by = sortings.find((one) => one === sort.replace(/^-/, ''));
  const columns = (query.get('columns') ?? '').split(',').filter(isColumnName);
  return {
    filter: {
      text: query.get('q') ?? '',
      party: query.get('party'),
      careGroup: query.get('care'),
      kind: query.get('kind'),
      disposition: query.get('happens'),
      flag: query.get('flag'),
      needsConfirmation: query.get('confirm') === 'yes',
      assignedTo: query.get('assigned'),
    },
    grouping,
    order: by === undefined ? null : { by, isDown: sort.startsWith('-') },
    columns:
      columns.length === 0 ? usualColumns(hasSchedule) : ['title', ...columns.filter((name) => name !== 'title')],
  };
}

/** First press of a heading: from A, or largest first; the second turns it round. */
export function sortBy(by: Sorting, order: RowOrder | null): void {
  const isDown = order?.by === by ? !order.isDown : by === 'pence' || by === 'signed';
  changeQuery({ sort: isDown ? `-${by}` : by });
}

/** The fields above the table. */
export function ScheduleFilters({
  table,
  chosen,
  hasSchedule,
}: {
  readonly table: HandoverTableWire;
  readonly chosen: TableChoice;
  readonly hasSchedule: boolean;
}) {
  const { filter, grouping } = chosen;
  const author = useAuthor();
  const partyNumbers = [...new Set(table.partyOf)];
  const parties = partyNumbers.flatMap((at) => table.bodies[at] ?? []).sort((a, b) => a.name.localeCompare(b.name));
  const flags = table.flags.filter((flag) => (table.totals.byFlag[flag] ?? 0) > 0);
  return (
    <form
      className="choices choices-narrow"
      aria-label="Which lines are shown"
      onSubmit={(event) => event.preventDefault()}
    >
      <SearchField
        label="Find lines"
        value={filter.text}
        onChange={(text) => changeQuery({ q: text === '' ? null : text })}
      />
      <SelectField
        label="Group by"
        value={grouping}
        options={groupings.map((one) => ({ value: one, text: groupingWords[one] }))}
        onChoose={(group) => changeQuery({ group: group === 'party' ? null : group })}
      />
      <AnyField
        label="Party"
        name="party"
        value={filter.party}
        options={parties.map((body) => ({ value: body.code, text: body.name }))}
      />
      <AnyField
        label="What happens"
        name="happens"
        value={filter.disposition}
        options={wordOptions(table.dispositions, dispositionText)}
      />
      <AnyField label="Flag" name="flag" value={filter.flag} options={wordOptions(flags, flagText)} />
      <details
        className="more"
        open={filter.careGroup !== null || filter.kind !== null || filter.needsConfirmation || undefined}
      >
        <summary>More filters and columns</summary>
        <div className="choices">
          <AnyField label="Kind" name="kind" value={filter.kind} options={wordOptions(table.kinds, kindText)} />
          <AnyField
            label="Care group"
            name="care"
            value={filter.careGroup}
            options={wordOptions(table.careGroups, careGroupText)}
          />
          <Tick
            text="Only lines that need legal confirmation"
            isOn={filter.needsConfirmation}
            onTurn={(isOn) => changeQuery({ confirm: isOn ? 'yes' : null })}
          />
          {hasSchedule && author !== null && (
            <Tick
              text={`Only lines assigned to ${author.name}`}
              isOn={filter.assignedTo === author.name}
              onTurn={(isOn) => changeQuery({ assigned: isOn ? author.name : null })}
            />
          )}
        </div>
        <ColumnTicks columns={chosen.columns} />
      </details>
    </form>
  );
}

function AnyField({
  label,
  name,
  value,
  options,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: string | null;
  readonly options: readonly Option[];
}) {
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

function ColumnTicks({ columns }: { readonly columns: readonly ColumnName[] }) {
  return (
    <fieldset className="ticks">
      <legend>Columns</legend>
      {columnNames
        .filter((name) => name !== 'title')
        .map((name) => (
          <Tick
            key={name}
            text={scheduleColumns[name].title}
            isOn={columns.includes(name)}
            onTurn={(isOn) => {
              const next = columnNames.filter((one) => (one === name ? isOn : columns.includes(one)));
              changeQuery({ columns: next.join(',') });
            }}
          />
        ))}
    </fieldset>
  );
}

/** A box to tick, with its words. */
function Tick({
  text,
  isOn,
  onTurn,
}: {
  readonly text: string;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
}) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onTurn(event.target.checked)} /> {text}
    </label>
  );
}

function wordOptions(words: readonly string[], textOf: (word: string) => string): Option[] {
  return words.map((word) => ({ value: word, text: textOf(word) })).sort((a, b) => a.text.localeCompare(b.text));
}

function isColumnName(text: string): text is ColumnName {
  return columnNames.some((name) => name === text);
}
