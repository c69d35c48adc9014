/** The bodies of a tier on a day: search, list, and the way to each one's record. */

import { useEffect, useState } from 'react';
import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import type { OrganisationRowWire } from '#wire/register.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { RegisterField, ScenarioField } from '../../parts/choice-fields.tsx';
import { existingEvidence } from '../../parts/count-evidence.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { DateField, SearchField, SelectField } from '../../parts/fields.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, numberText, plainWord, spanText } from '../../words.ts';

type List = {
  readonly count: number;
  readonly organisations: readonly OrganisationRowWire[];
  readonly next: string | null;
};

/** The most rows that the API gives in one answer. */
const listLimit = 1000;

/** The screen. */
export function OrganisationsView({ choice, registers }: ViewProps) {
  usePageTitle('Organisations');
  const { query } = useLocation();
  const named = query.get('kind');
  const kind: TierName = named !== null && isTierName(named) ? named : choice.bodies;
  const search = query.get('search') ?? '';
  const answer = useAnswer<List>(
    apiAddress('/organisations', { ...contextOf(choice), kind, on: choice.on, search, limit: listLimit }),
  );
  return (
    <>
      <h1>Organisations</h1>
      <form className="choices" aria-label="Which organisations" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <SelectField
          label="Kind"
          value={kind}
          options={choice.register.tiers
            .filter((one) => isTierName(one.tier))
            .map((one) => ({ value: one.tier, text: one.title }))}
          onChoose={(tier) => changeQuery({ kind: tier }, true)}
        />
        <DateField label="Date" value={choice.on} onChoose={(on) => changeQuery({ on })} />
        <ScenarioField choice={choice} />
        <TypedSearch value={search} />
      </form>
      {answer.value === undefined ? (
        <Waiting answer={answer} what="the organisations" />
      ) : (
        <div aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : undefined}>
          <OrganisationTable list={answer.value} kind={kind} choice={choice} isSearched={search !== ''} />
        </div>
      )}
    </>
  );
}

type OrganisationTableProps = {
  readonly list: List;
  readonly kind: TierName;
  readonly choice: Choice;
  readonly isSearched: boolean;
};

function OrganisationTable({ list, kind, choice, isSearched }: OrganisationTableProps) {
  const { on } = choice;
  const evidence = existingEvidence(choice, kind);
  const shown =
    list.organisations.length < list.count
      ? ` The first ${list.organisations.length} are listed; search to narrow them.`
      : '';
  return (
    <DataTable
      label="Organisations"
      caption={
        <>
          <Figure
            text={numberText(list.count)}
            evidence={
              isSearched ? { ...evidence, says: `${evidence.says} Only those that the search finds.` } : evidence
            }
          />{' '}
          {list.count === 1 ? tiers[kind].singular : tiers[kind].plural} on {dateText(on)}.{shown}
        </>
      }
      columns={[
        {
          title: 'Name',
          isRowTitle: true,
          by: (one) => one.name,
          cell: (one) => (
            <OrganisationLink id={one.id} on={on}>
              {one.name}
            </OrganisationLink>
          ),
        },
        { title: 'Code', by: (one) => one.code, cell: (one) => one.code },
        {
          title: 'Other codes',
          cell: (one) =>
            one.identifiers
              .filter((code) => code.value !== one.code)
              .map((code) => `${code.scheme.toUpperCase()} ${code.value}`)
              .join(', '),
        },
        { title: 'Existed', by: (one) => one.from, cell: (one) => spanText(one.from, one.to) },
        {
          title: 'Territory',
          by: (one) => one.extent,
          cell: (one) => (one.extent === 'known' ? 'Known' : one.extent === 'partial' ? 'Known in part' : 'Not known'),
        },
        {
          title: 'What comes',
          by: (one) => one.status,
          cell: (one) => (one.status === 'ends' ? 'Has a known end' : plainWord('continues')),
        },
      ]}
      rows={list.organisations}
      keyOf={(one) => one.id}
      none="None fits on this date. Change the date, the kind or the search."
    />
  );
}

/** Asks a moment after the last letter. */
function TypedSearch({ value }: { readonly value: string }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => changeQuery({ search: text.trim() === '' ? null : text }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return <SearchField label="Find" hint="By part of a name or by code" value={text} onChange={setText} />;
}
