/**
 * Conditions of rules, asked of findings: whether one is met, and why or why not, as sentences. Knows no rule and no
 * register. Both functions answer for every condition of a rulebook that was checked.
 */

import type { FindingName, Findings } from '#core/handover/findings.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import type { Condition } from '#core/handover/rulebook.ts';

/** One thing that a rule asks for: what was found, what is needed, and whether that holds. */
export type ConditionTrace = { readonly says: string; readonly holds: boolean };

/** A condition made ready to be asked many times. */
export type CompiledCondition = (findings: Findings) => boolean;

const compiledConditions = new WeakMap<Condition, CompiledCondition>();

/** True when the findings meet the condition. `all` of nothing is met, `any` of nothing is not. */
export function isMet(condition: Condition, findings: Findings): boolean {
  return compileCondition(condition)(findings);
}

/**
 * The condition as a function of findings; the same function each time it is asked for the same condition object.
 * A word that is not among the values of its fact is never equal; so is a number to a fact that is not a number.
 */
export function compileCondition(condition: Condition): CompiledCondition {
  const known = compiledConditions.get(condition);
  if (known !== undefined) return known;
  const compiled = compile(condition);
  compiledConditions.set(condition, compiled);
  return compiled;
}

/**
 * What the condition asks for, one entry for each thing that must hold: the condition is met when all entries hold,
 * and the first that does not says why it is not. Alternatives are one entry, joined by "or". Empty: it asks nothing.
 * @example traceCondition({ fact: 'successorCount', atLeast: 2 }, findings)
 *   // [{ says: 'successors: 1 (needs at least 2)', holds: false }]
 */
export function traceCondition(condition: Condition, findings: Findings): ConditionTrace[] {
  return traceOf(condition, findings, true);
}

function compile(condition: Condition): CompiledCondition {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition);
    return (findings) => {
      for (const part of parts) if (!part(findings)) return false;
      return true;
    };
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition);
    return (findings) => {
      for (const part of parts) if (part(findings)) return true;
      return false;
    };
  }
  if ('not' in condition) {
    const part = compileCondition(condition.not);
    return (findings) => !part(findings);
  }
  return compileTest(condition);
}

type Test = Extract<Condition, { readonly fact: FindingName }>;

function compileTest(test: Test): CompiledCondition {
  const { fact } = test;
  if ('is' in test) {
    const wanted = test.is;
    return (findings) => findings[fact] === wanted;
  }
  if ('oneOf' in test) {
    const wanted = new Set<unknown>(test.oneOf);
    return (findings) => wanted.has(findings[fact]);
  }
  if ('atLeast' in test) {
    const least = test.atLeast;
    return (findings) => Number(findings[fact]) >= least;
  }
  if ('atMost' in test) {
    const most = test.atMost;
    return (findings) => Number(findings[fact]) <= most;
  }
  const word = ` ${test.includes} `;
  return (findings) => ` ${findings[fact]} `.includes(word);
}

/** Entries that must all hold. `wanted` false: those of its opposite, so that "not" reaches down to single facts. */
function traceOf(condition: Condition, findings: Findings, wanted: boolean): ConditionTrace[] {
  if ('not' in condition) return traceOf(condition.not, findings, !wanted);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : null;
  if (parts === null) return [traceOfTest(condition as Test, findings, wanted)];
  const traces = parts.map((part) => traceOf(part, findings, wanted));
  const isAllNeeded = 'all' in condition === wanted;
  return isAllNeeded ? traces.flat() : [alternatives(traces)];
}

function alternatives(traces: readonly (readonly ConditionTrace[])[]): ConditionTrace {
  const [only] = traces;
  if (only === undefined) return { says: 'nothing can meet this', holds: false };
  const says = traces.map((entries) => entries.map((entry) => entry.says).join(' and ') || 'anything');
  return { says: says.join(' or '), holds: traces.some((entries) => entries.every((entry) => entry.holds)) };
}

function traceOfTest(test: Test, findings: Findings, wanted: boolean): ConditionTrace {
  const holds = compileCondition(test)(findings) === wanted;
  const found = valueText(findings[test.fact]);
  const says = `${findingMeanings[test.fact].title}: ${found} (needs ${wanted ? '' : 'not '}${neededText(test)})`;
  return { says, holds };
}

function neededText(test: Test): string {
  if ('is' in test) return valueText(test.is);
  if ('oneOf' in test) return test.oneOf.map(valueText).join(' or ');
  if ('atLeast' in test) return `at least ${test.atLeast}`;
  if ('atMost' in test) return `at most ${test.atMost}`;
  return `${valueText(test.includes)} among them`;
}

/** A value as a person reads it: yes and no, words without hyphens, none for an empty list. */
function valueText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === '') return 'none';
  return String(value)
    .split(' ')
    .map((word) => word.replaceAll('-', ' '))
    .join(', ');
}
