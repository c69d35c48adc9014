/** What the schedule comes to, in sentences: how much is touched, what happens, what is flagged, which money passes. */

import { useState } from 'react';
import type { HandoverTableWire } from '#wire/handover.ts';
import type { QueryChanges } from '../../address.ts';
import type { Choice } from '../../choice.ts';
import { amountText, dispositionText, dispositionWords, flagText, roundMoneyText } from '../../handover-words.ts';
import { CountBars } from '../../parts/count-bars.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { numberText } from '../../words.ts';
import { countedEvidence, moneyEvidence } from './handover-evidence.ts';

/** Flags that are shown before anybody asks for more. */
const mostFlags = 7;

type TotalsProps = { readonly choice: Choice; readonly table: HandoverTableWire };

/** How many arrangements are touched, in how many lines, and what has to be confirmed. */
export function TouchedSentence({ choice, table }: TotalsProps) {
  const { totals } = table;
  const touchedLines = totals.lines - totals.alreadyDue;
  const figure = (count: number, title: string, says: string) => (
    <Figure text={numberText(count)} evidence={countedEvidence(choice, table, title, says)} />
  );
  return (
    <p>
      {figure(
        totals.touched,
        'Arrangements touched',
        'Arrangements with at least one party that an event of these days changes.',
      )}{' '}
      of{' '}
      {figure(
        totals.arrangements,
        'Arrangements looked at',
        'Arrangements of this register that had not ended by the first day.',
      )}{' '}
      arrangements are touched, in{' '}
      {figure(touchedLines, 'Lines', 'One line for each party of an arrangement that is touched.')}{' '}
      {touchedLines === 1 ? 'line' : 'lines'}.{' '}
      {totals.alreadyDue > 0 && (
        <>
          {figure(
            totals.alreadyDue,
            'Already due',
            'Lines of parties that were gone by the first day and that nothing of these days touches. They are kept apart from what happens and from the money.',
          )}{' '}
          more {totals.alreadyDue === 1 ? 'line was' : 'lines were'} already due.{' '}
        </>
      )}
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

type FlagListProps = {
  readonly table: HandoverTableWire;
  /** Narrows the table that stands below to the lines of the flag. */
  readonly onPick?: (flag: string) => void;
  /** Where no table stands below: what a link to it carries. */
  readonly leadsTo?: QueryChanges;
};

/** Lines by flag, the most frequent first; flag and number lead to its lines. */
export function FlagList({ table, onPick, leadsTo }: FlagListProps) {
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
          text: flagText(flag),
          shown:
            onPick === undefined ? (
              <Link path="/handover" query={{ ...leadsTo, flag }}>
                <Lines count={count} flag={flag} />
              </Link>
            ) : (
              <button type="button" className="pick" onClick={() => onPick(flag)}>
                <Lines count={count} flag={flag} />
              </button>
            ),
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

/** The number of a flag; what it leads to is said to who does not see the words beside it. */
function Lines({ count, flag }: { readonly count: number; readonly flag: string }) {
  return (
    <>
      {numberText(count)}
      <span className="unseen"> {`${count === 1 ? 'line' : 'lines'}: ${flagText(flag)}`}</span>
    </>
  );
}

/** Money that passes and where it goes, a sentence for each kind of amount, in whole pounds. */
export function MoneySentences({ choice, table }: TotalsProps) {
  const amounts = table.totals.money.filter((one) => one.inPence !== 0);
  if (amounts.length === 0) return <p>No money passes with these lines.</p>;
  return (
    <ul className="plain-list">
      {amounts.map(({ what, inPence, outPence, notSharedPence }) => {
        const name = amountText(what);
        const figure = (pence: number, title: string, says: string) => (
          <Figure text={roundMoneyText(pence)} evidence={moneyEvidence(choice, table, `${name}, ${title}`, says)} />
        );
        return (
          <li key={what}>
            <strong>{name}</strong> {figure(inPence, 'in', 'The sum of the amounts of all lines, as stated.')}:{' '}
            {notSharedPence === 0 ? (
              'all of it goes to successors.'
            ) : (
              <>
                {figure(outPence, 'out', 'The sum of what successors take.')} goes to successors;{' '}
                {figure(
                  notSharedPence,
                  'not shared',
                  'The sum of amounts that pass to nobody that is known: no successor, or shares that cannot be computed.',
                )}{' '}
                is not shared out, since nobody takes it or the shares are not known.
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
