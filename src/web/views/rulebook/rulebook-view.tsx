/** The rules in plain English with what they rest on, and a place to try others. */

import type { RulebooksWire, RulebookWire } from '#wire/rulebook.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { dispositionText, flagText, moneyText, rulebookText } from '../../handover-words.ts';
import { Citations } from '../../parts/citations.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, percentText } from '../../words.ts';
import { useCarriedQuery } from '../handover/handover-question.ts';
import { TryRulebook } from './try-rulebook.tsx';

type Rule = Pick<RulebookWire['dispositions'][number], 'id' | 'title' | 'says' | 'text' | 'citations'>;

/** The screen of the rules. */
export function RulebookView({ choice }: ViewProps) {
  usePageTitle('The rules of the handover');
  const { query } = useLocation();
  const carried = useCarriedQuery();
  const { register } = choice;
  const list = useAnswer<RulebooksWire>(apiAddress('/rulebooks', { register: register.name }));
  const id = query.get('rulebook') ?? list.value?.rulebooks[0]?.id ?? null;
  const answer = useAnswer<RulebookWire>(
    id === null ? null : apiAddress(`/rulebooks/${encodeURIComponent(id)}`, { register: register.name }),
  );
  const rulebook = answer.value;
  return (
    <>
      <p>
        <Link path="/handover" query={carried}>
          Back to the schedule
        </Link>
      </p>
      <h1>The rules that decide what happens</h1>
      <p className="lead">
        The rules are data. They are asked from the top; the first that is met decides what happens to a line. Of the
        flags all that are met are raised. A lawyer can read each rule, see what it rests on, and try another.
      </p>
      {(list.value?.rulebooks.length ?? 0) > 1 && (
        <form className="choices" aria-label="Which rulebook" onSubmit={(event) => event.preventDefault()}>
          <SelectField
            label="Rulebook"
            value={id ?? ''}
            options={(list.value?.rulebooks ?? []).map((one) => ({
              value: one.id,
              text: rulebookText(one),
            }))}
            onChoose={(rulebook) => changeQuery({ rulebook }, true)}
          />
        </form>
      )}
      <Waiting answer={list.value === undefined ? list : answer} what="the rules" />
      {rulebook !== undefined && <Rules rulebook={rulebook} />}
      <TryRulebook choice={choice} document={rulebook?.document} kept={list.value?.rulebooks ?? []} />
    </>
  );
}

function Rules({ rulebook }: { readonly rulebook: RulebookWire }) {
  const citationOf = new Map(rulebook.citations.map((one) => [one.id, one]));
  const { section24 } = rulebook;
  return (
    <>
      <p>
        <strong>{rulebook.title}</strong>, version {rulebook.version}. {rulebook.note}{' '}
        {rulebook.recordVersion === null
          ? 'It comes with the program.'
          : `People of this register keep it as ${rulebook.id}, version ${rulebook.recordVersion}.`}
      </p>
      <section aria-labelledby="deciding-title">
        <h2 id="deciding-title">What happens: {countText(rulebook.dispositions.length, 'rule', 'rules')} in order</h2>
        <ol className="rules">
          {rulebook.dispositions.map((rule) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              word={dispositionText(rule.disposition)}
              isToConfirm={rule.legalConfirmationNeeded}
              citationOf={citationOf}
            />
          ))}
        </ol>
      </section>
      <section aria-labelledby="raised-title">
        <h2 id="raised-title">Flags: {countText(rulebook.flags.length, 'rule', 'rules')}</h2>
        <ol className="rules">
          {rulebook.flags.map((rule) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              word={flagText(rule.flag)}
              isToConfirm={false}
              citationOf={citationOf}
            />
          ))}
        </ol>
      </section>
      <section aria-labelledby="numbers-title">
        <h2 id="numbers-title">Numbers of the rules</h2>
        <dl className="facts">
          <Fact name="Section 24: land above">{moneyText(section24.landPence)}</Fact>
          <Fact name="Section 24: capital contracts above">{moneyText(section24.capitalPence)}</Fact>
          <Fact name="Section 24: other contracts above">{moneyText(section24.otherPence)}, over their whole life</Fact>
          <Fact name="Exemptions">
            {section24.exemptions.length === 0
              ? 'none'
              : section24.exemptions.map((one) => `${one.name} (${one.status})`).join(', ')}
          </Fact>
          <Fact name="Shadow period">
            {countText(rulebook.shadowDays, 'day', 'days')} before vesting, unless it is known
          </Fact>
          <Fact name="Areas still match up to">{percentText(rulebook.tolerance)} of people elsewhere</Fact>
        </dl>
      </section>
    </>
  );
}

type RuleCardProps = {
  readonly rule: Rule;
  readonly word: string;
  readonly isToConfirm: boolean;
  readonly citationOf: ReadonlyMap<string, RulebookWire['citations'][number]>;
};

function RuleCard({ rule, word, isToConfirm, citationOf }: RuleCardProps) {
  return (
    <li id={`rule-${rule.id}`}>
      <h3>
        {rule.title} <span className="badge">{word}</span>
        {isToConfirm && <span className="badge badge-uncertain">To be confirmed in law</span>}
      </h3>
      <p>{rule.says}</p>
      <details>
        <summary>
          As the program reads it, and what it rests on <span className="unseen">({rule.title})</span>
        </summary>
        {rule.text.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <Citations citations={rule.citations.flatMap((id) => citationOf.get(id) ?? [])} />
      </details>
    </li>
  );
}
