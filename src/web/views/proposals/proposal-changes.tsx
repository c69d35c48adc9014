/** What a proposal would change, field by field: as it is and as it would be, side by side; of long texts the words that differ. */

import { type ReactNode, useMemo } from 'react';
import type { ProposalWire } from '#wire/proposals.ts';
import { plainWord } from '../../words.ts';
import { changedField, changedValue } from './proposal-words.ts';
import { SubjectLink } from './subject-link.tsx';
import { wordDiff } from './word-diff.ts';

type Change = ProposalWire['changes'][number];

/** From here on a text is read by its differences. @units letters */
const longText = 60;

/** All changes of the proposal. `isEnded`: it is told as what was proposed. */
export function ProposalChanges({ proposal, isEnded }: { readonly proposal: ProposalWire; readonly isEnded: boolean }) {
  const names = new Map(proposal.parties.map(({ body }) => [body.id, body.name]));
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">{isEnded ? 'What was proposed' : 'What would change'}</h2>
      {proposal.changes.map((change) => (
        <OneChange key={`${change.subject.kind} ${change.subject.id}`} change={change} names={names} />
      ))}
    </section>
  );
}

const acts: Record<Change['act'], string> = { made: 'New', changed: 'Changed', removed: 'Removed' };

function OneChange({ change, names }: { readonly change: Change; readonly names: ReadonlyMap<string, string> }) {
  const { subject, act, differences } = change;
  const nameOf = (id: string) => names.get(id) ?? null;
  return (
    <>
      <h3>
        {acts[act]}: <SubjectLink subject={subject} />
      </h3>
      {differences.length === 0 ? (
        <p>
          {act === 'removed' ? 'The whole of it is taken away. What it was stays in the record.' : 'No field differs.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="table-scroll" aria-label={`Changes of ${subject.title}`} tabIndex={0}>
          <table className="change-table">
            <caption className="unseen">
              {plainWord(subject.kind)} {subject.title}, field by field
            </caption>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ field, before, after }) => (
                <tr key={field}>
                  <th scope="row">{changedField(subject.kind, field)}</th>
                  <Sides
                    before={changedValue(field, before, nameOf)}
                    after={changedValue(field, after, nameOf)}
                    isBoth={before !== null && after !== null}
                  />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

type SidesProps = { readonly before: string; readonly after: string; readonly isBoth: boolean };

function Sides({ before, after, isBoth }: SidesProps) {
  const isLong = isBoth && Math.max(before.length, after.length) >= longText;
  const parts = useMemo(() => (isLong ? wordDiff(before, after) : []), [isLong, before, after]);
  const side = (kind: 'out' | 'in'): ReactNode =>
    parts.map((part, at) => {
      // biome-ignore-start lint/suspicious/noArrayIndexKey: parts have no name but their place, and never move
      if (part.kind === 'same') return <span key={at}>{part.text}</span>;
      if (part.kind !== kind) return null;
      return kind === 'out' ? <del key={at}>{part.text}</del> : <ins key={at}>{part.text}</ins>;
      // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
    });
  return (
    <>
      <td className="change-text">{isLong ? side('out') : before}</td>
      <td className="change-text">{isLong ? side('in') : after}</td>
    </>
  );
}
