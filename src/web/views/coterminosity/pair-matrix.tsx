/** The matrix of the two tiers, as a list of its cells that are not empty: sorted, filtered, a page at a time. */

import { useMemo, useState } from 'react';
import { type Relation, relations } from '#core/coterminosity/relations.ts';
import type { MeasureWire, PairWire } from '#wire/measure.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { relationSwatches } from '../../map/palette.ts';
import { pairCountEvidence } from '../../parts/count-evidence.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { numberText, relationText, relationWords } from '../../words.ts';
import { RelationMark } from '../map/map-legend.tsx';
import { pairFigures } from '../map/pair-table.tsx';

/** The cells. Search and relation narrow them; headings sort them. */
export function PairMatrix({ choice, measure }: { readonly choice: Choice; readonly measure: MeasureWire }) {
  const [search, setSearch] = useState('');
  const [relation, setRelation] = useState('');
  const partial = useMemo(() => new Set(measure.unknownTerritory.map((one) => one.code)), [measure]);
  const known = useMemo(
    () =>
      measure.pairs.map((pair): Cell => {
        const [isBodyWhole, isCouncilWhole] = [!partial.has(pair.body), !partial.has(pair.council)];
        return { ...pair, isBodyWhole, isCouncilWhole, relation: pair.relation === 'not-known' ? null : pair.relation };
      }),
    [measure, partial],
  );
  const wanted = search.trim().toLowerCase();
  const rows = known.filter(
    (pair) =>
      (relation === '' || (pair.relation ?? 'unknown') === relation) &&
      (wanted === '' ||
        [pair.bodyName, pair.councilName, pair.body, pair.council].some((text) => text.toLowerCase().includes(wanted))),
  );
  return (
    <>
      <div className="choices">
        <SearchField
          label="Find a body or council"
          hint="By part of a name or by code"
          value={search}
          onChange={setSearch}
        />
        <SelectField
          label="Relation"
          value={relation}
          options={[
            { value: '', text: 'Every relation' },
            ...relations.map((one) => ({ value: one, text: relationWords[one].short })),
            { value: 'unknown', text: 'Not known' },
          ]}
          onChoose={setRelation}
        />
      </div>
      <DataTable
        label="Pairs of health bodies and councils"
        caption={
          <>
            {numberText(rows.length)} of <Figure text={numberText(known.length)} evidence={pairCountEvidence(choice)} />{' '}
            pairs that share land.
          </>
        }
        columns={matrixColumns(choice)}
        rows={rows}
        keyOf={(pair) => `${pair.body} ${pair.council}`}
        none="No pair fits. Clear the search or choose another relation."
      />
    </>
  );
}

type Cell = Omit<PairWire, 'relation'> & {
  /** Null: not known, since the body or the council is known in part only. */
  readonly relation: Relation | null;
  readonly isBodyWhole: boolean;
  readonly isCouncilWhole: boolean;
};

function matrixColumns(choice: Choice): TableColumn<Cell>[] {
  const named = (pair: Cell) => ({
    ...pair,
    body: -1,
    council: -1,
    shareOfBody: pair.shareOfBody ?? 0,
    shareOfCouncil: pair.shareOfCouncil ?? 0,
  });
  const [people, ofBody, ofCouncil] = pairFigures(choice);
  if (people === undefined || ofBody === undefined || ofCouncil === undefined) return [];
  return [
    {
      title: 'Health body',
      isRowTitle: true,
      by: (pair) => pair.bodyName,
      cell: (pair) => (
        <OrganisationLink id={pair.body} on={choice.on}>
          {pair.bodyName}
        </OrganisationLink>
      ),
    },
    {
      title: 'Council',
      by: (pair) => pair.councilName,
      cell: (pair) => (
        <OrganisationLink id={pair.council} on={choice.on}>
          {pair.councilName}
        </OrganisationLink>
      ),
    },
    {
      title: 'Relation',
      by: (pair) => relationText(pair.relation),
      cell: (pair) => <RelationMark relation={pair.relation} />,
    },
    {
      title: 'People in both',
      isNumber: true,
      by: (pair) => pair.persons,
      cell: (pair) => (
        <>
          <Figure text={people.text(named(pair))} evidence={people.evidence(named(pair))} />
          {pair.estimatedPersons > 0 && (
            <span className="hint">
              {' '}
              of them <Figure text={numberText(pair.estimatedPersons)} evidence={estimatedEvidence(choice, pair)} />{' '}
              estimated
            </span>
          )}
        </>
      ),
    },
    {
      title: 'Share of body',
      isNumber: true,
      by: (pair) => pair.shareOfBody,
      cell: (pair) => (
        <Bar share={pair.shareOfBody} relation={pair.relation}>
          <Figure text={ofBody.text(named(pair))} evidence={ofBody.evidence(named(pair))} />
        </Bar>
      ),
    },
    {
      title: 'Share of council',
      isNumber: true,
      by: (pair) => pair.shareOfCouncil,
      cell: (pair) => (
        <Bar share={pair.shareOfCouncil} relation={pair.relation}>
          <Figure text={ofCouncil.text(named(pair))} evidence={ofCouncil.evidence(named(pair))} />
        </Bar>
      ),
    },
  ];
}

function estimatedEvidence(choice: Choice, pair: Cell): Evidence {
  return {
    title: `Estimated people in ${pair.bodyName} and ${pair.councilName}`,
    says: 'Of the people in both, those of building blocks that a border cuts. The people of such a block are known; on which side they live is estimated.',
    formula: 'sum of people in parts of blocks that a border of the body or the council cuts',
    page: 'docs/methods/populations.md',
    statedBy: apiAddress('/measure', measureQuery(choice)),
  };
}

/** A share with a bar under it as long as the share. */
function Bar({
  share,
  relation,
  children,
}: {
  readonly share: number | null;
  readonly relation: Cell['relation'];
  readonly children: React.ReactNode;
}) {
  return (
    <>
      {children}
      <svg className="bar" width="84" height="6" aria-hidden="true">
        <rect width="84" height="6" className="bar-whole" />
        <rect
          width={84 * (share ?? 0)}
          height="6"
          fill={relation === null ? '#9a9a94' : relationSwatches[relation].mark}
        />
      </svg>
    </>
  );
}
