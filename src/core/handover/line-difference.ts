/**
 * What a line comes down to, small and plain enough to be stored with a signature, and the difference between two of
 * them in words. Bodies are named by id, since their numbers are those of one world only.
 */

import type { AmountKind } from '#core/agreements/vocabulary.ts';
import type { Basis, Disposition, FlagCode, HandoverLine } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { pence, poundsText } from '#std/pence.ts';

/** JSON as it stands: only text, numbers, truths, lists and nulls. */
export type LineSummary = {
  readonly disposition: Disposition;
  readonly rule: string;
  readonly legalConfirmationNeeded: boolean;
  readonly vesting: IsoDate | null;
  readonly basis: Basis | null;
  readonly successors: readonly {
    readonly id: OrganisationId;
    readonly name: string;
    readonly share: number | null;
  }[];
  readonly deadlines: readonly { readonly action: string; readonly what: string; readonly due: IsoDate }[];
  readonly flags: readonly FlagCode[];
  readonly money: readonly {
    readonly what: AmountKind;
    /** @units pence */
    readonly inPence: number;
    /** In the order of the successors. @units pence */
    readonly outPence: readonly number[] | null;
  }[];
};

/** What the line comes down to. */
export function summaryOf(line: HandoverLine, world: World): LineSummary {
  return {
    disposition: line.disposition,
    rule: line.rule,
    legalConfirmationNeeded: line.legalConfirmationNeeded,
    vesting: line.vesting,
    basis: line.basis,
    successors: line.successors.map(({ organisation, share }) => {
      const row = world.organisations[organisation]?.row;
      if (row === undefined) throw new Error(`no organisation number ${organisation}`);
      return { id: row.id, name: row.name, share };
    }),
    deadlines: line.actions.map(({ id, what, due }) => ({ action: id, what, due })),
    flags: line.flags.map((flag) => flag.code),
    money: line.money.map(({ what, inPence, outPence }) => ({
      what,
      inPence: Number(inPence),
      outPence: outPence?.map(Number) ?? null,
    })),
  };
}

/** Each difference as one sentence, in the order disposition, successors, money, deadlines, flags. Empty: no difference. */
export function lineDifferences(before: LineSummary, after: LineSummary): string[] {
  return [
    ...decisionDifferences(before, after),
    ...successorDifferences(before, after),
    ...moneyDifferences(before, after),
    ...deadlineDifferences(before, after),
    ...flagDifferences(before, after),
  ];
}

function decisionDifferences(before: LineSummary, after: LineSummary): string[] {
  const found: string[] = [];
  const rules = before.rule === after.rule ? '' : ` (rule ${after.rule}, was ${before.rule})`;
  if (before.disposition !== after.disposition)
    found.push(`disposition: ${inWords(after.disposition)}, was ${inWords(before.disposition)}${rules}`);
  else if (rules !== '') found.push(`decided by rule ${after.rule}, was ${before.rule}`);
  if (before.legalConfirmationNeeded !== after.legalConfirmationNeeded)
    found.push(`legal confirmation: ${after.legalConfirmationNeeded ? 'needed, was not' : 'not needed, was needed'}`);
  if (before.vesting !== after.vesting)
    found.push(`vesting day: ${after.vesting ?? 'none'}, was ${before.vesting ?? 'none'}`);
  return found;
}

function successorDifferences(before: LineSummary, after: LineSummary): string[] {
  const found: string[] = [];
  const was = new Map(before.successors.map((one) => [one.id, one]));
  const is = new Map(after.successors.map((one) => [one.id, one]));
  for (const one of before.successors) if (!is.has(one.id)) found.push(`${one.name} no longer succeeds`);
  for (const one of after.successors) {
    const old = was.get(one.id);
    if (old === undefined) found.push(`${one.name} succeeds, with ${shareText(one.share)}`);
    else if (shareText(old.share) !== shareText(one.share) || !isAsGood(old.share, one.share))
      found.push(`share of ${one.name}: ${shareText(one.share)}, was ${shareText(old.share)}`);
  }
  if (before.basis !== after.basis)
    found.push(`basis of shares: ${inWords(after.basis ?? 'none')}, was ${inWords(before.basis ?? 'none')}`);
  return found;
}

function moneyDifferences(before: LineSummary, after: LineSummary): string[] {
  const kinds = [...new Set([...before.money, ...after.money].map((one) => one.what))];
  return kinds.flatMap((what) => {
    const was = before.money.find((one) => one.what === what);
    const is = after.money.find((one) => one.what === what);
    if (moneyText(before, was) === moneyText(after, is)) return [];
    return [`${inWords(what)}: ${moneyText(after, is)}, was ${moneyText(before, was)}`];
  });
}

function deadlineDifferences(before: LineSummary, after: LineSummary): string[] {
  const found: string[] = [];
  const was = new Map(before.deadlines.map((one) => [one.action, one]));
  const is = new Set(after.deadlines.map((one) => one.action));
  for (const one of before.deadlines) if (!is.has(one.action)) found.push(`no longer to do: ${one.what}`);
  for (const one of after.deadlines) {
    const old = was.get(one.action);
    if (old === undefined) found.push(`to do by ${one.due}: ${one.what}`);
    else if (old.due !== one.due) found.push(`deadline of "${one.what}": ${one.due}, was ${old.due}`);
    else if (old.what !== one.what) found.push(`to do by ${one.due}: ${one.what}, was ${old.what}`);
  }
  return found;
}

function flagDifferences(before: LineSummary, after: LineSummary): string[] {
  const gone = before.flags.filter((flag) => !after.flags.includes(flag)).map((flag) => `flag gone: ${inWords(flag)}`);
  const fresh = after.flags.filter((flag) => !before.flags.includes(flag)).map((flag) => `new flag: ${inWords(flag)}`);
  return [...gone, ...fresh];
}

function inWords(code: string): string {
  return code.replaceAll('-', ' ');
}

/** Shares that differ only by the rounding of fractions are alike. */
function isAsGood(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-12);
}

function shareText(share: number | null): string {
  return share === null ? 'a share that is not known' : `${(share * 100).toFixed(2)}%`;
}

function moneyText(summary: LineSummary, money: LineSummary['money'][number] | undefined): string {
  if (money === undefined) return 'none';
  const pounds = (amount: number) => `£${poundsText(pence(BigInt(amount)))}`;
  if (money.outPence === null) return `${pounds(money.inPence)}, not shared out`;
  const parts = money.outPence.map((amount, at) => `${summary.successors[at]?.name ?? ''} ${pounds(amount)}`);
  return `${pounds(money.inPence)} (${parts.join(', ')})`;
}
