/** The table beside the map: every pair of a body and a council that share land, with people, shares and relation. */

import { useEffect, useMemo, useRef } from 'react';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import type { Pair } from '../../map/map-frame.ts';
import { shortName } from '../../map/scene.ts';
import { nameOn, type TierHistory } from '../../map/tier-history.ts';
import { populationPhrase } from '../../parts/choice-fields.tsx';
import { pairCountEvidence } from '../../parts/count-evidence.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { dateText, numberText, percentText, relationText } from '../../words.ts';
import { RelationMark } from './map-legend.tsx';

const byName = new Intl.Collator('en-GB');

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
  const root = useRef<HTMLDivElement>(null);
  const isPicked = useRef(false);
  // The row that was pressed has moved to the top, and the browser let go of the focus on the way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows move when the chosen body changes
  useEffect(() => {
    if (!isPicked.current) return;
    isPicked.current = false;
    const row = root.current?.querySelector<HTMLElement>('.pick[aria-pressed="true"]');
    (row ?? root.current?.querySelector<HTMLElement>('.table-scroll'))?.focus();
  }, [selected]);
  const pick = (body: number) => {
    isPicked.current = true;
    onSelect(body === selected ? -1 : body);
  };
  const columns: TableColumn<NamedPair>[] = [
    {
      title: 'Health body',
      isRowTitle: true,
      by: (pair) => pair.bodyName,
      cell: (pair) => (
        <button type="button" className="pick" aria-pressed={pair.body === selected} onClick={() => pick(pair.body)}>
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
    <div ref={root}>
      <DataTable
        label="Pairs of health bodies and councils"
        caption={
          <>
            <Figure text={numberText(pairs.length)} evidence={pairCountEvidence(choice)} />{' '}
            {pairs.length === 1 ? 'pair shares' : 'pairs share'} land on {dateText(choice.on)}.
          </>
        }
        columns={columns}
        rows={named}
        pageSize={12}
        keyOf={(pair) => `${pair.body} ${pair.council}`}
        isMarked={(pair) => pair.body === selected}
        topKey={selected}
        none="No health body and council share land that is known on this date."
      />
    </div>
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
        byName.compare(a.bodyName, b.bodyName) ||
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
  const shared = { page: 'docs/methods/overlap.md', statedBy: apiAddress('/measure', measureQuery(choice)) };
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
      text: (pair) => shareText(pair.shareOfBody, pair.isBodyWhole),
      evidence: (pair) => ({
        title: `Share of ${pair.bodyName} that lives in ${pair.councilName}`,
        says: `${numberText(pair.persons)} people in both, of all people of ${pair.bodyName}${pair.isBodyWhole ? '' : ' on the part of its land that is known'}.`,
        formula: 'n(b, c) / n(b)',
        ...shared,
      }),
    },
    {
      title: 'Of council',
      by: (pair) => pair.shareOfCouncil,
      text: (pair) => shareText(pair.shareOfCouncil, pair.isCouncilWhole),
      evidence: (pair) => ({
        title: `Share of ${pair.councilName} that lives in ${pair.bodyName}`,
        says: `${numberText(pair.persons)} people in both, of all people of ${pair.councilName}${pair.isCouncilWhole ? '' : ' on the part of its land that is known'}.`,
        formula: 'n(b, c) / n(c)',
        ...shared,
      }),
    },
  ];
}

/** A share; of a body of which only part is known it says so. */
function shareText(share: number, isWhole: boolean): string {
  return isWhole ? percentText(share) : `${percentText(share)} of part`;
}
