/** What can be done about a proposal: agree, take that back, refuse, withdraw, discuss. Who may not reads why. */

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ProposalWire } from '#wire/proposals.ts';
import { apiAddress, send } from '../../api-client.ts';
import { useAuthor, useStatedAuthor } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { ToldLine } from '../../parts/told-line.tsx';
import { type FormFaults, type SendingState, useSending } from '../../parts/use-sending.ts';
import { type ActingBody, isOwner, useActing, useSession, useWhyNot } from '../../session.ts';
import { momentText } from '../../words.ts';
import { isOpen, type ProposalStep, stateWords, whyNotStep } from './proposal-words.ts';

type StepProps = { readonly proposal: ProposalWire; readonly onTold: (told: string) => void };

type Sent =
  | { readonly do: 'agree' | 'take-back' }
  | { readonly do: 'discuss'; readonly text: string }
  | { readonly do: 'refuse'; readonly reason: string }
  | { readonly do: 'withdraw'; readonly reason: string | null };

/** Sends steps, in the name of whoever is at work. */
function useStep({ proposal, onTold }: StepProps, fields: Readonly<Record<string, string>>) {
  const author = useAuthor();
  const sending = useSending(fields);
  const address = apiAddress(`/proposals/${encodeURIComponent(proposal.id)}/step`, { register: proposal.register });
  const step = async (faults: FormFaults, sent: Sent, says: (after: ProposalWire) => string) => {
    onTold('');
    const done = await sending.run(faults, () =>
      send<ProposalWire>('POST', address, { expectedVersion: proposal.version, by: author, step: sent }),
    );
    if (done === null) return false;
    onTold(says(done.value));
    return true;
  };
  return { sending, step };
}

/** The body that the reader acts for; the owner of a laptop states one, by its code or id. */
function useActingParty({ parties }: ProposalWire): Pick<ActingBody, 'id' | 'name'> | null {
  const session = useSession();
  const { acting } = useActing();
  const stated = useStatedAuthor()?.actingFor?.toLowerCase() ?? null;
  if (!isOwner(session)) return acting;
  const named = ({ id, code, name }: ActingPartyBody) => [id, code, name].some((one) => one.toLowerCase() === stated);
  return parties.map((one) => one.body).find(named) ?? null;
}
type ActingPartyBody = ProposalWire['parties'][number]['body'];

/** Why the reader cannot do the step; null: they can. */
function useWhyNotStep(step: ProposalStep, proposal: ProposalWire): string | null | 'hidden' {
  const agree = useWhyNot('agree-to-proposal');
  const others = useWhyNot('discuss-proposal');
  const acting = useActingParty(proposal);
  const refused = step === 'withdraw' || step === 'discuss' ? others : agree;
  return whyNotStep(step, proposal, { acting, refused });
}

/** Agreeing, taking it back, refusing and withdrawing. Nothing once the proposal has ended. */
export function ProposalSteps(props: StepProps) {
  const { proposal } = props;
  const { sending, step } = useStep(props, { reason: 'refuse-reason' });
  const acting = useActingParty(proposal);
  const session = useSession();
  if (!isOpen(proposal)) return <TooLate state={sending.state} />;
  const { isBusy } = sending.state;
  const isLast = proposal.parties.filter((one) => one.agreed === null).length === 1;
  const name = acting?.name ?? 'your body';
  const agreed = (after: ProposalWire) =>
    after.state === 'open' ? `You agreed for ${name}.` : `You agreed for ${name}. ${stateWords[after.state].long}`;
  return (
    <section aria-labelledby="steps-title" className="panel">
      <h2 id="steps-title">What you can do</h2>
      {isOwner(session) && <AuthorNote />}
      <StepReport state={sending.state}>
        <Offered step="agree" proposal={proposal}>
          <p>
            <button
              type="button"
              className="button"
              disabled={isBusy}
              onClick={() => void step({}, { do: 'agree' }, agreed)}
            >
              Agree for {name}
            </button>{' '}
            <span className="hint">
              {isLast ? 'Yours is the last agreement: the change is made at once.' : 'It is made when all have agreed.'}
            </span>
          </p>
        </Offered>
        <Offered step="take-back" proposal={proposal}>
          <p>
            <button
              type="button"
              className="button button-quiet"
              disabled={isBusy}
              onClick={() => void step({}, { do: 'take-back' }, () => `The agreement of ${name} is taken back.`)}
            >
              Take the agreement of {name} back
            </button>
          </p>
        </Offered>
        <Offered step="refuse" proposal={proposal}>
          <Refusing
            isBusy={isBusy}
            name={name}
            onRefuse={(faults, reason) =>
              void step(faults, { do: 'refuse', reason }, () => `You refused for ${name}. Nothing was changed.`)
            }
          />
        </Offered>
        <Offered step="withdraw" proposal={proposal}>
          <ConfirmButton
            text="Withdraw the proposal"
            says="Nobody can agree to it any more. It stays in the record, and can be proposed anew."
            isBusy={isBusy}
            onConfirm={() =>
              void step({}, { do: 'withdraw', reason: null }, () => 'The proposal is withdrawn. Nothing was changed.')
            }
          />
        </Offered>
      </StepReport>
    </section>
  );
}

