/** What the schedule is about: register, scenario, the two days, the count of people and the rulebook. */

import { useEffect, useState } from 'react';
import type { IsoDate } from '#std/iso-date.ts';
import type { RegisterWire } from '#wire/register.ts';
import type { RulebooksWire } from '#wire/rulebook.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { rulebookText } from '../../handover-words.ts';
import { DateField, SelectField } from '../../parts/fields.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { type HandoverQuestion, residentCounts } from './handover-question.ts';

type HandoverFieldsProps = {
  readonly choice: Choice;
  readonly registers: readonly RegisterWire[];
  readonly question: HandoverQuestion;
};

/** The fields; nothing while a kept schedule is open, which has these once and for all and says so. */
export function HandoverFields({ choice, registers, question }: HandoverFieldsProps) {
  const { query } = useLocation();
  const { scenarios } = choice.register;
  const usual = scenarios[0]?.id ?? '';
  const rulebooks = useAnswer<RulebooksWire>(apiAddress('/rulebooks', { register: choice.register.name }));
  const counts = residentCounts(choice.register);
  if (question.schedule !== null) return null;
  return (
    <form className="choices" aria-label="What the schedule is about" onSubmit={(event) => event.preventDefault()}>
      {registers.length > 1 && (
        <SelectField
          label="Register"
          value={choice.register.name}
          options={registers.map((one) => ({ value: one.name, text: one.title }))}
          onChoose={(register) =>
            changeQuery({ register, scenario: null, from: null, to: null, on: null, rulebook: null }, true)
          }
        />
      )}
      <SelectField
        label="Scenario"
        value={choice.scenario ?? usual}
        options={scenarios.map((one) => ({ value: one.id, text: one.title }))}
        onChoose={(scenario) =>
          changeQuery({ scenario: scenario === usual ? null : scenario, from: null, to: null }, true)
        }
      />
      <DayField label="Changes after" name="from" value={question.values['from'] ?? ''} />
      <DayField label="up to and including" name="to" value={question.values['to'] ?? ''} />
      {counts.length > 1 && (
        <SelectField
          label="Count of people"
          value={question.values['population'] ?? ''}
          options={[
            { value: '', text: 'The one nearest to each vesting day' },
            ...counts.map((one) => ({ value: one.id, text: one.title })),
          ]}
          onChoose={(population) => changeQuery({ population: population === '' ? null : population }, true)}
        />
      )}
      {(rulebooks.value?.rulebooks.length ?? 0) > 1 && (
        <SelectField
          label="Rulebook"
          value={query.get('rulebook') ?? rulebooks.value?.rulebooks[0]?.id ?? ''}
          options={(rulebooks.value?.rulebooks ?? []).map((one) => ({
            value: one.id,
            text: rulebookText(one),
          }))}
          onChoose={(rulebook) => changeQuery({ rulebook }, true)}
        />
      )}
    </form>
  );
}

/** How long a day must stand before the schedule is made anew for it. @units milliseconds */
const pause = 400;

/** A day of the schedule. It is asked for a moment after it was written, since each day is a schedule of its own. */
function DayField({ label, name, value }: { readonly label: string; readonly name: string; readonly value: string }) {
  const [day, setDay] = useState(value);
  useEffect(() => setDay(value), [value]);
  useEffect(() => {
    if (day === value) return;
    const timer = setTimeout(() => changeQuery({ [name]: day }), pause);
    return () => clearTimeout(timer);
  }, [day, value, name]);
  return <DateField label={label} value={day as IsoDate} onChoose={setDay} />;
}
