/** What happens to one arrangement in a scenario: its lines of the handover schedule. */

import { useState } from 'react';
import type { HandoverTableWire } from '#wire/handover.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { dispositionText, flagText } from '../../handover-words.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { dateText, shortDateText } from '../../words.ts';

type Line = {
  readonly key: string;
  readonly party: string;
  readonly disposition: string;
  readonly successors: string;
  readonly due: string | null;
  readonly flags: readonly string[];
};

/** The lines in one scenario of the register at a time; which one can be chosen. */
export function ArrangementHandover({ choice, id }: { readonly choice: Choice; readonly id: string }) {
  const scenarios = choice.register.scenarios.filter((one) => one.from !== null && one.to !== null);
  const usual = scenarios.find((one) => one.id === choice.scenario) ?? scenarios[0];
  const [wanted, setWanted] = useState(usual?.id ?? '');
  const scenario = scenarios.find((one) => one.id === wanted) ?? usual;
  const answer = useAnswer<HandoverTableWire>(
    scenario === undefined ? null : apiAddress('/handover/table', { ...contextOf(choice), scenario: scenario.id }),
  );
  const query = { scenario: scenario?.id ?? null };
  return (
    <section aria-labelledby="handover-title">
      <h2 id="handover-title">What happens to it</h2>
      {scenario === undefined ? (
        <p>This register has no scenario with days to look between.</p>
      ) : (
        <>
          <SelectField
            label="In this scenario"
            value={scenario.id}
            options={scenarios.map((one) => ({ value: one.id, text: one.title }))}
            onChoose={setWanted}
          />
          <Waiting answer={answer} what="what happens to it" />
          {answer.value !== undefined && (
            <div className={answer.isStale ? 'is-stale' : undefined}>
              <DataTable
                label="Lines of the handover schedule"
                caption={`Between ${dateText(answer.value.from)} and ${dateText(answer.value.to)}.`}
                columns={columnsOf(query)}
                rows={linesOf(answer.value, id)}
                keyOf={(line) => line.key}
                none="Nothing changes for it between these days: none of its parties is touched."
              />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function columnsOf(query: { readonly scenario: string | null }): readonly TableColumn<Line>[] {
  return [
    {
      title: 'Party',
      isRowTitle: true,
      cell: ({ key, party }) => (
        <Link path="/handover/line" query={{ ...query, key }}>
          {party}
        </Link>
      ),
    },
    { title: 'What happens', cell: ({ disposition }) => dispositionText(disposition) },
    { title: 'Who takes over', cell: ({ successors }) => successors },
    { title: 'First deadline', isShort: true, cell: ({ due }) => (due === null ? '–' : shortDateText(due)) },
    { title: 'Flags', cell: ({ flags }) => flags.map(flagText).join('; ') },
  ];
}

/** The lines of one arrangement: the key of a line begins with its reference. */
function linesOf(table: HandoverTableWire, id: string): Line[] {
  const name = (at: number | undefined) => table.bodies[at ?? -1]?.name ?? '';
  return table.keys.flatMap((key, line) => {
    if (!key.startsWith(`${id} `)) return [];
    return {
      key,
      party: name(table.partyOf[line]),
      disposition: table.dispositions[table.dispositionOf[line] ?? -1] ?? '',
      successors: (table.successorsOf[line] ?? []).map(name).join(', '),
      due: table.dueOf[line] ?? null,
      flags: (table.flagsOf[line] ?? []).map((flag) => table.flags[flag] ?? ''),
    };
  });
}
