/** The evidence of a line: the land and its people, what was found out, and why the other rules did not decide. */

import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { numberText } from '../../words.ts';
import { shareEvidence } from './handover-evidence.ts';
import type { LineProps } from './line-props.ts';

type Finding = LineProps['detail']['findings'][number];
type Trace = LineProps['detail']['trace'][number];

const findingColumns: readonly TableColumn<Finding>[] = [
  { title: 'What was asked', isRowTitle: true, cell: (one) => one.meaning },
  { title: 'Found', cell: (one) => one.value },
  { title: 'Word in the rules', cell: (one) => <code>{one.name}</code> },
];

const traceColumns: readonly TableColumn<Trace>[] = [
  {
    title: 'Rule',
    isRowTitle: true,
    cell: (one) => (
      <>
        {one.title} <span className="hint">({one.rule})</span>
      </>
    ),
  },
  {
    title: 'Why it did not decide',
    cell: (one) => (
      <ul className="cell-list">
        {one.why.map((why) => (
          <li key={why.says}>
            {why.holds ? 'Met: ' : 'Not met: '}
            {why.says}
          </li>
        ))}
      </ul>
    ),
  },
];

/** The sections at the foot of the page. */
export function LineEvidence({ choice, detail, schedule }: LineProps) {
  const { area, findings, trace } = detail;
  const others = trace.filter((one) => !one.fired);
  return (
    <section aria-labelledby="evidence-heading">
      <h2 id="evidence-heading">The evidence</h2>
      <p>
        {area.says}
        {area.persons !== null && (
          <>
            {' '}
            <Figure
              text={numberText(area.persons)}
              evidence={shareEvidence(
                choice,
                schedule,
                'People of the area',
                `People on the land that is shared out, by ${area.population ?? 'the count used'}.`,
              )}
            />{' '}
            people{area.population === null ? '' : ` by ${area.population}`}
            {area.blocks === null ? '' : `, on ${numberText(area.blocks)} building blocks`}.
          </>
        )}
      </p>
      <details>
        <summary>What was found out about this line</summary>
        <DataTable
          label="Findings"
          caption="The rules speak of these and of nothing else."
          columns={findingColumns}
          rows={findings}
          pageSize={40}
          keyOf={(one) => one.name}
          none="Nothing was found out."
        />
      </details>
      <details>
        <summary>Why other rules did not decide</summary>
        <DataTable
          label="Rules that did not decide"
          caption="In the order of the rulebook. The first rule that is met decides; each of the others is shown with what was asked."
          columns={traceColumns}
          rows={others}
          pageSize={40}
          keyOf={(one) => one.rule}
          none="No other rule was asked."
        />
      </details>
    </section>
  );
}
