/** What is said of the chosen body beside the map: who it is, its people, and how it fits each council. */

import type { Relation } from '#core/coterminosity/relations.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { codeOn, extentOn, isInTier, nameOn, type TierBody } from '../../map/tier-history.ts';
import { populationPhrase } from '../../parts/choice-fields.tsx';
import { pairCountEvidence } from '../../parts/count-evidence.ts';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import {
  countText,
  dateText,
  numberText,
  percentText,
  relationText,
  relationWords,
  spanText,
  unknownRelation,
} from '../../words.ts';
import { RelationMark } from './map-legend.tsx';
import type { MapData } from './use-map-data.ts';

type BodyPanelProps = {
  readonly choice: Choice;
  readonly data: MapData;
  readonly selected: number;
  readonly onClear: () => void;
};

/** The panel. Nothing chosen: it says how to choose. */
export function BodyPanel({ choice, data, selected, onClear }: BodyPanelProps) {
  const body = data.bodies.bodies[selected];
  if (body === undefined) {
    return (
      <section className="panel panel-empty" aria-label="Chosen body">
        <p>Choose a health body on the map or in the table to see how it fits its councils.</p>
      </section>
    );
  }
  const name = nameOn(body, choice.on);
  return (
    <section className="panel" aria-label="Chosen body">
      <div className="panel-head">
        <h2>{name}</h2>
        <button type="button" className="button button-quiet" onClick={onClear}>
          Let go
        </button>
      </div>
      <p>
        Code {codeOn(body, choice.on)} · {spanText(body.from, body.to)} ·{' '}
        <OrganisationLink id={body.id} on={choice.on}>
          Full record and lineage
        </OrganisationLink>
      </p>
      {isInTier(body, choice.on) ? (
        <Fit choice={choice} data={data} selected={selected} body={body} />
      ) : (
        <Absent body={body} on={choice.on} />
      )}
    </section>
  );
}

function Absent({ body, on }: { readonly body: TierBody; readonly on: string }) {
  return (
    <p className="note">
      It does not exist on {dateText(on)}. Its full record says what it came from and what became of it (
      {spanText(body.from, body.to)}).
    </p>
  );
}

function Fit({ choice, data, selected, body }: Omit<BodyPanelProps, 'onClear'> & { readonly body: TierBody }) {
  const { frame } = data;
  const pairs = frame.pairs.filter((pair) => pair.body === selected);
  const persons = frame.overlap.bodyTotals.persons[selected] ?? 0;
  const blocks = frame.overlap.bodyTotals.blocks[selected] ?? 0;
  const extent = extentOn(body, choice.on);
  const statedBy = apiAddress('/measure', measureQuery(choice));
  const name = nameOn(body, choice.on);
  if (blocks === 0)
    return (
      <p className="note note-caution">Its territory on this date is not known to this register. No guess is shown.</p>
    );
  return (
    <>
      {extent !== 'known' && (
        <p className="note note-caution">Only part of its territory is known; figures are of the part.</p>
      )}
      <p>
        <Figure
          text={numberText(persons)}
          evidence={{
            title: `People of ${name}`,
            says: `People who live on its land on ${dateText(choice.on)}, counted by ${populationPhrase(choice)}, in ${countText(blocks, 'building block', 'building blocks')}.`,
            formula: 'n(b) = sum of people in the building blocks of the body',
            page: 'docs/methods/overlap.md',
            statedBy,
          }}
        />{' '}
        people.{' '}
        {pairs.length === 0 ? (
          'No council is known on its land.'
        ) : (
          <>
            It meets{' '}
            <Figure
              text={numberText(pairs.length)}
              evidence={{
                ...pairCountEvidence(choice),
                title: `Councils that share land with ${name}`,
                says: `Councils that share at least one building block, or a part of one, with it on ${dateText(choice.on)}.`,
              }}
            />{' '}
            {pairs.length === 1 ? 'council' : 'councils'}, listed first in the table:
          </>
        )}
      </p>
      <ul className="plain-list">
        {[...Map.groupBy(pairs, (pair) => pair.relation)].map(([relation, same]) => (
          <li key={relation}>
            <RelationMark relation={relation} />{' '}
            <Figure text={numberText(same.length)} evidence={relationEvidence(choice, name, relation)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function relationEvidence(choice: Choice, name: string, relation: Relation | null): Evidence {
  const words = relation === null ? unknownRelation : relationWords[relation];
  return {
    ...pairCountEvidence(choice),
    title: `${name}: ${relationText(relation).toLowerCase()}`,
    says: `Councils on its land of which this is the relation: ${words.long}. Tolerance: ${percentText(choice.tolerance)}.`,
    formula: 'count of councils by relation, told from both shares of each pair',
    page: 'docs/methods/relations.md',
  };
}
