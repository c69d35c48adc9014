/** The record of changes: who changed what, when and why; and the proof that nothing in it was changed afterwards. */

import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { JournalEntryWire, journalCheckSchema, journalSchema } from '#wire/handover.ts';
import type { OwnAccountWire } from '#wire/session.ts';
import { ApiFault, apiAddress, ask, forgetAnswers, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { NamesNote } from '../../parts/not-verified.tsx';
import { FaultNote, Loading, Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { useSession } from '../../session.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, momentText, numberText, plainWord } from '../../words.ts';
import { Differences } from '../arrangements/arrangement-history.tsx';
import { fieldText } from '../arrangements/field-names.ts';
import { agreedText, type OwnKeys, ownSessionText } from './entry-words.ts';

type Journal = z.infer<typeof journalSchema>;
type JournalCheck = z.infer<typeof journalCheckSchema>;

const kindWords: Record<string, string> = {
  arrangement: 'Arrangement',
  scenario: 'Scenario',
  'event-act': 'Act on an event',
  schedule: 'Schedule',
  'line-work': 'Work on a line',
  rulebook: 'Rulebook',
  'data-set': 'Data set',
  release: 'Release',
  proposal: 'Proposal',
  account: 'Account',
  grant: 'Role of somebody',
  'succession-decision': 'Decision on access',
};
const actWords: Record<JournalEntryWire['act'], string> = { made: 'made', changed: 'changed', removed: 'removed' };
const pageLimit = 50;

/** The screen of the journal. */
export function JournalView({ choice, registers }: ViewProps) {
  usePageTitle('Record of changes');
  const { query } = useLocation();
  const [kind, id] = [query.get('kind'), query.get('id') ?? ''];
  return (
    <>
      <h1>Record of changes</h1>
      <p className="lead">
        Every change of an arrangement, a scenario, a schedule, a rulebook, a data set, a proposal, an account or a
        role, every release and every act on an event, with who made it and when. Entries are added and never changed or
        deleted. <NamesNote /> <SessionsNote />
      </p>
      <Verify />
      <section aria-labelledby="entries-title">
        <h2 id="entries-title">Entries</h2>
        <form className="choices" aria-label="Which entries are shown" onSubmit={(event) => event.preventDefault()}>
          <RegisterField choice={choice} registers={registers} />
          <SelectField
            label="Of what"
            value={kind ?? ''}
            options={[
              { value: '', text: 'Everything' },
              ...Object.entries(kindWords).map(([value, text]) => ({ value, text })),
            ]}
            onChoose={(chosen) => changeQuery({ kind: chosen === '' ? null : chosen })}
          />
          <SearchField
            label="Reference"
            hint="The whole reference of one record."
            value={id}
            onChange={(text) => changeQuery({ id: text === '' ? null : text })}
          />
        </form>
        <Entries key={`${choice.register.name} ${kind} ${id}`} choice={choice} kind={kind} id={id} />
      </section>
    </>
  );
}

/** What a session is, where people sign in with accounts. */
function SessionsNote() {
  if (!useSession().accounts) return null;
  return (
    <>
      A session is one sign-in or one token, and its reference opens nothing; a change without one was made on the
      machine itself, or in signing in.
    </>
  );
}

/** The proof, asked for by a button since it reads all of the journal. */
function Verify() {
  const [state, setState] = useState<{ check?: JournalCheck; fault?: ApiFault; isBusy: boolean }>({ isBusy: false });
  const verify = () => {
    setState({ isBusy: true });
    forgetAnswers();
    ask<JournalCheck>('/api/journal/verify').then(
      (check) => setState({ isBusy: false, check }),
      (fault: unknown) => {
        if (!(fault instanceof ApiFault)) throw fault;
        setState({ isBusy: false, fault });
      },
    );
  };
  return (
    <section aria-labelledby="verify-title">
      <h2 id="verify-title">Is it whole?</h2>
      <p>
        Each entry carries a digest of the one before it, so that a change, a gap or an entry taken out shows, and the
        records are compared with what the entries say.
      </p>
      <button type="button" className="button" disabled={state.isBusy} onClick={verify}>
        Verify the record
      </button>
      {state.isBusy && <Loading what="the verification" />}
      {state.fault !== undefined && <FaultNote fault={state.fault} where="While verifying the record" />}
      {state.check !== undefined && <Verdict check={state.check} />}
    </section>
  );
}

function Verdict({ check: { isSound, entries, head, faults } }: { readonly check: JournalCheck }) {
  if (isSound) {
    return (
      <div className="note verdict" role="status">
        <p>
          <strong>The record is whole.</strong> {countText(entries, 'entry follows', 'entries follow')} from one another
          without a gap, and every record is what its last entry says.
        </p>
        <p className="hint">
          Digest of the last entry, to compare with one that you kept: <code>{head}</code>
        </p>
      </div>
    );
  }
  return (
    <div className="fault" role="alert">
      <h3>The record is broken</h3>
      <p>
        {countText(faults.length, 'fault', 'faults')} in {countText(entries, 'entry', 'entries')}. Do not rely on what
        is stored; keep a copy, and compare with your last backup.
      </p>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </div>
  );
}

type EntriesProps = { readonly choice: Choice; readonly kind: string | null; readonly id: string };

/** Page after page, the newest first. */
function Entries({ choice, kind, id }: EntriesProps) {
  const [pages, setPages] = useState<readonly (number | null)[]>([null]);
  const isPerson = useSession().person?.kind === 'person';
  // Of sessions of others no more than the reference is known here. Without the answer that holds for one's own, too.
  const own = useAnswer<OwnAccountWire>(isPerson ? '/api/account' : null).value ?? noKeys;
  const after = pages.at(-1) ?? null;
  const answer = useAnswer<Journal>(
    apiAddress('/journal', { register: choice.register.name, kind, id: id.trim(), limit: pageLimit, after }),
  );
  useEffect(() => {
    if (pages.length > 1) document.getElementById('entries-title')?.scrollIntoView({ block: 'start' });
  }, [pages]);
  if (answer.value === undefined) return <Waiting answer={answer} what="the record of changes" />;
  const { entries, next } = answer.value;
  if (entries.length === 0)
    return <p className="note">No entry. {id !== '' && 'See that the reference is written in full.'}</p>;
  return (
    <div className={answer.isStale ? 'is-stale' : undefined}>
      <ol className="comments journal">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} own={own} />
        ))}
      </ol>
      <nav className="pager" aria-label="Pages of the record">
        <button
          type="button"
          className="button button-quiet"
          disabled={pages.length === 1}
          onClick={() => setPages(pages.slice(0, -1))}
        >
          Newer
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={next === null}
          onClick={() => setPages([...pages, next])}
        >
          Older
        </button>
      </nav>
    </div>
  );
}

