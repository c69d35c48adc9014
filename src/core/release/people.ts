/**
 * The people that measures of one family count, in kinds that no published measure tells apart: men of 65 and over, the
 * rest. So a total, its ages and its sexes are sums of the same kinds, and what one gives away of another is known.
 * Knows no areas and no rules.
 */

/** A count on the sources. Numbers are whole and from 0; NaN: not known. */
export type CountedMeasure = {
  readonly id: string;
  /** Which group; empty: all together. */
  readonly breakdown: Readonly<Record<string, string>>;
  /** @units as counted, whole @shape sources */
  readonly values: Float64Array;
};

export type People = {
  readonly kinds: number;
  /** Of each kind on the sources; what is not known counts as 0. @units as counted, whole @shape kinds x sources */
  readonly counts: readonly Float64Array[];
  /** The kinds that a measure counts, ascending, by id. */
  readonly kindsOf: ReadonlyMap<string, readonly number[]>;
  /** Ids of measures that count everybody of the family: a total, or the groups of the only division. */
  readonly everybody: readonly number[] | null;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
  /** False: how the measures overlap cannot be told from their numbers, and they were taken as apart. */
  readonly isNested: boolean;
};

/** Kinds beyond which measures are taken as apart. */
const mostKinds = 400;

type Division = {
  readonly keys: string;
  readonly members: readonly CountedMeasure[];
  readonly rest: Float64Array | null;
};

/**
 * The people of the measures of one family. Measures broken down by the same words (age) divide everybody; several such
 * divisions (age, sex) are put together in one of the ways that their sums allow, which is all that a reader of the sums
 * knows either. Groups that add up to more than their total are taken as apart, and that is said.
 */
export function peopleOf(measures: readonly CountedMeasure[]): People {
  const sources = measures[0]?.values.length ?? 0;
  const total = measures.find((one) => keysOf(one) === '');
  const byKeys = Map.groupBy(
    measures.filter((one) => one !== total),
    keysOf,
  );
  const sets = [...byKeys.keys()];
  const finest = sets.filter((keys) => !sets.some((other) => other !== keys && isWithin(keys, other)));
  // The finer first: what is left of a coarser measure is without what is left of a finer one in it.
  const coarser = sets
    .filter((keys) => !finest.includes(keys))
    .sort((a, b) => b.split('\n').length - a.split('\n').length);
  const sums = finest.map((keys) => sumOf(byKeys.get(keys) ?? [], sources));
  const most = mostOf(sums, sources);
  // A total that is not known is at least its groups.
  const everybody = total?.values.map((all, source) => (Number.isNaN(all) ? (most[source] as number) : all)) ?? most;
  const divisions: Division[] = [];
  for (const [at, keys] of finest.entries()) {
    const division = divisionOf(keys, byKeys.get(keys) ?? [], sums[at] as Float64Array, everybody);
    if (division === null) return apart(measures, keys);
    divisions.push(division);
  }
  const unions = new Map<string, readonly CountedMeasure[]>();
  for (const one of coarser.flatMap((keys) => byKeys.get(keys) ?? [])) {
    const parts = partsOf(one, divisions) ?? partsAndRest(one, divisions, everybody);
    if (parts === null) return apart(measures, keysOf(one));
    unions.set(one.id, parts);
  }
  const sizes = divisions.map(({ members, rest }) => members.length + Number(rest !== null));
  if (sizes.reduce((product, size) => product * size, 1) > mostKinds) return apart(measures, finest.join(', '));
  return coupled({ everybody, total, divisions, unions, sizes });
}

type Coupling = {
  readonly everybody: Float64Array;
  readonly total: CountedMeasure | undefined;
  readonly divisions: readonly Division[];
  readonly unions: ReadonlyMap<string, readonly CountedMeasure[]>;
  readonly sizes: readonly number[];
};

/** Each division is a row of stretches that together are everybody; kinds are the pieces that all rows cut. */
function coupled({ everybody, total, divisions, unions, sizes }: Coupling): People {
  const kinds = sizes.reduce((product, size) => product * size, 1);
  const counts = Array.from({ length: kinds }, () => new Float64Array(everybody.length));
  const columns = divisions.map(({ members, rest }) => [...members.map((one) => one.values), ...(rest ? [rest] : [])]);
  for (let source = 0; source < everybody.length; source++) {
    const rows = columns.map((of) => of.map((values) => zeroIfUnknown(values[source] as number)));
    for (const { at, count } of stretches(rows, everybody[source] as number)) {
      const column = counts[kindAt(at, sizes)] as Float64Array;
      column[source] = (column[source] as number) + count;
    }
  }
  const all = Array.from({ length: kinds }, (_, kind) => kind);
  const assumptions =
    total === undefined && divisions.some(({ members }) => members.length > 1)
      ? ['Groups of one measure are taken not to overlap: nobody is counted in two of them.']
      : [];
  const isWhole = total !== undefined || divisions.every(({ rest }) => rest === null);
  const kindsOf = kindsByMeasure(all, { total, divisions, unions, sizes });
  return { kinds, counts, kindsOf, everybody: isWhole ? all : null, assumptions, isNested: true };
}

