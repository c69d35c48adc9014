/** The table beside the map: every pair of a body and a council that share land, with people, shares and relation. */

import { useMemo } from 'react';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import type { Pair } from '../../map/map-frame.ts';
import { shortName } from '../../map/scene.ts';
import { nameOn, type TierHistory } from '../../map/tier-history.ts';
import { populationPhrase } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { dateText, numberText, percentText, relationText } from '../../words.ts';
import { RelationMark } from './map-legend.tsx';

type PairTableProps = {
  readonly choice: Choice;
  readonly pairs: readonly Pair[];
  readonly bodies: TierHistory;
  readonly councils: TierHistory;
  readonly selected: number;
  readonly onSelect: (body: number) => void;
};

/** Pairs of the chosen body first, marked; then by name. */
export function PairTable({ choice, pairs, bodies, councils, selected, onSelect }: PairTableProps) {
  const named = useMemo(
    () => namedPairs(pairs, bodies, councils, choice.on, selected),
    [pairs, bodies, councils, choice.on, selected],
  );
  const columns: TableColumn<NamedPair>[] = [
    {
      title: 'Health body',
      isRowTitle: true,
      by: (pair) => pair.bodyName,
      cell: (pair) => (
        <button
          type="button"
          className="pick"
          aria-pressed={pair.body === selected}
          onClick={() => onSelect(pair.body === selected ? -1 : pair.body)}
        >
          {shortName(pair.bodyName)}
        </button>
      ),
    },
    {
      title: 'Council',
      by: (pair) => pair.councilName,
      cell: (pair) => (
        <OrganisationLink id={councils.bodies[pair.council]?.id ?? ''} on={choice.on}>
          {shortName(pair.councilName)}
        </OrganisationLink>
      ),
    },
    {
      title: 'Relation',
      by: (pair) => relationText(pair.relation),
      cell: (pair) => <RelationMark relation={pair.relation} />,
    },
    ...pairFigures(choice).map((figure) => ({
      title: figure.title,
      isNumber: true,
      by: (pair: NamedPair) => figure.by(pair),
      cell: (pair: NamedPair) => <Figure text={figure.text(pair)} evidence={figure.evidence(pair)} />,
    })),
  ];
  return (
    <DataTable
      label="Pairs of health bodies and councils"
      caption={`${numberText(pairs.length)} pairs share land on ${dateText(choice.on)}.`}
      columns={columns}
      rows={named}
      pageSize={12}
      keyOf={(pair) => `${pair.body} ${pair.council}`}
      isMarked={(pair) => pair.body === selected}
      none="No health body and council share land that is known on this date."
    />
  );
}

export type NamedPair = Pair & { readonly bodyName: string; readonly councilName: string };

/** The pairs with names, those of the chosen body first. */
export function namedPairs(
  pairs: readonly Pair[],
  bodies: TierHistory,
  councils: TierHistory,
  on: string,
  selected: number,
): NamedPair[] {
  const nameIn = (history: TierHistory, at: number) => {
    const body = history.bodies[at];
    return body === undefined ? '' : nameOn(body, on);
  };
  return pairs
    .map((pair) => ({ ...pair, bodyName: nameIn(bodies, pair.body), councilName: nameIn(councils, pair.council) }))
    .sort(
      (a, b) =>
        Number(b.body === selected) - Number(a.body === selected) ||
        a.bodyName.localeCompare(b.bodyName, 'en-GB') ||
        b.persons - a.persons ||
        a.council - b.council,
    );
}

type PairFigure = {
  readonly title: string;
  readonly by: (pair: NamedPair) => number;
  readonly text: (pair: NamedPair) => string;
  readonly evidence: (pair: NamedPair) => Evidence;
};

/** People and both shares of a pair, each with its evidence. */
export function pairFigures(choice: Choice): PairFigure[] {
  const measure = apiAddress('/measure', measureQuery(choice));
  const shared = { page: 'docs/methods/overlap.md', measure };
  const people = populationPhrase(choice);
  return [
    {
      title: 'People',
      by: (pair) => pair.persons,
      text: (pair) => numberText(pair.persons),
      evidence: (pair) => ({
        title: `People in ${pair.bodyName} and ${pair.councilName}`,
        says: `People who live in both on ${dateText(choice.on)}, counted by ${people}, in ${numberText(pair.blocks)} building blocks.`,
        formula: 'n(b, c) = sum of people in the building blocks that both hold',
        ...shared,
      }),
    },
    {
      title: 'Of body',
      by: (pair) => pair.shareOfBody,
      text: (pair) => percentText(pair.shareOfBody),
      evidence: (pair) => ({
        title: `Share of ${pair.bodyName} that lives in ${pair.councilName}`,
        says: `${numberText(pair.persons)} people in both, of all people of ${pair.bodyName}.`,
        formula: 'n(b, c) / n(b)',
        ...shared,
      }),
    },
    {
      title: 'Of council',
      by: (pair) => pair.shareOfCouncil,
      text: (pair) => percentText(pair.shareOfCouncil),
      evidence: (pair) => ({
        title: `Share of ${pair.councilName} that lives in ${pair.bodyName}`,
        says: `${numberText(pair.persons)} people in both, of all people of ${pair.councilName}.`,
        formula: 'n(b, c) / n(c)',
        ...shared,
      }),
    },
  ];
}
