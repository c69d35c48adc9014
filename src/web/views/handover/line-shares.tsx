/** Who takes over, in what shares, and what each gets of the money, to the penny. */

import { amountText, basisText, moneyText, shareText } from '../../handover-words.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import { moneyEvidence, shareEvidence } from './handover-evidence.ts';
import type { LineProps } from './line-props.ts';

/** The successors with their shares, drawn when there are several. */
export function LineShares({ choice, detail, schedule }: LineProps) {
  const { successors, vesting } = detail.line;
  const used = detail.bases.find((one) => one.isUsed && one.shares !== null);
  const says = `${used === undefined ? '' : `${basisText(used.basis)}: ${used.says} `}${detail.area.says}`;
  const parts = successors.map((one) => ({
    id: one.code,
    name: (
      <OrganisationLink id={one.code} on={vesting}>
        {one.name}
      </OrganisationLink>
    ),
    share: one.shareProportion ?? 0,
    shown: (
      <Figure
        text={shareText(one.shareProportion)}
        evidence={shareEvidence(choice, schedule, `Share of ${one.name}`, says)}
      />
    ),
  }));
  const isDrawn = successors.length > 1 && successors.every((one) => one.shareProportion !== null);
  return (
    <section aria-labelledby="shares-title">
      <h2 id="shares-title">Who takes over</h2>
      {successors.length === 0 && <p>Nobody: the party has no successor on that day.</p>}
      {successors.length === 1 && <p>{parts[0]?.name} alone.</p>}
      {successors.length > 1 && !isDrawn && (
        <>
          <ul>
            {parts.map((part) => (
              <li key={part.id}>{part.name}</li>
            ))}
          </ul>
          <p>Their shares are not known, or none are needed.</p>
        </>
      )}
      {isDrawn && (
        <>
          <ShareBar
            parts={parts}
            label={`Shares: ${successors.map((one) => `${one.name} ${shareText(one.shareProportion)}`).join(', ')}`}
          />
          {used !== undefined && <p className="hint">{used.says}</p>}
        </>
      )}
    </section>
  );
}

type Passed = LineProps['detail']['line']['amounts'][number];

/** What comes in and what goes out, for each kind of amount. */
export function LineMoney({ choice, detail, schedule }: LineProps) {
  const { amounts, successors } = detail.line;
  if (amounts.length === 0) return null;
  const figure = (pence: number, title: string) => (
    <Figure
      text={moneyText(pence)}
      evidence={moneyEvidence(choice, schedule, title, 'What passes with this line, shared to the penny.')}
    />
  );
  const columns: readonly TableColumn<Passed>[] = [
    { title: 'Amount', isRowTitle: true, cell: (one) => amountText(one.what) },
    { title: 'In', isNumber: true, cell: (one) => figure(one.inPence, `${amountText(one.what)}, in`) },
    ...successors.map((successor) => ({
      title: `To ${successor.name}`,
      isNumber: true,
      cell: (one: Passed) => {
        const pence = one.outPence?.find((out) => out.code === successor.code)?.pence;
        return pence === undefined ? 'not known' : figure(pence, `${amountText(one.what)}, to ${successor.name}`);
      },
    })),
  ];
  return (
    <section aria-labelledby="money-title">
      <h2 id="money-title">Money</h2>
      <DataTable
        label="Money of this line"
        caption="What goes in comes out, to the penny."
        columns={columns}
        rows={amounts}
        keyOf={(one) => one.what}
        none="No money passes."
      />
    </section>
  );
}
