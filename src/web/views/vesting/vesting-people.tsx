/** What becomes of the roles of people on a vesting day, and what each gains and loses sight of. */

import type { AccessDryRunWire } from '#wire/people.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { countText, numberText, plainWord } from '../../words.ts';
import { outcomeWords } from './vesting-words.ts';

type Person = AccessDryRunWire['people'][number];
type Some = Person['gains'];

/** The table of people for whom something changes. */
export function VestingPeople({ run: { people, graceDays } }: { readonly run: AccessDryRunWire }) {
  return (
    <section aria-labelledby="vesting-people-title">
      <h2 id="vesting-people-title">People and their roles</h2>
      <p className="hint">
        Who held a role of a body that ended reads what was its own for {graceDays} days more, to close its accounts.
      </p>
      <DataTable
        label="People and their roles on that day"
        caption={countText(people.length, 'person whose access changes', 'people whose access changes')}
        columns={columns}
        rows={people}
        keyOf={({ account }) => account}
        none="Nobody’s access changes that you may see."
      />
    </section>
  );
}

const columns: readonly TableColumn<Person>[] = [
  { title: 'Person', isRowTitle: true, by: ({ name }) => name, cell: ({ name }) => name },
  {
    title: 'Roles',
    cell: ({ roles }) => (
      <ul className="plain-list vesting-roles">
        {roles.map(({ body, role, outcome, to, why }) => (
          <li key={`${body.id} ${role}`}>
            <strong>{plainWord(role)}</strong> for {body.name}{' '}
            <span className={outcomeWords[outcome].className}>{outcomeWords[outcome].short}</span>
            {outcome === 'passes' && `to ${to.map((one) => one.name).join(', ')}. `}
            <span className="hint">{why}</span>
          </li>
        ))}
      </ul>
    ),
  },
  {
    title: 'Sees before',
    isNumber: true,
    by: ({ seesBefore }) => seesBefore,
    cell: ({ seesBefore }) => numberText(seesBefore),
  },
  {
    title: 'Sees after',
    isNumber: true,
    by: ({ seesAfter }) => seesAfter,
    cell: ({ seesAfter }) => numberText(seesAfter),
  },
  {
    title: 'Gains',
    by: ({ gains }) => gains.count,
    cell: ({ gains, name }) => <SomeThings some={gains} of={`that ${name} gains`} />,
  },
  {
    title: 'Loses',
    by: ({ loses }) => loses.count,
    cell: ({ loses, name }) => <SomeThings some={loses} of={`that ${name} loses`} />,
  },
];

/** A number that opens the first of what it counts. */
function SomeThings({ some: { count, first }, of }: { readonly some: Some; readonly of: string }) {
  if (count === 0) return <>0</>;
  return (
    <details>
      <summary>
        {numberText(count)}
        <span className="unseen"> things {of}</span>
      </summary>
      <ul>
        {first.map(({ kind, id, title }) => (
          <li key={`${kind} ${id}`}>
            {title} <span className="hint">{plainWord(kind).toLowerCase()}</span>
          </li>
        ))}
      </ul>
      {count > first.length && <p className="hint">and {numberText(count - first.length)} more</p>}
    </details>
  );
}
