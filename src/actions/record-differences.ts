/** What differs between two documents, field by field. */

import type { Json } from '#store/journal-hash.ts';

export type Difference = {
  /** Such as `parties[1].signedOn`. */
  readonly path: string;
  /** As text; null: the field was not there, or was null. */
  readonly before: string | null;
  readonly after: string | null;
};

type Fields = { readonly [key: string]: Json };

/**
 * The fields that differ, in the order in which the documents have them; lists are compared place by place. Nothing
 * when one of the documents is null: then the whole was made or removed.
 */
export function differencesOf(before: Json, after: Json): Difference[] {
  if (before === null || after === null) return [];
  const found: Difference[] = [];
  compare(before, after, '', found);
  return found;
}

function compare(before: Json, after: Json, path: string, found: Difference[]): void {
  if (before === after) return;
  if (isFields(before) && isFields(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      compare(before[key] ?? null, after[key] ?? null, path === '' ? key : `${path}.${key}`, found);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const [old, now] = [before as readonly Json[], after as readonly Json[]];
    for (let at = 0; at < Math.max(old.length, now.length); at++) {
      compare(old[at] ?? null, now[at] ?? null, `${path}[${at}]`, found);
    }
  } else found.push({ path, before: textOf(before), after: textOf(after) });
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json): string | null {
  if (value === null || typeof value === 'string') return value;
  return JSON.stringify(value);
}
