/** Asks the rules of a rulebook: which one decides, which flags fire, and for each rule why it does or does not. */

import { isMet, traceCondition } from '#core/handover/condition.ts';
import type { Findings } from '#core/handover/findings.ts';
import type { DispositionRule, FlagRule, Rulebook } from '#core/handover/rulebook.ts';

export type Judgement = {
  /** The first disposition rule that is met. */
  readonly rule: DispositionRule;
  /** Every flag rule that is met, in the order of the rulebook. */
  readonly flags: readonly FlagRule[];
};

/**
 * What the rulebook says of the findings.
 * @throws when no disposition rule is met: a rulebook that was checked ends with one that always is
 */
export function judge(rulebook: Rulebook, findings: Findings): Judgement {
  const rule = rulebook.dispositions.find((one) => isMet(one.when, findings));
  if (rule === undefined) throw new Error(`no rule of ${rulebook.id} ${rulebook.version} is met`);
  return { rule, flags: rulebook.flags.filter((one) => isMet(one.when, findings)) };
}

export type RuleTrace = {
  readonly rule: string;
  readonly title: string;
  readonly kind: 'disposition' | 'flag';
  /** Its condition is met. */
  readonly isMet: boolean;
  /** It decided (the first that is met), or its flag is on the line. A rule that is met after the first does not fire. */
  readonly fired: boolean;
  readonly why: readonly { readonly says: string; readonly holds: boolean }[];
};

/** Every rule with each thing it asks for and whether that holds: dispositions first, in the order of the rulebook. */
export function explainLine(rulebook: Rulebook, findings: Findings): RuleTrace[] {
  const decided = judge(rulebook, findings).rule;
  const dispositions = rulebook.dispositions.map(
    (one): RuleTrace => ({
      rule: one.id,
      title: one.title,
      kind: 'disposition',
      isMet: isMet(one.when, findings),
      fired: one === decided,
      why: traceCondition(one.when, findings),
    }),
  );
  const flags = rulebook.flags.map((one): RuleTrace => {
    const met = isMet(one.when, findings);
    const why = traceCondition(one.when, findings);
    return { rule: one.id, title: one.says, kind: 'flag', isMet: met, fired: met, why };
  });
  return [...dispositions, ...flags];
}