/** The control where the reader may do the step, else why not; nothing where there is no occasion. */
function Offered({
  step,
  proposal,
  children,
}: {
  readonly step: ProposalStep;
  readonly proposal: ProposalWire;
  readonly children: ReactNode;
}) {
  const why = useWhyNotStep(step, proposal);
  if (why === 'hidden') return null;
  if (why === null) return <>{children}</>;
  return (
    <p className="hint">
      <strong>{stepTexts[step]}:</strong> {why}
    </p>
  );
}

const stepTexts: Record<ProposalStep, string> = {
  agree: 'Agree',
  'take-back': 'Take an agreement back',
  refuse: 'Refuse',
  withdraw: 'Withdraw',
  discuss: 'Discuss',
};

type RefusingProps = {
  readonly isBusy: boolean;
  readonly name: string;
  readonly onRefuse: (faults: FormFaults, reason: string) => void;
};

function Refusing({ isBusy, name, onRefuse }: RefusingProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = { 'refuse-reason': 'Say why, so that the others can propose what you accept.' };
    onRefuse(reason.trim() === '' ? missing : {}, reason.trim());
  };
  return (
    <details className="more">
      <summary>Refuse it</summary>
      <form aria-label="Refuse" noValidate onSubmit={submit}>
        <TextField
          id="refuse-reason"
          label="Why it is refused"
          hint="One refusal ends the proposal. To ask for something else, discuss it first."
          lines={3}
          isWide
          value={reason}
          onChange={setReason}
        />
        <p>
          <button type="submit" className="button button-danger" disabled={isBusy}>
            Refuse for {name}
          </button>
        </p>
      </form>
    </details>
  );
}

/** Remarks, the newest last, and a field for another. */
export function Discussion({ proposal }: Pick<StepProps, 'proposal'>) {
  const { discussion } = proposal;
  const [text, setText] = useState('');
  const [told, setTold] = useState('');
  const { sending, step } = useStep({ proposal, onTold: setTold }, { text: 'remark-text' });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = text.trim() === '' ? { 'remark-text': 'Write what you want to say.' } : {};
    const sent = await step(faults, { do: 'discuss', text: text.trim() }, () => 'Your remark is added.');
    if (sent) setText('');
  };
  return (
    <section aria-labelledby="discussion-title">
      <h2 id="discussion-title">Discussion</h2>
      {discussion.length === 0 ? (
        <p>Nothing was said{isOpen(proposal) ? ' yet' : ''}.</p>
      ) : (
        <ol className="comments">
          {discussion.map((one) => (
            <li key={`${one.at} ${one.account}`}>
              <span className="hint">
                {one.name}
                {one.body === null ? '' : `, for ${one.body.name}`}, {momentText(one.at)}
              </span>
              <p className="change-text">{one.text}</p>
            </li>
          ))}
        </ol>
      )}
      <ToldLine told={told} />
      {!isOpen(proposal) && <TooLate state={sending.state} />}
      <Offered step="discuss" proposal={proposal}>
        <StepReport state={sending.state}>
          <form aria-label="Add a remark" noValidate onSubmit={submit}>
            <TextField id="remark-text" label="Your remark" lines={3} isWide value={text} onChange={setText} />
            <p>
              <button type="submit" className="button button-quiet" disabled={sending.state.isBusy}>
                Add the remark
              </button>
            </p>
          </form>
        </StepReport>
      </Offered>
    </section>
  );
}

/** What was wrong with a step; others who were faster are no fault of the reader's. What was typed below it stays. */
function StepReport({ state, children }: { readonly state: SendingState; readonly children: ReactNode }) {
  const isOvertaken = wasOvertaken(state);
  return (
    <>
      {isOvertaken && <Meanwhile key={state.attempt} state={state} />}
      <FormReport state={isOvertaken ? { ...state, fault: null } : state} where="While recording it">
        {children}
      </FormReport>
    </>
  );
}

/** For who took a step when others had already ended the proposal. */
function TooLate({ state }: { readonly state: SendingState }) {
  return wasOvertaken(state) ? <Meanwhile key={state.attempt} state={state} isEnded /> : null;
}

function wasOvertaken({ fault }: SendingState): boolean {
  return fault?.status === 409;
}

type MeanwhileProps = { readonly state: SendingState; readonly isEnded?: boolean };

/** Said when others were faster. Takes the focus. */
function Meanwhile({ state, isEnded = false }: MeanwhileProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="note note-caution" role="alert" tabIndex={-1} ref={box}>
      <p>
        <strong>Somebody else was faster.</strong> {state.fault?.detail}
      </p>
      <p>
        The page shows what is there now. What you did was not recorded
        {isEnded ? '.' : ', and what you wrote still stands.'}
      </p>
    </div>
  );
}
