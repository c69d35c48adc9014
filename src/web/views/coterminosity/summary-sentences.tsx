/** The summary in sentences, each with its denominator; and every other index in a table. */

import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import { tiers } from '#core/register/tiers.ts';
import type { MeasureWire } from '#wire/measure.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { definitionOf, type IndexId, summaryEvidence, summaryText } from '../../parts/summary-figures.ts';
import { numberText } from '../../words.ts';

type SentencesProps = { readonly choice: Choice; readonly measure: MeasureWire };

type Sentence = { readonly id: IndexId; readonly of: IndexId; readonly rest: string };

/** The sentences about bodies, about councils and about people. */
export function SummarySentences({ choice, measure }: SentencesProps) {
  const words = { bodies: tiers[choice.bodies], councils: tiers[choice.councils] };
  const bodies: Sentence[] = [
    { id: 'coterminousBodies', of: 'bodyCount', rest: 'match one council: the same people on both sides' },
    { id: 'bodiesOfWholeCouncils', of: 'bodyCount', rest: 'are made of whole councils' },
    { id: 'bodiesWithinOneCouncil', of: 'bodyCount', rest: 'lie within one council' },
  ];
  const councils: Sentence[] = [
    { id: 'coterminousCouncils', of: 'councilCount', rest: 'have one health body that matches' },
    { id: 'councilsWithinOneBody', of: 'councilCount', rest: 'lie within one health body' },
    { id: 'councilsCrossing', of: 'councilCount', rest: 'are divided among several health bodies' },
  ];
  const people: Sentence[] = [
    {
      id: 'personsOutsideModalBody',
      of: 'persons',
      rest: 'people are served by another body than the one that serves most of their council',
    },
    {
      id: 'personsOutsideModalCouncil',
      of: 'persons',
      rest: 'people live in another council than the one where most of their body’s people live',
    },
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
      <Group title="Seen from the people" noun="" sentences={people} {...props} />
    </div>
  );
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
            of <Figure text={summaryText(of, measure.summary[of])} evidence={summaryEvidence(of, address)} /> {noun}{' '}
            {rest}.
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
