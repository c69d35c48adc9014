/** One proposal: what it would change, whose agreement it takes, what was said, and what the reader may do about it. */

import { useState } from 'react';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { ProposalWire } from '#wire/proposals.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { ToldLine } from '../../parts/told-line.tsx';
import { inWords } from '../../session.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, momentText } from '../../words.ts';
import { KeyRow } from './key-row.tsx';
import { ProposalChanges } from './proposal-changes.tsx';
import { Discussion, ProposalSteps } from './proposal-steps.tsx';
import { isOpen, stateWords } from './proposal-words.ts';
import { SubjectLink } from './subject-link.tsx';

type Hand = ProposalWire['proposedBy'];

/** The screen of the proposal with that id. */
export function ProposalView({ choice, id }: ViewProps & { readonly id: string }) {
  const register = choice.register.name;
  const answer = useAnswer<ProposalWire>(apiAddress(`/proposals/${encodeURIComponent(id)}`, { register }));
  const [told, setTold] = useState('');
  const proposal = answer.value;
  usePageTitle(proposal === undefined ? 'A proposal' : `${proposal.says}: ${proposal.subject.title}`);
  return (
    <>
      <p>
        <Link path="/proposals">All proposals</Link>
      </p>
      <h1>{proposal === undefined ? 'A proposal' : `${proposal.says}: ${proposal.subject.title}`}</h1>
      <ToldLine told={told} />
      {proposal === undefined ? (
        <Waiting answer={answer} what="the proposal" />
      ) : (
        <>
          <Standing proposal={proposal} />
          <Facts proposal={proposal} />
          <div className="line-grid proposal-grid">
            <div>
              <ProposalChanges proposal={proposal} isEnded={!isOpen(proposal)} />
              <Discussion proposal={proposal} />
            </div>
            <div>
              <Parties proposal={proposal} />
              <ProposalSteps proposal={proposal} onTold={setTold} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** What became of it, or whether it still can become something. */
function Standing({ proposal }: { readonly proposal: ProposalWire }) {
  const { state, end, isOvertaken } = proposal;
  return (
    <>
      <div className="answer">
        <p className="answer-word">{stateWords[state].short}</p>
        <p>
          {stateWords[state].long}
          {end !== null && (
            <>
              {' '}
              {end.by === null ? '' : `By ${handText(end.by)}, `}
              {momentText(end.at)}
              {end.reason === null || end.reason === '' ? '.' : `: “${end.reason}”`}
            </>
          )}
        </p>
      </div>
      {isOvertaken && (
        <p className="note note-caution">
          <strong>What it is about has changed since.</strong> The proposal was made from an earlier version, so it can
          no longer be made: an agreement would end it. Propose the change anew from what is there now.
        </p>
      )}
    </>
  );
}

function Facts({ proposal }: { readonly proposal: ProposalWire }) {
  const { subject, proposedBy, reason, expiresOn } = proposal;
  return (
    <dl className="facts">
      <Fact name="About">
        <SubjectLink subject={subject} />
      </Fact>
      <Fact name="Proposed by">
        {handText(proposedBy)}, {momentText(proposedBy.at)}
      </Fact>
      <Fact name="Reason">{reason === '' ? 'none was given' : reason}</Fact>
      {isOpen(proposal) && <Fact name="Last day to agree">{dateText(addDays(expiresOn as IsoDate, -1))}</Fact>}
    </dl>
  );
}

function Parties({ proposal }: { readonly proposal: ProposalWire }) {
  const { sharedHands, takenBack } = proposal;
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">Whose agreement it takes</h2>
      <KeyRow proposal={proposal} />
      {sharedHands.map(({ name, bodies }) => (
        <p key={name} className="note note-caution">
          <strong>More than one key in one hand.</strong> {name} agreed for {inWords(bodies.map((body) => body.name))}.
        </p>
      ))}
      {takenBack.length > 0 && (
        <ul>
          {takenBack.map(({ agreement, by }) => (
            <li key={`${agreement.at} ${by.at}`}>
              {agreement.name} had agreed{agreement.body === null ? '' : ` for ${agreement.body.name}`},{' '}
              {momentText(agreement.at)}; {by.name} took that back, {momentText(by.at)}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function handText({ name, body }: Hand): string {
  return body === null ? name : `${name}, for ${body.name}`;
}
