/** What another rulebook would change, line by line in words. Nothing is stored. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { rulebookGiven } from '#actions/save-rulebook.ts';
import { type HandoverQuestion, type ShownHandover, showHandover } from '#actions/show-handover.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import { lineDifferences, summaryOf } from '#core/handover/line-difference.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result } from '#std/result.ts';

export type RulebookTrial = {
  /** With the rulebook that is tried. */
  readonly shown: ShownHandover;
  readonly changed: readonly { readonly line: HandoverLine; readonly changes: readonly string[] }[];
};

/** The lines that differ from those of the rulebook that is used now. Refused with every fault of the document. */
export async function tryRulebook(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion,
  given: unknown,
): Promise<Result<RulebookTrial, Refusal>> {
  const tried = rulebookGiven(given);
  if (!tried.ok) return tried;
  const now = await showHandover(shelves, context, question);
  if (!now.ok) return now;
  const then = await showHandover(shelves, context, { ...question, rulebookGiven: tried.value });
  if (!then.ok) return then;
  const { world } = now.value.register;
  const before = new Map(now.value.handover.lines.map((line) => [line.key, line]));
  const changed = then.value.handover.lines.flatMap((line) => {
    const was = before.get(line.key);
    const changes =
      was === undefined ? ['the line is new'] : lineDifferences(summaryOf(was, world), summaryOf(line, world));
    return changes.length === 0 ? [] : [{ line, changes }];
  });
  return answer({ shown: then.value, changed });
}
