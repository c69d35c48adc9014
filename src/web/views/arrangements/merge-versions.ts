/**
 * Two people changed one arrangement: which fields differ, by whom, and the arrangement that follows from a choice for
 * each. Whole fields are compared; of a list, the whole list. Pure.
 */

import type { ArrangementSpecWire } from '#wire/arrangements.ts';

export type FieldName = keyof ArrangementSpecWire;

export type FieldClash = {
  readonly field: FieldName;
  /** Both changed it, to different values: the person has to choose. Otherwise only one of the two did. */
  readonly isClash: boolean;
  /** Whose value is taken unless the person chooses otherwise. */
  readonly usual: Side;
};

export type Side = 'mine' | 'theirs';

/** The fields in which mine and theirs differ, in the order of the arrangement. `base` is what both began with. */
export function clashesOf(
  base: ArrangementSpecWire,
  mine: ArrangementSpecWire,
  theirs: ArrangementSpecWire,
): FieldClash[] {
  return (Object.keys(theirs) as FieldName[]).flatMap((field) => {
    if (isSame(mine[field], theirs[field])) return [];
    const isMineChanged = !isSame(base[field], mine[field]);
    const isTheirsChanged = !isSame(base[field], theirs[field]);
    return { field, isClash: isMineChanged && isTheirsChanged, usual: isMineChanged ? 'mine' : 'theirs' };
  });
}

/** Theirs, with mine in the fields where mine was chosen, or is taken because nobody chose otherwise. */
export function mergedSpec(
  mine: ArrangementSpecWire,
  theirs: ArrangementSpecWire,
  clashes: readonly FieldClash[],
  chosen: Readonly<Partial<Record<FieldName, Side>>>,
): ArrangementSpecWire {
  const taken = clashes.filter(({ field, usual }) => (chosen[field] ?? usual) === 'mine');
  return { ...theirs, ...Object.fromEntries(taken.map(({ field }) => [field, mine[field]])) };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with the names of every object in order, so that equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