const noKeys: OwnKeys = { sessions: [], tokens: [] };

function Entry({ entry, own }: { readonly entry: JournalEntryWire; readonly own: OwnKeys }) {
  const { seq, at, who, actingForName, kind, act, reason, session, approvals, differences } = entry;
  const agreed = agreedText(approvals);
  return (
    <li>
      <p>
        <span className="hint">{numberText(seq)}</span> <strong>{kindWords[kind] ?? plainWord(kind)}</strong>{' '}
        <RecordName entry={entry} /> {actWords[act]} by {who}
        {actingForName === null ? '' : `, for ${actingForName}`}, {momentText(at)}
        {reason === null ? '' : `: ${reason}`}
      </p>
      {agreed !== null && <p>{agreed}</p>}
      {session !== null && (
        <p className="hint">
          {ownSessionText(session, own) ?? (
            <>
              Session <code>{session}</code>
            </>
          )}
        </p>
      )}
      {differences.length > 0 && (
        <details>
          <summary>{countText(differences.length, 'difference', 'differences')}</summary>
          <Differences differences={differences} nameOf={kind === 'arrangement' ? fieldText : (path) => path} />
        </details>
      )}
    </li>
  );
}

/** The record by its reference, as a link where it has a screen and is still there. */
function RecordName({ entry: { kind, id, act } }: { readonly entry: JournalEntryWire }) {
  const paths: Record<string, string> = {
    arrangement: `/arrangement/${encodeURIComponent(id)}`,
    scenario: `/scenario/${encodeURIComponent(id)}`,
    proposal: `/proposal/${encodeURIComponent(id)}`,
  };
  const path = paths[kind];
  if (act === 'removed' || path === undefined) return <code>{id}</code>;
  return <Link path={path}>{id}</Link>;
}
