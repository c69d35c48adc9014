/** Files of a result: tables in three forms; for counts of people the way to a release instead. */

import type { DataSetWire } from '#wire/data-sets.ts';
import { apiAddress } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { type Question, type RebaseChoice, tableQuestion, wholeQuestion } from './rebase-choice.ts';

const forms = [
  { format: 'csv', text: 'CSV' },
  { format: 'xlsx', text: 'XLSX' },
  { format: 'parquet', text: 'Parquet' },
] as const;

/** True of a data set that may leave as it is; counts of people may not. */
export function mayLeave({ statement }: Pick<DataSetWire, 'statement'>): boolean {
  return statement.subject !== 'counts-of-people';
}

type TakeAwayProps = {
  readonly choice: Choice;
  readonly chosen: RebaseChoice;
};

/** The links to files, or the sentence that takes their place. */
export function TakeAway({ choice, chosen }: TakeAwayProps) {
  const { data, period } = chosen;
  const isOne = data.measures.length === 1 && data.periods.length === 1;
  if (!mayLeave(data)) return <ReleaseInstead chosen={chosen} periods={[period.id]} what="this table" />;
  return (
    <>
      <Files question={tableQuestion(choice, chosen)} what="this table" />
      {!isOne && <Files question={wholeQuestion(choice, chosen)} what="every measure and period" />}
    </>
  );
}

type ReleaseProps = {
  readonly chosen: RebaseChoice;
  /** Ids of the periods that are shown. */
  readonly periods: readonly string[];
  readonly what: string;
};

/** The sentence that takes the place of files for counts of people, with the way to a release of what is shown. */
export function ReleaseInstead({ chosen, periods, what }: ReleaseProps) {
  const { data, measure, target, weights } = chosen;
  return (
    <p className="note">
      These are counts of people: they are shown here, and leave only through a release, which hides what could give
      somebody away.{' '}
      <Link
        path="/releases/new"
        query={{
          data: data.statement.id,
          measures: measure.id,
          periods: periods.join(','),
          to: target.to,
          on: target.on,
          weights,
        }}
      >
        Make a release of {what}
      </Link>
    </p>
  );
}

function Files({ question, what }: { readonly question: Question; readonly what: string }) {
  return (
    <p className="button-row">
      Take {what} away as
      {forms.map(({ format, text }) => (
        <a
          key={format}
          className="button button-quiet"
          href={apiAddress('/rebase', { ...question, format })}
          download
          aria-label={`Download ${what} as ${text}`}
        >
          {text}
        </a>
      ))}
    </p>
  );
}
