/**
 * Sheets of handovers that were asked for, kept with the time line that they were worked out from, so that after one
 * change only what it touches is worked out again.
 */

import type { ArrangementSet, OpenSets } from '#actions/arrangement-shelf.ts';
import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import { HandoverSheet, type SheetQuestion } from '#core/handover/handover-sheet.ts';
import type { Handover } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { totalsOf } from '#core/handover/totals.ts';
import type { PopulationId } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** What is asked of a sheet, besides its time line. */
export type KeptQuestion = {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  /** The count of residents to share by; null: the one nearest to vesting day. */
  readonly population: PopulationId | null;
  readonly all: boolean;
};

type KeptHandover = {
  readonly of: ArrangementSet;
  readonly whole: Handover;
  readonly views: WeakMap<ArrangementSet, Handover>;
};

/** Sheets by time line, then by what else was asked; a few of each, since each keeps every line. */
const sheets = new WeakMap<Timeline, Map<string, HandoverSheet>>();
/** The last sheet of each question, to start the next one from, as long as its time line is kept. */
const latest = new WeakMap<object, Map<string, WeakRef<HandoverSheet>>>();
/** What a sheet was last asked for: all arrangements, and what each asker sees of them. */
const handovers = new WeakMap<HandoverSheet, KeptHandover>();
const rulebookNumbers = new WeakMap<Rulebook, number>();
let rulebookCount = 0;
const sheetsKept = 4;
const latestKept = 32;

/** The sheet of the question: the one that is kept, else one that takes over what it can from the last of its kind. */
export function sheetOf(shelf: RegisterShelf, register: OpenRegister, question: KeptQuestion): HandoverSheet {
  const { timeline, pack } = register;
  const { from, to, rulebook, population, all } = question;
  const key = `${from} ${to} ${numberOf(rulebook)} ${all} ${population ?? ''}`;
  const ofTimeline = sheets.get(timeline) ?? new Map<string, HandoverSheet>();
  sheets.set(timeline, ofTimeline);
  const ofShelf = latest.get(shelf.kept) ?? new Map<string, WeakRef<HandoverSheet>>();
  latest.set(shelf.kept, ofShelf);
  const kind = `${pack.name} ${key}`;
  const sheet =
    ofTimeline.get(key) ??
    makeSheet({ timeline, from, to, rulebook, population, includeUnaffected: all }, ofShelf.get(kind)?.deref());
  keepLast(ofTimeline, key, sheet, sheetsKept);
  keepLast(ofShelf, kind, new WeakRef(sheet), latestKept);
  return sheet;
}

/**
 * The handover of the arrangements that are seen, with totals over their lines alone. Worked out once over all arrangements;
 * a view of them costs a step for each arrangement of it.
 */
export function handoverOf(sheet: HandoverSheet, { whole, seen }: OpenSets): Handover {
  const last = handovers.get(sheet);
  const kept: KeptHandover =
    last?.of === whole ? last : { of: whole, whole: sheet.handover(whole.arrangements), views: new WeakMap() };
  handovers.set(sheet, kept);
  if (seen === whole) return kept.whole;
  const view = kept.views.get(seen) ?? viewOf(kept.whole, sheet, seen);
  kept.views.set(seen, view);
  return view;
}

function viewOf(whole: Handover, sheet: HandoverSheet, { arrangements }: ArrangementSet): Handover {
  const lines = arrangements.flatMap((one) => sheet.linesOf(one));
  return { ...whole, lines, totals: totalsOf(arrangements, lines) };
}

function makeSheet(question: SheetQuestion, before: HandoverSheet | undefined): HandoverSheet {
  return before === undefined ? new HandoverSheet(question) : HandoverSheet.after(before, question);
}

/** Puts the value last; of more than `most` the first goes. */
function keepLast<T>(values: Map<string, T>, key: string, value: T, most: number): void {
  values.delete(key);
  values.set(key, value);
  for (const old of values.keys()) if (values.size > most) values.delete(old);
}

/** The same number for the same rulebook object; its text may be edited without a new version. */
function numberOf(rulebook: Rulebook): number {
  const known = rulebookNumbers.get(rulebook) ?? ++rulebookCount;
  rulebookNumbers.set(rulebook, known);
  return known;
}
