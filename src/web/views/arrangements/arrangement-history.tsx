/** The history of one record: who changed what, when and why, with what differs. */

import type { ArrangementWire } from '#wire/arrangements.ts';
import { NamesNote } from '../../parts/not-verified.tsx';
import { momentText } from '../../words.ts';
import { fieldText } from './field-names.ts';

type Change = ArrangementWire['history'][number];

const actWords: Record<Change['act'], string> = { made: 'Entered', changed: 'Changed', removed: 'Removed' };

/** The changes, the newest first. */
export function ArrangementHistory({ history }: { readonly history: readonly Change[] }) {
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      <p className="hint">
        <NamesNote /> What is recorded here cannot be changed or deleted.
      </p>
      <ol className="comments">
        {history
          .toSorted((a, b) => b.seq - a.seq)
          .map((change) => (
            <li key={change.seq}>
              <p>
                <strong>{actWords[change.act]}</strong> by {change.who}
                {change.actingForName === null ? '' : `, for ${change.actingForName}`}, {momentText(change.at)}
                {change.reason === null ? '' : `: ${change.reason}`}
              </p>
              <Differences differences={change.differences} nameOf={fieldText} />
            </li>
          ))}
      </ol>
    </section>
  );
}

/** What differs, field by field. Nothing when nothing does. */
export function Differences({
  differences,
  nameOf,
}: {
  readonly differences: Change['differences'];
  /** What a path is called. */
  readonly nameOf: (path: string) => string;
}) {
  if (differences.length === 0) return null;
  return (
    <ul className="differences">
      {differences.map(({ path, before, after }) => (
        <li key={path}>
          {nameOf(path)}: {before === null ? 'nothing' : <del>{before}</del>} became{' '}
          {after === null ? 'nothing' : <ins>{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
