/** Where the facts come from, how far they are to be believed, what is not explained, and what each index means. */

import type { z } from 'zod';
import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import { evidences } from '#core/pack/vocabulary.ts';
import type { OrganisationWire, SourceWire, unexplainedSchema } from '#wire/register.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { registerCountEvidence, sourcesAddress } from '../../parts/count-evidence.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EvidenceWord, Fact, Figure } from '../../parts/evidence.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, evidenceWords, numberText, plainWord, shortDateText } from '../../words.ts';
import { Disagreements } from '../organisation/disagreements.tsx';

type SourcesAnswer = {
  readonly sources: readonly SourceWire[];
  readonly disagreements: OrganisationWire['disagreements'];
  readonly unexplained: readonly z.infer<typeof unexplainedSchema>[];
};

/** The screen. */
export function SourcesView({ choice, registers }: ViewProps) {
  usePageTitle('Sources and methods');
  const { register, known } = contextOf(choice);
  const answer = useAnswer<SourcesAnswer>(apiAddress('/sources', { register, known }));
  return (
    <>
      <h1>Sources and methods</h1>
      <form className="choices" aria-label="Which register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      <About choice={choice} />
      <h2>How we know</h2>
      <dl className="facts">
        {evidences.map((evidence) => (
          <Fact key={evidence} name={evidenceWords[evidence].short}>
            {evidenceWords[evidence].long}
          </Fact>
        ))}
      </dl>
      {answer.value === undefined ? <Waiting answer={answer} what="the sources" /> : <Sources answer={answer.value} />}
      <h2>Counts of people</h2>
      <PopulationList choice={choice} />
      <h2>What each number of the summary means</h2>
      <p className="note">
        Matching boundaries are a means, not a result. These numbers do not show that services or health are better
        where boundaries match.
      </p>
      <DataTable
        label="Catalogue of indices"
        caption={`${numberText(indexCatalogue.length)} numbers.`}
        columns={[
          { title: 'Number', isRowTitle: true, by: (index) => index.title, cell: (index) => index.title },
          { title: 'What it says', cell: (index) => index.says },
          { title: 'Out of', by: (index) => index.denominator, cell: (index) => index.denominator },
          { title: 'Formula', cell: (index) => <code>{index.formula}</code> },
          { title: 'Source', cell: (index) => index.source },
          { title: 'Page', cell: (index) => index.page },
        ]}
        rows={indexCatalogue}
        pageSize={60}
        keyOf={(index) => index.id}
        none="No index is defined."
      />
    </>
  );
}

function About({ choice }: { readonly choice: Choice }) {
  const { register } = choice;
  return (
    <dl className="facts">
      <Fact name="Register">{register.title}</Fact>
      {register.description !== null && <Fact name="What it is">{register.description}</Fact>}
      <Fact name="Tells of">
        {dateText(register.firstDate)} to {dateText(register.lastDate)}
      </Fact>
      <Fact name="Recorded">{dateText(register.recordedAt.slice(0, 10))}</Fact>
      <Fact name="Holds">
        <Figure
          text={numberText(register.organisationCount)}
          evidence={registerCountEvidence(choice, 'organisations')}
        />{' '}
        organisations,{' '}
        <Figure text={numberText(register.eventCount)} evidence={registerCountEvidence(choice, 'events')} /> events,{' '}
        <Figure text={numberText(register.problemCount)} evidence={registerCountEvidence(choice, 'contradictions')} />{' '}
        contradictions
      </Fact>
    </dl>
  );
}

function Sources({ answer }: { readonly answer: SourcesAnswer }) {
  return (
    <>
      <h2>Sources</h2>
      <DataTable
        label="Sources"
        caption={`${numberText(answer.sources.length)} sources of this register.`}
        columns={[
          { title: 'Title', isRowTitle: true, by: (source) => source.title, cell: (source) => source.title },
          { title: 'Publisher', by: (source) => source.publisher, cell: (source) => source.publisher },
          { title: 'Vintage', by: (source) => source.vintage, cell: (source) => source.vintage ?? '–' },
          {
            title: 'Figures',
            by: (source) => source.method,
            cell: (source) => <EvidenceWord evidence={source.method} />,
          },
          { title: 'Licence', by: (source) => source.licence, cell: (source) => source.licence },
          { title: 'Where', cell: (source) => <code>{source.url ?? '–'}</code> },
          { title: 'Note', cell: (source) => source.note ?? '' },
        ]}
        rows={answer.sources}
        keyOf={(source) => source.id}
        none="This register names no sources."
      />
      <Disagreements disagreements={answer.disagreements} />
      <h2>What is not explained</h2>
      <DataTable
        label="What is not explained"
        caption="Found when the register was made, and not explained by any source seen."
        columns={[
          { title: 'Subject', isRowTitle: true, by: (one) => one.subject, cell: (one) => one.subject },
          { title: 'Finding', cell: (one) => one.finding },
          { title: 'When', by: (one) => one.date, cell: (one) => (one.date === null ? '–' : shortDateText(one.date)) },
          {
            title: 'Blocks',
            isNumber: true,
            by: (one) => one.areas,
            cell: (one) =>
              one.areas === null ? (
                '–'
              ) : (
                <Figure
                  text={numberText(one.areas)}
                  evidence={{
                    title: `Building blocks: ${one.subject}`,
                    says: one.finding,
                    formula: 'count of building blocks in which what was compared differs',
                    sources: answer.sources,
                  }}
                />
              ),
          },
          { title: 'Note', cell: (one) => one.note ?? '' },
        ]}
        rows={answer.unexplained}
        keyOf={(one) => one.id}
        none="Nothing: every change in this register has a source."
      />
    </>
  );
}

function PopulationList({ choice }: { readonly choice: Choice }) {
  return (
    <DataTable
      label="Counts of people"
      caption="Which people, counted on what, when."
      columns={[
        { title: 'Count', isRowTitle: true, by: (one) => one.title, cell: (one) => one.title },
        { title: 'Base', by: (one) => one.base, cell: (one) => plainWord(one.base) },
        { title: 'Day', by: (one) => one.date, cell: (one) => dateText(one.date) },
        { title: 'Counted on', by: (one) => one.geography, cell: (one) => one.geography ?? 'bodies' },
        {
          title: 'People',
          isNumber: true,
          by: (one) => one.persons,
          cell: (one) => (
            <Figure
              text={numberText(one.persons)}
              evidence={{
                title: one.title,
                says: `All ${one.base} people of this count${one.missingBlocks === 0 ? '' : `; ${countText(one.missingBlocks, 'building block has', 'building blocks have')} no figure in it`}. ${evidenceWords[one.evidence].short}: ${evidenceWords[one.evidence].long}.`,
                vintage: dateText(one.date),
                formula: `sum of people of ${one.geography === null ? 'the bodies counted' : 'the building blocks'}`,
                page: 'docs/methods/populations.md',
                statedBy: sourcesAddress(choice),
              }}
            />
          ),
        },
        { title: 'Known by', by: (one) => one.evidence, cell: (one) => <EvidenceWord evidence={one.evidence} /> },
      ]}
      rows={choice.register.populations}
      keyOf={(one) => one.id}
      none="No count of people is in this register."
    />
  );
}
