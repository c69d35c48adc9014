/** Changes to joint things that wait for agreement, those that wait for the reader first, and those that ended. */

import { useState } from 'react';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { ProposalRowWire, ProposalsWire } from '#wire/proposals.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, momentText } from '../../words.ts';
import { KeyRow } from './key-row.tsx';
import { isOpen, stateWords } from './proposal-words.ts';

/** The screen. */
export function ProposalsView({ choice, registers }: ViewProps) {
  usePageTitle('Proposals');
  const answer = useAnswer<ProposalsWire>(apiAddress('/proposals', { register: choice.register.name }));
  return (
    <>
      <h1>Proposals</h1>
      <p className="lead">
        What several bodies own changes when an approver of each has agreed. Until then a change is a proposal, and
        nothing changes.
      </p>
      <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      {answer.value === undefined ? (
        <Waiting answer={answer} what="the proposals" />
      ) : (
        <Lists proposals={answer.value.proposals} />
      )}
    </>
  );
}

function Lists({ proposals }: { readonly proposals: readonly ProposalRowWire[] }) {
  const open = proposals.filter(isOpen);
  const mine = open.filter((one) => one.may.includes('agree'));
  const others = open.filter((one) => !one.may.includes('agree'));
  if (proposals.length === 0) {
    return (
      <p className="note">
        There is no proposal that you may see. One is made when somebody changes an arrangement, a line of a handover or
        anything else that belongs to more than one body.
      </p>
    );
  }
  return (
    <>
      <Cards id="waiting-you" title="Waiting for you" none="Nothing waits for you." rows={mine} />
      <Cards id="waiting-others" title="Waiting for others" none="Nothing waits for others." rows={others} />
      <Ended rows={proposals.filter((one) => !isOpen(one))} />
    </>
  );
}

type CardsProps = {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly rows: readonly ProposalRowWire[];
};

function Cards({ id, title, none, rows }: CardsProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} {rows.length > 0 && <span className="hint">({rows.length})</span>}
      </h2>
      {rows.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className="plain-list proposal-cards">
          {rows.map((row) => (
            <li key={row.id} className="panel">
              <h3>
                <Link path={`/proposal/${encodeURIComponent(row.id)}`}>
                  {row.says}: {row.subject.title}
                </Link>
              </h3>
              <p>
                Proposed by {handText(row.proposedBy)}, {momentText(row.proposedBy.at)}. It can be agreed to until{' '}
                {dateText(addDays(row.expiresOn as IsoDate, -1))}.
                {row.remarks > 0 && ` ${countText(row.remarks, 'remark', 'remarks')}.`}
              </p>
              {row.reason !== '' && <p className="hint">{row.reason}</p>}
              <KeyRow proposal={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** `Ann Lee, for Surrey County Council`. */
function handText({ name, body }: ProposalRowWire['proposedBy']): string {
  return body === null ? name : `${name}, for ${body.name}`;
}

const ends = ['made', 'refused', 'withdrawn', 'expired', 'superseded'] as const;

const columns: readonly TableColumn<ProposalRowWire>[] = [
  {
    title: 'What was proposed',
    isRowTitle: true,
    by: ({ says, subject }) => `${says}: ${subject.title}`,
    cell: ({ id, says, subject }) => (
      <Link path={`/proposal/${encodeURIComponent(id)}`}>
        {says}: {subject.title}
      </Link>
    ),
  },
  {
    title: 'What became of it',
    by: ({ state }) => stateWords[state].short,
    cell: ({ state }) => stateWords[state].short,
  },
  { title: 'Proposed by', by: ({ proposedBy }) => proposedBy.name, cell: ({ proposedBy }) => handText(proposedBy) },
  { title: 'Proposed', by: ({ proposedBy }) => proposedBy.at, cell: ({ proposedBy }) => momentText(proposedBy.at) },
];

function Ended({ rows }: { readonly rows: readonly ProposalRowWire[] }) {
  const [shown, setShown] = useState('');
  const found = rows.filter((one) => shown === '' || one.state === shown);
  return (
    <section aria-labelledby="ended-title">
      <h2 id="ended-title">Ended</h2>
      {rows.length === 0 ? (
        <p>None has ended yet.</p>
      ) : (
        <>
          <form className="choices" aria-label="Ended proposals" onSubmit={(event) => event.preventDefault()}>
            <SelectField
              label="Show"
              value={shown}
              options={[
                { value: '', text: 'All that ended' },
                ...ends.map((value) => ({ value, text: stateWords[value].short })),
              ]}
              onChoose={setShown}
            />
          </form>
          <DataTable
            label="Ended proposals"
            caption={countText(found.length, 'proposal', 'proposals')}
            columns={columns}
            rows={found}
            keyOf={({ id }) => id}
            topKey={shown}
            none="None ended so."
          />
        </>
      )}
    </section>
  );
}
