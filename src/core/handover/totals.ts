/** The totals of a handover schedule. Money is conserved: what comes in goes out, or is named as not shared. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { type AmountKind, amountKinds } from '#core/agreements/vocabulary.ts';
import type { Disposition, FlagCode, HandoverLine, HandoverTotals } from '#core/handover/line.ts';
import { type Pence, sumPence } from '#std/pence.ts';

type MoneyTotals = { inPence: Pence; outPence: Pence; notSharedPence: Pence };

/** Totals over the lines of these arrangements. Kinds of amounts that no line has are left out. */
export function totalsOf(arrangements: readonly Arrangement[], lines: readonly HandoverLine[]): HandoverTotals {
  const byDisposition = new Map<Disposition, number>();
  const byFlag = new Map<FlagCode, number>();
  const touched = new Set<Arrangement>();
  const money = new Map<AmountKind, MoneyTotals>();
  let legalConfirmationCount = 0;
  let actionCount = 0;
  for (const line of lines) {
    touched.add(line.arrangement);
    byDisposition.set(line.disposition, (byDisposition.get(line.disposition) ?? 0) + 1);
    for (const [at, { code }] of line.flags.entries())
      if (line.flags.findIndex((other) => other.code === code) === at) byFlag.set(code, (byFlag.get(code) ?? 0) + 1);
    if (line.legalConfirmationNeeded) legalConfirmationCount += 1;
    actionCount += line.actions.length;
    addMoney(money, line);
  }
  return {
    arrangementCount: arrangements.length,
    touchedCount: touched.size,
    lineCount: lines.length,
    byDisposition,
    byFlag,
    legalConfirmationCount,
    actionCount,
    money: new Map(
      amountKinds.flatMap((what) => {
        const sums = money.get(what);
        return sums === undefined ? [] : [[what, sums]];
      }),
    ),
  };
}

function addMoney(money: Map<AmountKind, MoneyTotals>, line: HandoverLine): void {
  for (const { what, inPence, outPence } of line.money) {
    const sums = money.get(what) ?? { inPence: 0n as Pence, outPence: 0n as Pence, notSharedPence: 0n as Pence };
    money.set(what, sums);
    sums.inPence = (sums.inPence + inPence) as Pence;
    if (outPence === null) sums.notSharedPence = (sums.notSharedPence + inPence) as Pence;
    else sums.outPence = (sums.outPence + sumPence(outPence)) as Pence;
  }
}
