/** One line of the schedule: what happens to one party of one arrangement, why, and what people do about it. */

import type { HandoverLineDetailWire, LineWorkWire } from '#wire/handover.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { careGroupText, dispositionText, dispositionWords, kindText, roleText } from '../../handover-words.ts';
import { Citations } from '../../parts/citations.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, shortDateText } from '../../words.ts';
import { useCarriedQuery, useHandoverQuestion, useOpenSchedule } from './handover-question.ts';
import { BasesSection } from './line-bases.tsx';
import { LineEvidence } from './line-evidence.tsx';
import type { LineProps } from './line-props.ts';
import { LineMoney, LineShares } from './line-shares.tsx';
import { LineWork } from './line-work.tsx';

/** The page of the line that the address names. */
export function LineView({ choice }: ViewProps) {
  const { query } = useLocation();
  const key = query.get('key');
  const question = useHandoverQuestion(choice);
  const carried = useCarriedQuery();
  const answer = useAnswer<HandoverLineDetailWire>(
    key === null ? null : apiAddress('/handover/line', { ...question.values, key }),
  );
  const open = useOpenSchedule(choice, question);
  const detail = answer.value;
  usePageTitle(detail === undefined ? 'Line of the handover' : `${detail.line.title}: ${detail.line.partyName}`);
  const back = (
    <p>
      <Link path="/handover" query={carried}>
        Back to the schedule
      </Link>
    </p>
  );
  if (detail === undefined) {
    return (
      <>
        {back}
        <h1>A line of the handover</h1>
        {key === null ? (
          <p>The address names no line. Choose one in the schedule.</p>
        ) : (
          <Waiting answer={answer} what="the line" />
        )}
      </>
    );
  }
  const props: LineProps = { choice, detail, schedule: detail };
  const work = open.value?.work.find((one) => one.key === key);
  return (
    <>
      {back}
      <LineHead {...props} work={work} />
      <div className="line-grid">
        <div>
          <LineShares {...props} />
          <LineMoney {...props} />
          <BasesSection {...props} />
          <LineActions {...props} work={work} />
        </div>
        <div>
          <LineFlags detail={detail} />
          <LineWork {...props} question={question} open={open} />
          <LineRule detail={detail} />
        </div>
      </div>
      <LineEvidence {...props} />
    </>
  );
}

function LineHead({ detail, work }: LineProps & { work: LineWorkWire | undefined }) {
  const { line } = detail;
  const words = dispositionWords[line.disposition as keyof typeof dispositionWords];
  return (
    <>
      <h1>
        {line.title}: {line.partyName}
      </h1>
      <div className="answer">
        <p className="answer-word">{dispositionText(line.disposition)}</p>
        <p>
          {words === undefined ? '' : `${words.long.charAt(0).toUpperCase()}${words.long.slice(1)}`}
          {line.successors.length > 0 && (
            <>
              . {line.successors.length === 1 ? 'Successor: ' : 'Successors: '}
              {line.successors.map((one) => one.name).join(', ')}
            </>
          )}
          .
        </p>
        {line.legalConfirmationNeeded && (
          <p className="note note-caution">
            <strong>Legal confirmation needed.</strong> The rule rests on law that is not settled in the sources seen.
            Have a lawyer confirm it before you act on it.
          </p>
        )}
        {line.evidence === 'illustrative' && (
          <p>
            <span className="badge badge-illustrative">Illustrative</span> The arrangement and its money are made up to
            show how it works. Bodies, boundaries and dates are real and cited, with what is inferred or estimated
            marked; arrangements and money are illustrative.
          </p>
        )}
      </div>
      <dl className="facts">
        <Fact name="Party">
          <OrganisationLink id={detail.party.id}>{detail.party.name}</OrganisationLink> ({roleText(line.role)})
        </Fact>
        <Fact name="Kind">{kindText(line.kind)}</Fact>
        {line.careGroups.length > 0 && <Fact name="Care groups">{line.careGroups.map(careGroupText).join(', ')}</Fact>}
        <Fact name="With">
          {detail.otherParties.length === 0
            ? 'nobody else'
            : detail.otherParties.map((body, at) => (
                <span key={body.id}>
                  {at > 0 && ', '}
                  <OrganisationLink id={body.id}>{body.name}</OrganisationLink>
                  {!body.exists && ' (no longer exists)'}
                </span>
              ))}
        </Fact>
        <Fact name="What changes the party">
          {detail.events.length === 0 ? (
            'no event of these days'
          ) : (
            <ul className="plain-list">
              {detail.events.map((event) => (
                <li key={event.id}>
                  <Link path="/events" query={{ event: event.id }}>
                    {event.title}
                  </Link>
                  {event.day !== null && `, ${dateText(event.day)}`}
                  {event.instrument !== null && `; ${event.instrument}`}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {line.vesting !== null && <Fact name="Vesting day">{dateText(line.vesting)}</Fact>}
        <Fact name="Arrangement">
          <Link path={`/arrangement/${encodeURIComponent(line.arrangement)}`}>{line.arrangement}</Link>
        </Fact>
        {work !== undefined && work.overrides.length > 0 && (
          <Fact name="Set by hand">{work.overrides.map((one) => one.value).join('; ')} (see below)</Fact>
        )}
      </dl>
    </>
  );
}

function LineActions({ detail, work }: LineProps & { work: LineWorkWire | undefined }) {
  const { actions } = detail.line;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <section aria-labelledby="actions-title">
      <h2 id="actions-title">What has to be done</h2>
      {actions.length === 0 ? (
        <p>Nothing.</p>
      ) : (
        <ol className="actions">
          {actions.map((action) => {
            const override = work?.overrides.find((one) => one.field === `deadline:${action.id}`);
            return (
              <li key={action.id}>
                <strong className="action-due">{shortDateText(action.due)}</strong>
                <span>
                  {action.due < today && <span className="badge badge-late">Overdue</span>}
                  {action.what} <span className="hint">{action.owner}</span>
                  {override !== undefined && <span className="hint"> Worked out: {override.computed}.</span>}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function LineFlags({ detail }: { readonly detail: HandoverLineDetailWire }) {
  const { flags } = detail.line;
  const citationsOf = (code: string) => detail.flagCitations.find((one) => one.code === code)?.citations ?? [];
  return (
    <section aria-labelledby="line-flags-title">
      <h2 id="line-flags-title">Flags</h2>
      {flags.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul className="flags">
          {flags.map((flag) => (
            <li key={flag.code}>
              {flag.says}
              <FlagCitations citations={citationsOf(flag.code)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Folded away: what to do about a flag comes first, what it rests on when asked. */
function FlagCitations({ citations }: { readonly citations: HandoverLineDetailWire['rule']['citations'] }) {
  if (citations.length === 0) return null;
  return (
    <details>
      <summary>What it rests on</summary>
      <Citations citations={citations} />
    </details>
  );
}

function LineRule({ detail }: { readonly detail: HandoverLineDetailWire }) {
  const { rule, line } = detail;
  return (
    <section aria-labelledby="rule-title">
      <h2 id="rule-title">The rule that decides</h2>
      <p>
        <strong>{rule.title}</strong> <span className="hint">({rule.id})</span>
      </p>
      <p>{rule.says}</p>
      <h3>Legal ground</h3>
      <p>{line.legalGround}</p>
      <Citations citations={rule.citations} />
    </section>
  );
}