function kindsByMeasure(
  all: readonly number[],
  { total, divisions, unions, sizes }: Omit<Coupling, 'everybody'>,
): Map<string, readonly number[]> {
  const kindsOf = new Map<string, readonly number[]>(total === undefined ? [] : [[total.id, all]]);
  for (const [place, { members }] of divisions.entries()) {
    for (const [member, { id }] of members.entries()) {
      const own = all.filter((kind) => memberAt(kind, place, sizes) === member);
      kindsOf.set(id, own);
    }
  }
  for (const [id, parts] of unions) {
    const union = new Set(parts.flatMap((part) => kindsOf.get(part.id) ?? []));
    kindsOf.set(
      id,
      [...union].sort((a, b) => a - b),
    );
  }
  return kindsOf;
}

/** The stretches that rows of numbers of one sum cut each other into: which member of each row, and how many. */
function stretches(rows: readonly (readonly number[])[], sum: number): { at: readonly number[]; count: number }[] {
  const found: { at: readonly number[]; count: number }[] = [];
  const at = rows.map(() => 0);
  const left = rows.map((row) => row[0] ?? 0);
  let remaining = sum;
  while (remaining > 0) {
    for (const [place, row] of rows.entries()) {
      while (left[place] === 0 && (at[place] as number) + 1 < row.length) {
        at[place] = (at[place] as number) + 1;
        left[place] = row[at[place] as number] as number;
      }
    }
    const count = Math.min(remaining, ...left);
    if (count <= 0) throw new Error('a division holds fewer people than everybody');
    found.push({ at: [...at], count });
    for (let place = 0; place < left.length; place++) left[place] = (left[place] as number) - count;
    remaining -= count;
  }
  return found;
}

/** Measures that have nothing to do with each other: each counts a kind of its own. */
function apart(measures: readonly CountedMeasure[], by: string): People {
  const words = by === '' ? 'groups' : by.replaceAll('\n', ' and ');
  return {
    kinds: measures.length,
    counts: measures.map((one) => Float64Array.from(one.values, zeroIfUnknown)),
    kindsOf: new Map(measures.map((one, at) => [one.id, [at]])),
    everybody: null,
    assumptions: [
      `How the measures by ${words} overlap cannot be told from their numbers: the groups do not add up to their total, or there are too many of them. What one gives away of another was not looked for. Publish one division of people at a time, or mend the numbers.`,
    ],
    isNested: measures.length < 2,
  };
}

/** Null: the groups are more than everybody somewhere. */
function divisionOf(
  keys: string,
  members: readonly CountedMeasure[],
  sum: Float64Array,
  everybody: Float64Array,
): Division | null {
  const rest = everybody.map((all, source) => all - (sum[source] as number));
  if (rest.some((count) => count < 0)) return null;
  return { keys, members, rest: rest.some((count) => count > 0) ? rest : null };
}

/** The groups of a finer division that make up the measure; null: they do not add up to it. */
function partsOf(measure: CountedMeasure, divisions: readonly Division[]): readonly CountedMeasure[] | null {
  for (const { keys, members } of divisions) {
    if (!isWithin(keysOf(measure), keys)) continue;
    const parts = membersIn(measure, members);
    const sum = sumOf(parts, measure.values.length);
    if (measure.values.every((value, source) => Number.isNaN(value) || value === sum[source])) return parts;
  }
  return null;
}

/**
 * The groups of a finer division in the measure and, as one more group of that division, its people who are in none of
 * them; null: the groups are more than the measure, or all together more than everybody.
 */
function partsAndRest(
  measure: CountedMeasure,
  divisions: Division[],
  everybody: Float64Array,
): readonly CountedMeasure[] | null {
  const at = divisions.findIndex(({ keys }) => isWithin(keysOf(measure), keys));
  const division = divisions[at];
  if (division === undefined) return null;
  const parts = membersIn(measure, division.members);
  const sum = sumOf(parts, measure.values.length);
  const values = measure.values.map((value, source) => (Number.isNaN(value) ? 0 : value - (sum[source] as number)));
  if (values.some((value) => value < 0)) return null;
  const others: CountedMeasure = { id: `${measure.id}, others`, breakdown: measure.breakdown, values };
  const members = [...division.members, others];
  const wider = divisionOf(division.keys, members, sumOf(members, values.length), everybody);
  if (wider === null) return null;
  divisions[at] = wider;
  return [...parts, others];
}

function membersIn({ breakdown }: CountedMeasure, members: readonly CountedMeasure[]): readonly CountedMeasure[] {
  return members.filter((one) => Object.entries(breakdown).every(([key, word]) => one.breakdown[key] === word));
}

function keysOf({ breakdown }: CountedMeasure): string {
  return Object.keys(breakdown).sort().join('\n');
}

function isWithin(keys: string, other: string): boolean {
  const all = new Set(other.split('\n'));
  return keys.split('\n').every((key) => all.has(key));
}

function sumOf(measures: readonly CountedMeasure[], sources: number): Float64Array {
  const sum = new Float64Array(sources);
  for (const { values } of measures)
    for (let source = 0; source < sources; source++)
      sum[source] = (sum[source] as number) + zeroIfUnknown(values[source] as number);
  return sum;
}

function mostOf(sums: readonly Float64Array[], sources: number): Float64Array {
  return Float64Array.from({ length: sources }, (_, source) =>
    Math.max(0, ...sums.map((sum) => sum[source] as number)),
  );
}

function zeroIfUnknown(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function kindAt(members: readonly number[], sizes: readonly number[]): number {
  return members.reduce((kind, member, place) => kind * (sizes[place] as number) + member, 0);
}

function memberAt(kind: number, place: number, sizes: readonly number[]): number {
  const after = sizes.slice(place + 1).reduce((product, size) => product * size, 1);
  return Math.floor(kind / after) % (sizes[place] as number);
}
