/** The summary in sentences, each with its denominator; and every other index in a table. */

import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import { tiers } from '#core/register/tiers.ts';
import type { MeasureWire } from '#wire/measure.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { definitionOf, type IndexId, summaryEvidence, summaryText } from '../../parts/summary-figures.ts';
import { numberText } from '../../words.ts';

type SentencesProps = { readonly choice: Choice; readonly measure: MeasureWire };

type Sentence = { readonly id: IndexId; readonly of: Denominator; readonly rest: string };

/** What a number is out of, with the evidence of that. */
type Denominator = { readonly value: number | null; readonly evidence: Evidence };

/** The sentences about bodies, about councils and about people. */
export function SummarySentences({ choice, measure }: SentencesProps) {
  const words = { bodies: tiers[choice.bodies], councils: tiers[choice.councils] };
  const address = apiAddress('/measure', measureQuery(choice));
  const all = (id: IndexId): Denominator => ({
    value: measure.summary[id] ?? null,
    evidence: summaryEvidence(id, address),
  });
  const bodies: Sentence[] = [
    { id: 'coterminousBodies', of: all('bodyCount'), rest: 'match one council: the same people on both sides' },
    { id: 'bodiesOfWholeCouncils', of: all('bodyCount'), rest: 'are made of whole councils' },
    { id: 'bodiesWithinOneCouncil', of: all('bodyCount'), rest: 'lie within one council' },
  ];
  const councils: Sentence[] = [
    { id: 'coterminousCouncils', of: all('councilCount'), rest: 'have one health body that matches' },
    { id: 'councilsWithinOneBody', of: all('councilCount'), rest: 'lie within one health body' },
    { id: 'councilsCrossing', of: all('councilCount'), rest: 'are divided among several health bodies' },
  ];
  const props = { choice, measure };
  return (
    <div className="sentences">
      <Group
        title={`Seen from the ${words.bodies.plural}`}
        noun={`${words.bodies.plural} with known territory`}
        sentences={bodies}
        {...props}
      />
      <Group
        title={`Seen from the ${words.councils.plural}`}
        noun={`${words.councils.plural} with known territory`}
        sentences={councils}
        {...props}
      />
      <Group title="Seen from the people" noun="" sentences={peopleSentences(props)} {...props} />
    </div>
  );
}

/** Who is served by another body than most, who lives in another council than most, and who is in none at all. */
function peopleSentences({ choice, measure }: SentencesProps): Sentence[] {
  const [bodies, councils] = [tiers[choice.bodies], tiers[choice.councils]];
  const ofCouncils = personsInBoth(choice, measure, 'council');
  const ofBodies = personsInBoth(choice, measure, 'body');
  const sentences: Sentence[] = [
    {
      id: 'personsOutsideModalBody',
      of: ofCouncils,
      rest: 'people are served by another body than the one that serves most of their council',
    },
    {
      id: 'personsOutsideModalCouncil',
      of: ofBodies,
      rest: 'people live in another council than the one where most of their body’s people live',
    },
    {
      id: 'personsInNoBody',
      of: withOutside(ofCouncils, measure, 'personsInNoBody'),
      rest: `people of the ${councils.plural} live where no ${bodies.singular} is known`,
    },
    {
      id: 'personsInNoCouncil',
      of: withOutside(ofBodies, measure, 'personsInNoCouncil'),
      rest: `people of the ${bodies.plural} live where no ${councils.singular} is known`,
    },
  ];
  return sentences.filter(({ id }) =>
    id === 'personsInNoBody' || id === 'personsInNoCouncil' ? (measure.summary[id] ?? 0) > 0 : true,
  );
}

/** People in a body and a council, of those bodies, or those councils, whose whole territory is known. */
function personsInBoth(choice: Choice, measure: MeasureWire, side: 'body' | 'council'): Denominator {
  const partial = new Set(measure.unknownTerritory.map((one) => one.code));
  const counted = measure.pairs.filter((pair) => !partial.has(pair[side]));
  const { plural } = tiers[side === 'body' ? choice.bodies : choice.councils];
  return {
    value: counted.reduce((sum, pair) => sum + pair.persons, 0),
    evidence: {
      title: `People of the ${plural} who are in both`,
      says: `People who live in a health body and a council that are both known, of the ${plural} whose whole territory is known.`,
      formula: 'sum of n(b, c)',
      page: 'docs/methods/overlap.md',
      statedBy: apiAddress('/measure', measureQuery(choice)),
    },
  };
}

/** The same people and those outside, together. */
function withOutside(both: Denominator, measure: MeasureWire, id: IndexId): Denominator {
  const { formula, ...evidence } = both.evidence;
  return {
    value: (both.value ?? 0) + (measure.summary[id] ?? 0),
    evidence: {
      ...evidence,
      title: definitionOf(id).denominator,
      says: 'All people of those whose whole territory is known: in both a body and a council, or in one of them only.',
      formula: `${formula} + ${id}`,
      page: definitionOf(id).page,
    },
  };
}

function Group({
  title,
  noun,
  sentences,
  choice,
  measure,
}: SentencesProps & { title: string; noun: string; sentences: readonly Sentence[] }) {
  const address = apiAddress('/measure', measureQuery(choice));
  return (
    <section>
      <h3>{title}</h3>
      <ul className="plain-list">
        {sentences.map(({ id, of, rest }) => (
          <li key={id}>
            <span className="figure-big">
              <Figure text={summaryText(id, measure.summary[id])} evidence={summaryEvidence(id, address)} />
            </span>{' '}
            of <Figure text={of.value === null ? '–' : numberText(of.value)} evidence={of.evidence} />{' '}
            {noun === '' ? rest : `${noun} ${rest}`}.
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every number of the summary with its denominator and meaning. */
export function IndexTable({ choice, measure }: SentencesProps) {
  const address = apiAddress('/measure', measureQuery(choice));
  const rows = indexCatalogue.filter((index) => measure.summary[index.id] !== undefined);
  return (
    <DataTable
      label="All numbers of the summary"
      caption={`${numberText(rows.length)} numbers, each with what it is out of. A number opens its formula, source and page.`}
      columns={[
        { title: 'Number', isRowTitle: true, by: (index) => index.title, cell: (index) => index.title },
        {
          title: 'Value',
          isNumber: true,
          cell: (index) => (
            <Figure
              text={summaryText(index.id, measure.summary[index.id])}
              evidence={summaryEvidence(index.id, address)}
            />
          ),
        },
        { title: 'Out of', cell: (index) => definitionOf(index.id).denominator },
        { title: 'What it says', cell: (index) => index.says },
      ]}
      rows={rows}
      pageSize={60}
      keyOf={(index) => index.id}
      none="Nothing could be measured."
    />
  );
}
