/** The measures of a file as they come: what a column says, what a name in a column of names says, and the groups of the row. */

import type { Measure } from '#core/datasets/data-set.ts';
import type { MeasureUse } from '#core/datasets/description.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';

/** A measure before it has its id. */
export type DraftMeasure = {
  readonly use: MeasureUse;
  readonly family: string;
  readonly breakdown: Readonly<Record<string, string>>;
  /** Heading of the column it came from first, and the name in the column of names; null: there is no such column. */
  readonly heading: string;
  readonly name: string | null;
  /** For the order of measures. */
  readonly column: number;
  /** Where it was first met. */
  readonly row: number;
};

export class MeasureBook {
  readonly drafts: DraftMeasure[] = [];
  readonly #byKey = new Map<string, number>();

  /** The number of the measure; the first that is met says what it is. */
  numberOf(draft: DraftMeasure): number {
    const key = keyOf(draft.family, draft.breakdown);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.#byKey.set(key, this.drafts.length);
    this.drafts.push(draft);
    return this.drafts.length - 1;
  }

  /** Numbers of the drafts in the order of the data set: by column, then by name, then by group, ages as numbers. */
  inOrder(): number[] {
    const sortKey = ({ name, breakdown }: DraftMeasure) => [name ?? '', ...Object.values(breakdown)].join(' ');
    const keys = this.drafts.map(sortKey);
    return [...this.drafts.keys()].sort((a, b) => {
      const [first, second] = [this.drafts[a], this.drafts[b]] as [DraftMeasure, DraftMeasure];
      return first.column - second.column || collator.compare(keys[a] ?? '', keys[b] ?? '') || a - b;
    });
  }

  /** The measures in order, with ids, denominators by id; a denominator that is not there is a problem. */
  measures(order: readonly number[], problems: ProblemBook): Measure[] {
    const ids = idsOf(order.map((number) => titleOf(this.drafts[number] as DraftMeasure)));
    const idOf = new Map(order.map((number, at) => [number, ids[at] ?? '']));
    return order.map((number) => {
      const draft = this.drafts[number] as DraftMeasure;
      const { kind, unit, multiplier, holds, denominator } = draft.use;
      const found = denominator === null ? null : this.#denominatorOf(draft, denominator);
      if (found === undefined) missingDenominator(draft, problems);
      return {
        id: idOf.get(number) ?? '',
        title: titleOf(draft),
        kind,
        unit,
        family: draft.family,
        breakdown: draft.breakdown,
        denominator: found === null || found === undefined ? null : (idOf.get(found) ?? null),
        multiplier,
        holds,
      };
    });
  }

  /** By heading or title: of the same name and groups, else of the same groups, else of all together. */
  #denominatorOf(draft: DraftMeasure, wanted: string): number | undefined {
    const groups = groupsKey(draft.breakdown);
    const fits = [...this.drafts.keys()].filter((number) => {
      const one = this.drafts[number] as DraftMeasure;
      return one !== draft && [one.heading, one.family, one.use.title, one.name].includes(wanted);
    });
    const at = (number: number) => this.drafts[number] as DraftMeasure;
    return (
      fits.find((one) => at(one).name === draft.name && groupsKey(at(one).breakdown) === groups) ??
      fits.find((one) => groupsKey(at(one).breakdown) === groups) ??
      fits.find((one) => Object.keys(at(one).breakdown).length === 0)
    );
  }
}

/** The text as an id: small letters, digits and single hyphens, 80 at most; of nothing `measure`. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\+/g, '-plus')
    .replaceAll(/%/g, '-percent')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 76)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'measure' : slug;
}

const collator = new Intl.Collator('en-GB', { numeric: true });

/** Two of one slug are told apart by a number: the second is `-2`. */
function idsOf(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const slug = slugOf(title);
    let id = slug;
    for (let count = 2; taken.has(id); count++) id = `${slug}-${count}`;
    taken.add(id);
    return id;
  });
}

function titleOf({ family, breakdown }: DraftMeasure): string {
  return [family, ...Object.values(breakdown)].join(', ');
}

function keyOf(family: string, breakdown: Readonly<Record<string, string>>): string {
  return `${family}\u0000${groupsKey(breakdown)}`;
}

function groupsKey(breakdown: Readonly<Record<string, string>>): string {
  return Object.entries(breakdown)
    .map(([name, group]) => `${name}=${group}`)
    .sort()
    .join('\u0000');
}

function missingDenominator({ use, heading, row }: DraftMeasure, problems: ProblemBook): void {
  problems.error('no-denominator', { row, column: heading }, () => ({
    message: `The denominator of ${use.title} is neither a column nor a measure of the file; name the one that holds it, or none.`,
    expected: 'the heading of a column, or the title of a measure',
    found: JSON.stringify(use.denominator),
  }));
}
