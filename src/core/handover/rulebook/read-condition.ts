/**
 * Reads a condition of a rulebook from JSON: its form, the finding it names, and whether its test fits what that finding
 * can be. Also says which conditions can be seen to match always, or whenever another does.
 */

import type { FindingName } from '#core/handover/findings.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import { type JsonReader, join, shownJson } from '#core/handover/rulebook/json-reader.ts';
import type { Condition } from '#core/handover/rulebook.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';

const deepest = 12;
const tests = ['is', 'oneOf', 'atLeast', 'atMost', 'includes'] as const;
const findingNames = Object.keys(findingMeanings) as FindingName[];
/** Matches everything; stands in for what could not be read. */
const always: Condition = { all: [] };
/** Counts of bodies or paragraphs; far above any that can be found. */
const mostCount = 1_000_000;

/** The condition; one that matches everything in place of what is faulty, with the faults noted. */
export function readCondition(reader: JsonReader, value: unknown, path: string, depth = 0): Condition {
  if (value === undefined) return always;
  if (depth > deepest) {
    reader.note('too-deep', path, { message: `Conditions may be nested ${deepest} deep; make this one flatter.` });
    return always;
  }
  const form = typeof value === 'object' && value !== null ? formOf(value) : null;
  if (form === null) {
    const message =
      'A condition is {"fact": ..., "is": ...} or another test, or {"all": [...]}, {"any": [...]}, {"not": ...}.';
    reader.note('wrong-condition', path, { message, found: shownJson(value) });
    return always;
  }
  const inner = (one: unknown, place: string) => readCondition(reader, one, place, depth + 1);
  if (form === 'fact') return readTest(reader, value as Readonly<Record<string, unknown>>, path);
  const read = reader.object(value, path, [form]) ?? {};
  const place = join(path, form);
  if (form === 'not') return { not: inner(read['not'], place) };
  return form === 'all'
    ? { all: reader.list(read['all'], place, inner) }
    : { any: reader.list(read['any'], place, inner) };
}

function formOf(value: object): 'fact' | 'all' | 'any' | 'not' | null {
  return (['fact', 'all', 'any', 'not'] as const).find((name) => Object.hasOwn(value, name)) ?? null;
}

function readTest(reader: JsonReader, value: Readonly<Record<string, unknown>>, path: string): Condition {
  const present = tests.filter((test) => Object.hasOwn(value, test));
  const [test] = present;
  if (test === undefined || present.length > 1) {
    const message = 'A condition on a fact has exactly one test.';
    reader.note('wrong-condition', path, {
      message,
      expected: tests.join(' or '),
      found: present.join(', ') || 'none',
    });
    return always;
  }
  reader.object(value, path, ['fact', test]);
  const name = value['fact'];
  const fact = findingNames.find((one) => one === name);
  if (fact === undefined) {
    const near = typeof name === 'string' ? nearestWord(name, findingNames) : null;
    const message = near === null ? 'There is no such finding.' : `There is no such finding; did you mean ${near}?`;
    reader.note('unknown-finding', join(path, 'fact'), {
      message,
      expected: findingNames.join(', '),
      found: shownJson(name),
    });
    return always;
  }
  return readTestOf(reader, fact, test, value[test], join(path, test));
}

const fitting = {
  word: ['is', 'oneOf'],
  words: ['includes'],
  truth: ['is'],
  count: ['is', 'oneOf', 'atLeast', 'atMost'],
} as const;

function readTestOf(
  reader: JsonReader,
  fact: FindingName,
  test: (typeof tests)[number],
  value: unknown,
  path: string,
): Condition {
  const { sort, values } = findingMeanings[fact];
  const allowed: readonly string[] = fitting[sort];
  if (!allowed.includes(test)) {
    const message = `The test "${test}" does not fit the finding ${fact}.`;
    reader.note('wrong-test', path, { message, expected: allowed.join(' or ') });
    return always;
  }
  const count = (one: unknown, place: string) => reader.whole(one, place, 0, mostCount);
  const word = (one: unknown, place: string) => reader.word(one, place, Object.keys(values));
  switch (test) {
    case 'is':
      return {
        fact,
        is: sort === 'truth' ? reader.truth(value, path) : sort === 'count' ? count(value, path) : word(value, path),
      };
    case 'oneOf':
      return {
        fact,
        oneOf: readOptions(reader, reader.list<string | number>(value, path, sort === 'count' ? count : word), path),
      };
    case 'atLeast':
      return { fact, atLeast: count(value, path) };
    case 'atMost':
      return { fact, atMost: count(value, path) };
    case 'includes':
      return { fact, includes: word(value, path) };
    default:
      return test satisfies never;
  }
}

function readOptions<T>(reader: JsonReader, options: readonly T[], path: string): readonly T[] {
  if (options.length === 0) {
    reader.note('empty-list', path, {
      message: 'The list is empty, so that nothing can meet it; name at least one value.',
    });
  }
  if (new Set(options).size < options.length) {
    reader.note('duplicate-word', path, { message: 'A value stands here twice; take one out.' });
  }
  return options;
}

/** True when it can be seen that the condition is met whatever is found. */
export function isAlways(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(isAlways);
  if ('any' in condition) return condition.any.some(isAlways);
  return 'not' in condition && isNever(condition.not);
}

function isNever(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(isNever);
  if ('any' in condition) return condition.any.every(isNever);
  if ('not' in condition) return isAlways(condition.not);
  return 'oneOf' in condition && condition.oneOf.length === 0;
}

/** What must all hold, each as text in one form; a condition is met whenever one with more of the same is. */
export function needsOf(condition: Condition): ReadonlySet<string> {
  if ('all' in condition) return new Set(condition.all.flatMap((part) => [...needsOf(part)]));
  return isAlways(condition) ? new Set() : new Set([canonicalText(condition)]);
}

function canonicalText(condition: Condition): string {
  if ('any' in condition) return `any(${condition.any.map(canonicalText).sort().join('|')})`;
  if ('all' in condition) return `all(${condition.all.map(canonicalText).sort().join('&')})`;
  if ('not' in condition) return `not(${canonicalText(condition.not)})`;
  if ('oneOf' in condition) return `${condition.fact}=${[...condition.oneOf].sort().join(',')}`;
  if ('is' in condition) return `${condition.fact}=${condition.is}`;
  return JSON.stringify(condition);
}
