/** All about one line of a handover: what it rests on, what every basis gives, which rules fired and why others did not. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type HandoverQuestion, type ShownHandover, showHandover } from '#actions/show-handover.ts';
import type { LineArea } from '#core/handover/handover-sheet.ts';
import { explainLine, type RuleTrace } from '#core/handover/judge.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ShownLine = {
  readonly shown: ShownHandover;
  /** With the overrides of the schedule on it. */
  readonly line: HandoverLine;
  readonly computed: HandoverLine;
  readonly area: LineArea;
  readonly trace: readonly RuleTrace[];
};

/** The line of that key. Without a line of that key in the handover: refused. */
export async function showHandoverLine(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion & { readonly key: string },
): Promise<Result<ShownLine, Refusal>> {
  const shown = await showHandover(shelves, context, question);
  if (!shown.ok) return shown;
  const { handover, sheet, rulebook, from, to } = shown.value;
  const line = handover.lines.find((one) => one.key === question.key);
  if (line === undefined) {
    const detail = `There is no line ${question.key} between ${from} and ${to}. The handover lists the keys of its lines.`;
    return refuse({ kind: 'unknown-line', detail });
  }
  const trace = explainLine(rulebook, line.findings);
  const computed = shown.value.computed.get(line.key) ?? line;
  return answer({ shown: shown.value, line, computed, area: sheet.areaOf(line), trace });
}
