/** Single events switched on or off in a scenario, found by search among all of the register. */

import { useState } from 'react';
import type { EventWire } from '#wire/register.ts';
import type { ScenarioPlanWire } from '#wire/scenarios.ts';
import type { Choice } from '../../choice.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { dayOf, useRegisterEvents } from '../../register-events.ts';
import { countText, eventStatusWords, shortDateText } from '../../words.ts';

type Switch = 'base' | 'on' | 'off';

type EventSwitchesProps = {
  readonly choice: Choice;
  readonly plan: ScenarioPlanWire;
  readonly change: (some: Partial<ScenarioPlanWire>) => void;
};

/** The table of events, the switched ones first. */
export function EventSwitches({ choice, plan, change }: EventSwitchesProps) {
  const answer = useRegisterEvents({ ...choice, scenario: plan.basedOn });
  const [text, setText] = useState('');
  const [status, setStatus] = useState('');
  const events = answer.value?.events ?? [];
  const shown = events
    .filter(
      (event) =>
        (status === '' || (status === 'switched' ? switchOf(plan, event.id) !== 'base' : event.status === status)) &&
        event.title.toLowerCase().includes(text.toLowerCase().trim()),
    )
    .sort((a, b) => Number(switchOf(plan, a.id) === 'base') - Number(switchOf(plan, b.id) === 'base'));
  // A switch of an event that the register lost stays, and can be taken back.
  const lost = [...plan.on, ...plan.off].filter(
    (id) => answer.value !== undefined && !events.some((one) => one.id === id),
  );
  const turn = (id: string, to: Switch) =>
    change({
      on: [...plan.on.filter((one) => one !== id), ...(to === 'on' ? [id] : [])],
      off: [...plan.off.filter((one) => one !== id), ...(to === 'off' ? [id] : [])],
    });
  return (
    <fieldset className="form-part-block">
      <legend>Single events switched on or off</legend>
      {answer.value === undefined && <Waiting answer={answer} what="the events" />}
      <div className="choices">
        <SearchField label="Find events" value={text} onChange={setText} />
        <SelectField
          label="Which events"
          value={status}
          options={[
            { value: '', text: 'All' },
            { value: 'switched', text: `Switched here (${plan.on.length + plan.off.length})` },
            ...Object.entries(eventStatusWords).map(([value, words]) => ({ value, text: words.short })),
          ]}
          onChoose={setStatus}
        />
      </div>
      {lost.map((id) => (
        <p key={id} className="note note-caution">
          The register has no event {id} any more.{' '}
          <button type="button" className="pick" onClick={() => turn(id, 'base')}>
            Take the switch of {id} back
          </button>
        </p>
      ))}
      <DataTable
        label="Events"
        caption={`${countText(shown.length, 'event', 'events')} of ${events.length}.`}
        columns={columnsOf(plan, turn)}
        rows={shown}
        keyOf={(event) => event.id}
        pageSize={10}
        none="No event is called so."
      />
    </fieldset>
  );
}

function columnsOf(plan: ScenarioPlanWire, turn: (id: string, to: Switch) => void): readonly TableColumn<EventWire>[] {
  return [
    { title: 'Event', isRowTitle: true, by: (event) => event.title, cell: (event) => event.title },
    {
      title: 'Day',
      isShort: true,
      by: (event) => dayOf(event),
      cell: (event) => {
        const day = dayOf(event);
        return day === null ? 'No day' : shortDateText(day);
      },
    },
    { title: 'Status', by: (event) => event.status, cell: (event) => eventStatusWords[event.status].short },
    { title: 'In what it starts from', cell: (event) => (event.holds ? 'Holds' : 'Does not hold') },
    {
      title: 'Here',
      cell: (event) => (
        <select
          aria-label={`Here: ${event.title}`}
          value={switchOf(plan, event.id)}
          onChange={(change) => turn(event.id, change.target.value as Switch)}
        >
          <option value="base">The same</option>
          <option value="on">Switched on</option>
          <option value="off">Switched off</option>
        </select>
      ),
    },
  ];
}

function switchOf(plan: ScenarioPlanWire, id: string): Switch {
  if (plan.on.includes(id)) return 'on';
  return plan.off.includes(id) ? 'off' : 'base';
}
