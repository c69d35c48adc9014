/**
 * The totals of a handover schedule, counted on from those of the one before. Money is conserved: what comes in goes out,
 * or is named as not shared. What was already due on the first day is counted by itself.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { type AmountKind, amountKinds } from '#core/agreements/vocabulary.ts';
import type { Kept } from '#core/handover/kept-lines.ts';
import { dispositions, flagCodes, type HandoverLine, type HandoverTotals } from '#core/handover/line.ts';
import { type Pence, sumPence } from '#std/pence.ts';

/** Totals over the lines of these arrangements. Kinds of amounts that no line has are left out. */
export function totalsOf(arrangements: readonly Arrangement[], lines: readonly HandoverLine[]): HandoverTotals {
  const count = new Count();
  for (const some of Map.groupBy(lines, (line) => line.arrangement).values()) count.addArrangement(some, 1);
  return count.totals(arrangements.length);
}

/** Totals of what is kept, from which those of a list that differs in a few places are soon made. */
export class RunningTotals {
  private readonly kept: readonly Kept[];
  private readonly count: Count;

  constructor(kept: readonly Kept[] = [], count = new Count()) {
    this.kept = kept;
    this.count = count;
  }

  /** Totals of this list: only what differs, place by place, is counted. */
  movedOnTo(kept: readonly Kept[]): RunningTotals {
    const count = this.count.copy();
    for (let at = 0; at < Math.max(kept.length, this.kept.length); at++) {
      const [was, is] = [this.kept[at], kept[at]];
      if (was === is) continue;
      if (was !== undefined) count.addArrangement(was.lines, -1);
      if (is !== undefined) count.addArrangement(is.lines, 1);
    }
    return new RunningTotals(kept, count);
  }

  totals(): HandoverTotals {
    return this.count.totals(this.kept.length);
  }
}

type MoneyCount = { lineCount: number; inPence: bigint; outPence: bigint; notSharedPence: bigint };

/** What is counted of lines. Adding with -1 takes away. */
class Count {
  private readonly words = new Map<string, number>();
  private readonly money = new Map<AmountKind, MoneyCount>();
  private touchedCount = 0;
  private lineCount = 0;
  private alreadyDueCount = 0;
  private legalConfirmationCount = 0;
  private actionCount = 0;

  copy(): Count {
    const copy = new Count();
    for (const [word, count] of this.words) copy.words.set(word, count);
    for (const [what, sums] of this.money) copy.money.set(what, { ...sums });
    copy.touchedCount = this.touchedCount;
    copy.lineCount = this.lineCount;
    copy.alreadyDueCount = this.alreadyDueCount;
    copy.legalConfirmationCount = this.legalConfirmationCount;
    copy.actionCount = this.actionCount;
    return copy;
  }

  /** All the lines of one arrangement. */
  addArrangement(lines: readonly HandoverLine[], times: 1 | -1): void {
    if (lines.some((line) => !line.isHousekeeping)) this.touchedCount += times;
    for (const line of lines) {
      this.lineCount += times;
      if (line.legalConfirmationNeeded) this.legalConfirmationCount += times;
      this.actionCount += times * line.actions.length;
      for (const [at, { code }] of line.flags.entries())
        if (line.flags.findIndex((other) => other.code === code) === at) this.addWord(code, times);
      if (line.isHousekeeping) {
        this.alreadyDueCount += times;
        continue;
      }
      this.addWord(line.disposition, times);
      this.addMoney(line, BigInt(times));
    }
  }

  totals(arrangementCount: number): HandoverTotals {
    return {
      arrangementCount,
      touchedCount: this.touchedCount,
      lineCount: this.lineCount,
      alreadyDueCount: this.alreadyDueCount,
      byDisposition: this.countsOf(dispositions),
      byFlag: this.countsOf(flagCodes),
      legalConfirmationCount: this.legalConfirmationCount,
      actionCount: this.actionCount,
      money: new Map(
        amountKinds.flatMap((what) => {
          const { lineCount, inPence, outPence, notSharedPence } = this.money.get(what) ?? nothing;
          if (lineCount === 0) return [];
          const sums = { inPence, outPence, notSharedPence } as Record<keyof Omit<MoneyCount, 'lineCount'>, Pence>;
          return [[what, sums]];
        }),
      ),
    };
  }

  /** Those that occur, in the order of the list. No disposition is called as a flag is. */
  private countsOf<W extends string>(list: readonly W[]): Map<W, number> {
    return new Map(
      list.flatMap((word) => {
        const count = this.words.get(word) ?? 0;
        return count === 0 ? [] : [[word, count]];
      }),
    );
  }

  private addWord(word: string, times: number): void {
    this.words.set(word, (this.words.get(word) ?? 0) + times);
  }

  private addMoney(line: HandoverLine, times: bigint): void {
    for (const { what, inPence, outPence } of line.money) {
      const sums = this.money.get(what) ?? { ...nothing };
      this.money.set(what, sums);
      sums.lineCount += Number(times);
      sums.inPence += times * inPence;
      if (outPence === null) sums.notSharedPence += times * inPence;
      else sums.outPence += times * sumPence(outPence);
    }
  }
}

const nothing: Readonly<MoneyCount> = { lineCount: 0, inPence: 0n, outPence: 0n, notSharedPence: 0n };
