/** What people do about a line: who it is assigned to, comments, what is set by hand, and who has signed. */

import { useId, useState } from 'react';
import type { LineWorkWire, ScheduleDetailWire } from '#wire/handover.ts';
import { type Answer, ApiFault, apiAddress, send } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { ChangeProposed } from '../../parts/change-proposed.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote, Waiting } from '../../parts/status-note.tsx';
import { momentText } from '../../words.ts';
import type { HandoverQuestion } from './handover-question.ts';
import { type ChangedLine, changedLineOf, LineChanged } from './line-changed.tsx';
import { Overrides } from './line-overrides.tsx';
import type { LineAct, LineProps, WorkProps } from './line-props.ts';
import { Signatures } from './line-signatures.tsx';
import { untouched, workDifferences } from './work-differences.ts';

type LineWorkProps = LineProps & {
  readonly question: HandoverQuestion;
  readonly open: Answer<ScheduleDetailWire>;
};

/** The work on the line in the schedule that is open; without one, how to come to one. */
export function LineWork(props: LineWorkProps) {
  const { open, question } = props;
  if (question.schedule === null) {
    return (
      <section aria-labelledby="work-title">
        <h2 id="work-title">Work on this line</h2>
        <p>
          To assign, comment, set something by hand or sign,{' '}
          <Link path="/handover" query={{ from: question.values['from'] ?? null, to: question.values['to'] ?? null }}>
            open or start a schedule
          </Link>
          .
        </p>
      </section>
    );
  }
  if (open.value === undefined) return <Waiting answer={open} what="the work on this line" />;
  return <OpenLineWork {...props} kept={open.value} />;
}

/** What anybody who works on lines may do. */
const lineVerbs = ['assign-line', 'comment-on-line', 'override-line', 'override-shares', 'sign-line'] as const;

function OpenLineWork(props: LineWorkProps & { kept: ScheduleDetailWire }) {
  const { kept, detail, choice } = props;
  const author = useAuthor(...lineVerbs);
  const work = kept.work.find((one) => one.key === detail.line.key) ?? untouched(detail.line.key);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const [meanwhile, setMeanwhile] = useState<LineWorkWire | null>(null);
  const [changed, setChanged] = useState<ChangedLine | null>(null);
  const address = apiAddress(`/schedules/${encodeURIComponent(kept.schedule.id)}/line`, {
    register: choice.register.name,
  });
  const onAct = (act: LineAct, done?: () => void) => {
    setIsBusy(true);
    setFault(null);
    setMeanwhile(null);
    setChanged(null);
    send('POST', address, { key: detail.line.key, expectedVersion: work.version, by: author, act })
      .then(
        () => done?.(),
        (problem: unknown) => {
          if (!(problem instanceof ApiFault)) throw problem;
          const differs = changedLineOf(problem, act);
          if (differs !== null) setChanged(differs);
          else if (problem.status === 409) setMeanwhile(work);
          else setFault(problem);
        },
      )
      .finally(() => setIsBusy(false));
  };
  const parts: WorkProps = { ...props, work, isBusy, onAct };
  const isClosed = kept.schedule.status === 'superseded';
  return (
    <section aria-labelledby="work-title" className="panel">
      <h2 id="work-title">Work on this line</h2>
      <p className="hint">In the schedule “{kept.schedule.title}”.</p>
      {isClosed && <p className="note">This schedule has been superseded: it can be read, not changed.</p>}
      {!isClosed && <AuthorNote wanted={lineVerbs} />}
      {changed !== null && <LineChanged {...parts} changed={changed} onLeave={() => setChanged(null)} />}
      {meanwhile !== null && <Meanwhile before={meanwhile} after={work} />}
      {fault !== null && <FaultNote fault={fault} where="While recording it" />}
      <ChangeProposed register={choice.register.name} kind="line-work" id={`${kept.schedule.id}|${detail.line.key}`} />
      <Signatures {...parts} isOpen={!isClosed && author !== null} />
      <Assignment {...parts} isOpen={!isClosed && author !== null} />
      <Overrides {...parts} isOpen={!isClosed && author !== null} />
      <Comments {...parts} isOpen={!isClosed && author !== null} />
    </section>
  );
}

/** Said when somebody else changed the line first: who did what, and that nothing of one's own is lost. */
function Meanwhile({ before, after }: { before: LineWorkWire; after: LineWorkWire }) {
  const differences = workDifferences(before, after);
  return (
    <div className="note note-caution" role="alert">
      <p>
        <strong>Somebody else changed this line meanwhile.</strong> Nothing of yours was recorded, and nothing you wrote
        is lost: it still stands in the form. Look at what changed, then do it again if it still holds.
      </p>
      <ul>
        {differences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

function Assignment({ work, isBusy, isOpen, onAct }: WorkProps & { isOpen: boolean }) {
  const id = useId();
  const author = useAuthor();
  const [to, setTo] = useState('');
  return (
    <>
      <h3>Assigned to</h3>
      <p>{work.assignedTo ?? 'Nobody yet.'}</p>
      {isOpen && (
        <form
          className="choices"
          aria-label="Assign the line"
          onSubmit={(event) => {
            event.preventDefault();
            onAct({ do: 'assign', to: to.trim() === '' ? null : to.trim() }, () => setTo(''));
          }}
        >
          <div className="field">
            <label htmlFor={id}>Name to assign it to (empty: nobody)</label>
            <input id={id} type="text" maxLength={200} value={to} onChange={(event) => setTo(event.target.value)} />
          </div>
          <button type="submit" className="button button-quiet" disabled={isBusy}>
            Assign
          </button>
          {author !== null && work.assignedTo !== author.name && (
            <button
              type="button"
              className="button button-quiet"
              disabled={isBusy}
              onClick={() => onAct({ do: 'assign', to: author.name })}
            >
              Assign to me
            </button>
          )}
        </form>
      )}
    </>
  );
}

function Comments({ work, isBusy, isOpen, onAct }: WorkProps & { isOpen: boolean }) {
  const id = useId();
  const [text, setText] = useState('');
  return (
    <>
      <h3>Comments</h3>
      {work.comments.length === 0 ? (
        <p>None yet.</p>
      ) : (
        <ol className="comments">
          {work.comments.map((one) => (
            <li key={one.id}>
              <span className="hint">
                {one.who}
                {one.actingForName === null ? '' : `, for ${one.actingForName}`}, {momentText(one.at)}
              </span>
              <p>{one.text}</p>
            </li>
          ))}
        </ol>
      )}
      {isOpen && (
        <form
          aria-label="A comment"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') onAct({ do: 'comment', text: text.trim() }, () => setText(''));
          }}
        >
          <div className="field">
            <label htmlFor={id}>Your comment</label>
            <textarea
              id={id}
              rows={3}
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <button type="submit" className="button button-quiet" disabled={isBusy || text.trim() === ''}>
            Add the comment
          </button>
        </form>
      )}
    </>
  );
}
