/** What the schedule comes to, in sentences: how much is touched, what happens, what is flagged, which money passes. */

import { useState } from 'react';
import type { HandoverTableWire } from '#wire/handover.ts';
import type { Choice } from '../../choice.ts';
import { amountText, dispositionText, dispositionWords, flagText, moneyText } from '../../handover-words.ts';
import { CountBars } from '../../parts/count-bars.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { numberText } from '../../words.ts';
import { countedEvidence, moneyEvidence } from './handover-evidence.ts';

/** Flags that are shown before anybody asks for more. */
const mostFlags = 7;

type TotalsProps = { readonly choice: Choice; readonly table: HandoverTableWire };

/** How many arrangements are touched, in how many lines, and what has to be confirmed. */
export function TouchedSentence({ choice, table }: TotalsProps) {
  const { totals } = table;
  const figure = (count: number, title: string, says: string) => (
    <Figure text={numberText(count)} evidence={countedEvidence(choice, table, title, says)} />
  );
  return (
    <p>
      {figure(
        totals.touched,
        'Arrangements touched',
        'Arrangements with at least one party that an event of these days changes, or that is already gone.',
      )}{' '}
      of{' '}
      {figure(
        totals.arrangements,
        'Arrangements looked at',
        'Arrangements of this register that had not ended by the first day.',
      )}{' '}
      arrangements are touched, in{' '}
      {figure(totals.lines, 'Lines', 'One line for each party of an arrangement that is touched.')}{' '}
      {totals.lines === 1 ? 'line' : 'lines'}.{' '}
      {figure(
        totals.legalConfirmationNeeded,
        'Legal confirmation needed',
        'Lines whose rule rests on law that is not settled in the sources seen: a lawyer has to confirm them.',
      )}{' '}
      need legal confirmation. Together they ask for{' '}
      {figure(totals.actions, 'Actions', 'What has to be done, each with who does it and by when.')}{' '}
      {totals.actions === 1 ? 'action' : 'actions'}.
    </p>
  );
}

/** Lines by disposition, drawn. */
export function DispositionBars({ choice, table }: TotalsProps) {
  const counts = Object.entries(table.totals.byDisposition).filter(([, count]) => count > 0);
  if (counts.length === 0) return <p>No line, so nothing happens to any arrangement.</p>;
  return (
    <CountBars
      label="Lines by what happens to them"
      bars={counts.map(([word, count]) => ({
        id: word,
        text: dispositionText(word),
        count,
        shown: (
          <Figure
            text={numberText(count)}
            evidence={countedEvidence(
              choice,
              table,
              `Lines: ${dispositionText(word).toLowerCase()}`,
              `Lines of which the first rule that is met says: ${dispositionWords[word as keyof typeof dispositionWords]?.long ?? word}.`,
            )}
          />
        ),
      }))}
    />
  );
}

/** Lines by flag, the most frequent first; a flag narrows the table when it is pressed. */
export function FlagList({
  table,
  onPick,
}: {
  readonly table: HandoverTableWire;
  readonly onPick?: (flag: string) => void;
}) {
  const counts = Object.entries(table.totals.byFlag)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const [isWhole, setIsWhole] = useState(false);
  if (counts.length === 0) return <p>No line carries a flag.</p>;
  const shown = isWhole || counts.length <= mostFlags + 1 ? counts : counts.slice(0, mostFlags);
  return (
    <>
      <CountBars
        label="Lines by flag"
        bars={shown.map(([flag, count]) => ({
          id: flag,
          count,
          text:
            onPick === undefined ? (
              flagText(flag)
            ) : (
              <button type="button" className="pick" onClick={() => onPick(flag)}>
                {flagText(flag)}
              </button>
            ),
          shown: numberText(count),
        }))}
      />
      {shown.length < counts.length && (
        <button type="button" className="pick" onClick={() => setIsWhole(true)}>
          Show {counts.length - shown.length} more flags
        </button>
      )}
    </>
  );
}

/** Money in, out and not shared, a sentence for each kind of amount. */
export function MoneySentences({ choice, table }: TotalsProps) {
  const amounts = table.totals.money.filter((one) => one.inPence !== 0);
  if (amounts.length === 0) return <p>No money passes with these lines.</p>;
  return (
    <ul className="plain-list">
      {amounts.map(({ what, inPence, outPence, notSharedPence }) => {
        const figure = (pence: number, title: string, says: string) => (
          <Figure text={moneyText(pence)} evidence={moneyEvidence(choice, table, title, says)} />
        );
        return (
          <li key={what}>
            {amountText(what)}:{' '}
            {figure(inPence, `${amountText(what)}, in`, 'The sum of the amounts of all lines, as stated.')} in,{' '}
            {figure(outPence, `${amountText(what)}, out`, 'The sum of what successors take.')} to successors
            {notSharedPence === 0 ? (
              ', to the penny.'
            ) : (
              <>
                ;{' '}
                {figure(
                  notSharedPence,
                  `${amountText(what)}, not shared`,
                  'The sum of amounts that pass to nobody that is known: no successor, or shares that cannot be computed.',
                )}{' '}
                not shared, since nobody takes it or the shares are not known.
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
