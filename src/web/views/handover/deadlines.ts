/** The actions of a schedule as deadlines: by month, by owner, and how many are overdue. Pure; today is an argument. */

import type { HandoverWire } from '#wire/handover.ts';

export type Deadline = {
  readonly due: string;
  readonly what: string;
  readonly owner: string;
  readonly ownerCodes: readonly string[];
  /** Key, title and party of the line that asks for it. */
  readonly key: string;
  readonly title: string;
  readonly party: string;
};

export type Month = { readonly month: string; readonly deadlines: readonly Deadline[] };

export type Owner = { readonly code: string; readonly name: string };

/** Every action of every line, by day; on one day in the order of the lines. */
export function deadlinesOf(lines: HandoverWire['lines']): Deadline[] {
  return lines
    .flatMap((line) =>
      line.actions.map((action) => ({
        due: action.due,
        what: action.what,
        owner: action.owner,
        ownerCodes: action.ownerCodes,
        key: line.key,
        title: line.title,
        party: line.partyName,
      })),
    )
    .sort((a, b) => (a.due === b.due ? 0 : a.due < b.due ? -1 : 1));
}

/** The deadlines by month, ascending; months without any are left out. They have to be in order of days. */
export function monthsOf(deadlines: readonly Deadline[]): Month[] {
  return [...Map.groupBy(deadlines, (one) => one.due.slice(0, 7))].map(([month, own]) => ({ month, deadlines: own }));
}

/** The same thing to do on the same day by the same bodies, over several lines. */
export type CommonDeadline = Omit<Deadline, 'key' | 'title' | 'party'> & { readonly lines: readonly Deadline[] };

/** Deadlines with those that say the same put together, in the order of the first of each. */
export function commonDeadlines(deadlines: readonly Deadline[]): CommonDeadline[] {
  return [...Map.groupBy(deadlines, (one) => `${one.due}|${one.what}|${one.ownerCodes.join(' ')}`).values()].flatMap(
    (lines) => (lines[0] === undefined ? [] : [{ ...lines[0], lines }]),
  );
}

/** What a thing to do is for: the arrangement, or how many. */
export function forWhat({ lines }: CommonDeadline): string {
  const titles = new Set(lines.map((line) => line.title));
  return titles.size === 1 ? (lines[0]?.title ?? '') : `${titles.size} arrangements`;
}

/** Bodies that have to act, by name. Where several act together each is one. */
export function ownersOf(deadlines: readonly Deadline[]): Owner[] {
  const owners = new Map<string, string>();
  for (const { ownerCodes, owner } of deadlines) {
    // Names stand in the order of the codes; a name that itself has the separator leaves them together.
    const names = owner.split('; ');
    ownerCodes.forEach((code, at) => {
      if (!owners.has(code)) owners.set(code, names.length === ownerCodes.length ? (names[at] ?? code) : owner);
    });
  }
  return [...owners].map(([code, name]) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name));
}

/** Every month from the first deadline to the last, also those without any: the axis of the drawing. */
export function monthAxis(first: string, last: string): string[] {
  const axis: string[] = [];
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (let text = first.slice(0, 7); text <= last.slice(0, 7); text = `${year}-${String(month).padStart(2, '0')}`) {
    axis.push(text);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return axis;
}
