/**
 * Reads JSON of a closed shape and notes every fault with its place, such as `dispositions[3].when.fact`. Faulty values
 * are replaced by empty ones, so that reading goes on; whoever asks looks at the problems first. Knows no rulebook.
 */

import { nearestWord } from '#core/pack/nearest-word.ts';
import type { Problem, Severity } from '#std/problem.ts';

/** More faults than a person would read; the rest is not listed. */
const mostProblems = 200;
const longestText = 4000;
const longestList = 2000;

/** What a fault says beyond its code and place. */
export type Fault = { readonly message: string; readonly expected?: string; readonly found?: string };

export class JsonReader {
  readonly problems: Problem[] = [];

  /** Notes a fault; the place is a path through the JSON, empty for the whole. */
  note(code: string, path: string, fault: Fault, severity: Severity = 'error'): void {
    if (this.problems.length >= mostProblems) return;
    this.problems.push({ code, severity, where: path === '' ? {} : { column: path }, ...fault });
  }

  /** True when a fault was noted at the place or below it. */
  hasProblemIn(path: string): boolean {
    return this.problems.some(({ where: { column = '' } }) => column === path || /^[.[]/.test(below(column, path)));
  }

  /** The properties of an object that has exactly these; null when it is no object. */
  object(value: unknown, path: string, names: readonly string[]): Readonly<Record<string, unknown>> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.note('wrong-type', path, {
        message: 'This must be an object.',
        expected: 'an object',
        found: shownJson(value),
      });
      return null;
    }
    for (const name of names) {
      if (!Object.hasOwn(value, name)) {
        const message = `The property ${name} is missing; add it.`;
        this.note('missing-property', join(path, name), { message });
      }
    }
    for (const name of Object.keys(value)) {
      if (names.includes(name)) continue;
      const near = nearestWord(name, names);
      const message =
        near === null ? 'There is no such property; take it out.' : `There is no such property; did you mean ${near}?`;
      this.note('unknown-property', join(path, name), { message, expected: names.join(', ') });
    }
    return value as Readonly<Record<string, unknown>>;
  }

  /** A text that is not blank. */
  text(value: unknown, path: string): string {
    if (value === undefined) return '';
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longestText) return value;
    const message = `This must be a text of 1 to ${longestText} characters.`;
    this.note('wrong-type', path, { message, found: shownJson(value) });
    return '';
  }

  /** One of the words. */
  word<W extends string>(value: unknown, path: string, words: readonly [W, ...W[]] | readonly W[]): W {
    const fallback = words[0] as W;
    if (value === undefined) return fallback;
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    const near = typeof value === 'string' ? nearestWord(value, words) : null;
    const message = near === null ? 'This is not one of the words that can stand here.' : `Did you mean ${near}?`;
    this.note('unknown-word', path, { message, expected: words.join(', '), found: shownJson(value) });
    return fallback;
  }

  truth(value: unknown, path: string): boolean {
    if (value === undefined) return false;
    if (typeof value === 'boolean') return value;
    this.note('wrong-type', path, { message: 'This must be true or false.', found: shownJson(value) });
    return false;
  }

  /** A whole number within the bounds, both included. */
  whole(value: unknown, path: string, least: number, most: number): number {
    if (value === undefined) return least;
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
    const message = `This must be a whole number from ${least} to ${most}.`;
    this.note('out-of-range', path, { message, found: shownJson(value) });
    return least;
  }

  /** The entries of a list, each read by `read` with its own path. */
  list<T>(value: unknown, path: string, read: (entry: unknown, path: string) => T): T[] {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > longestList) {
      const message = `This must be a list of at most ${longestList} entries.`;
      this.note('wrong-type', path, { message, found: shownJson(value) });
      return [];
    }
    return value.map((entry, index) => read(entry, `${path}[${index}]`));
  }

  /** Notes ids that an earlier entry of the list has. Empty ones were noted already. */
  checkUnique(entries: readonly { readonly id: string }[], path: string): void {
    const seen = new Map<string, number>();
    for (const [index, { id }] of entries.entries()) {
      const first = seen.get(id);
      if (id !== '' && first !== undefined) {
        const message = `${path}[${first}] has the same id; give each its own.`;
        this.note('duplicate-id', `${path}[${index}].id`, { message, found: JSON.stringify(id) });
      }
      if (first === undefined) seen.set(id, index);
    }
  }
}

/** What the path has after that of its ancestor; empty when that is none. */
function below(path: string, ancestor: string): string {
  return path.startsWith(ancestor) ? path.slice(ancestor.length) : '';
}

/** The path of a property. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** A value as a problem shows it, cut at 60 characters. */
export function shownJson(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
