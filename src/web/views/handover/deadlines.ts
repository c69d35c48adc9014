/**
 * What has to be done as deadlines: by month, by who is to act, and the same thing over several lines put together. Works
 * on the columns as they come, so that the deadlines of 20,000 lines open at once. Pure; today is an argument.
 */

import type { HandoverActionsWire } from '#wire/handover.ts';

export type Month = {
  readonly month: string;
  /** Numbers of the actions, in order of days. */
  readonly actions: readonly number[];
};

export type Owner = { readonly code: string; readonly name: string };

/** The same thing to do on the same day by the same bodies, over several lines. */
export type CommonDeadline = {
  readonly id: string;
  readonly due: string;
  readonly what: string;
  /** Names of the bodies that are to act. */
  readonly owner: string;
  /** Numbers of the lines that ask for it. */
  readonly lines: readonly number[];
};

/** Numbers of the actions of that body, null: of all, in order of days. */
export function actionsOf(table: HandoverActionsWire, owner: string | null): number[] {
  const all = table.dayOf.map((_, action) => action);
  if (owner === null) return all;
  const isOwner = table.owners.map((group) => group.some((body) => table.bodies[body]?.code === owner));
  return all.filter((action) => isOwner[table.ownersOf[action] ?? -1] === true);
}

/** Numbers of the actions of each body that is to act, in order of days, by code. One pass for all of them. */
export function actionsByOwner(table: HandoverActionsWire): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  const codesOf = table.owners.map((group) => new Set(group.map((body) => table.bodies[body]?.code ?? '')));
  table.ownersOf.forEach((group, action) => {
    for (const code of codesOf[group] ?? []) {
      const own = found.get(code) ?? [];
      found.set(code, own);
      own.push(action);
    }
  });
  return found;
}

/** Of these actions, those that were due before the day. */
export function overdueOf(table: HandoverActionsWire, actions: readonly number[], today: string): number[] {
  return actions.filter((action) => dueOf(table, action) < today);
}

/** The actions by month, ascending; months without any are left out. */
export function monthsOf(table: HandoverActionsWire, actions: readonly number[]): Month[] {
  return [...Map.groupBy(actions, (action) => dueOf(table, action).slice(0, 7))].map(([month, own]) => ({
    month,
    actions: own,
  }));
}

/** The actions with those that say the same put together, in the order of the first of each. */
export function commonDeadlines(table: HandoverActionsWire, actions: readonly number[]): CommonDeadline[] {
  const { dayOf, whatOf, ownersOf } = table;
  const alike = Map.groupBy(actions, (action) => `${dayOf[action]} ${whatOf[action]} ${ownersOf[action]}`);
  return [...alike].map(([id, own]) => {
    const first = own[0] ?? -1;
    return {
      id,
      due: dueOf(table, first),
      what: table.whats[whatOf[first] ?? -1] ?? '',
      owner: (table.owners[ownersOf[first] ?? -1] ?? []).map((body) => table.bodies[body]?.name ?? '').join('; '),
      lines: own.map((action) => table.lineOf[action] ?? -1),
    };
  });
}

/** What a thing to do is for: the arrangement, or how many. */
export function forWhat(table: HandoverActionsWire, { lines }: Pick<CommonDeadline, 'lines'>): string {
  const titles = new Set(lines.map((line) => table.titleOfLine[line]));
  return titles.size === 1 ? titleOf(table, lines[0] ?? -1) : `${titles.size} arrangements`;
}

/** The title of a line's arrangement. */
export function titleOf(table: HandoverActionsWire, line: number): string {
  return table.titles[table.titleOfLine[line] ?? -1] ?? '';
}

/** The name of a line's party. */
export function partyOf(table: HandoverActionsWire, line: number): string {
  return table.bodies[table.partyOfLine[line] ?? -1]?.name ?? '';
}

/** Bodies that have to act, by name, each once. */
export function ownersOf(table: HandoverActionsWire): Owner[] {
  const found = new Map(
    table.owners.flat().map((body) => [table.bodies[body]?.code ?? '', table.bodies[body]?.name ?? '']),
  );
  return [...found].map(([code, name]) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name));
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

function dueOf(table: HandoverActionsWire, action: number): string {
  return table.days[table.dayOf[action] ?? -1] ?? '';
}
