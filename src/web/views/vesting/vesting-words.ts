/** What waits on a vesting day, and how it is counted by body: what the screen draws and asks. Pure. */

import type { AccessDryRunWire } from '#wire/people.ts';
import { plainWord } from '../../words.ts';

export type Outcome = AccessDryRunWire['people'][number]['roles'][number]['outcome'];
type Body = AccessDryRunWire['unattended'][number];

export const outcomeWords: Record<Outcome, { readonly short: string; readonly className: string }> = {
  stays: { short: 'Stays', className: 'badge' },
  passes: { short: 'Passes', className: 'badge badge-signed' },
  ends: { short: 'Ends', className: 'badge badge-off' },
  waits: { short: 'Waits for a decision', className: 'badge badge-late' },
};

/** A body that ends, its heirs, and how many people and things are concerned. */
export type Flow = {
  readonly body: Body;
  readonly heirs: readonly Body[];
  readonly people: number;
  readonly records: number;
};

/** The bodies that end in the order of the answer. Records are counted among those that the answer lists. */
export function flowsOf({
  endings,
  people,
  records,
}: Pick<AccessDryRunWire, 'endings' | 'people' | 'records'>): Flow[] {
  return endings.map(({ body, heirs }) => ({
    body,
    heirs,
    people: people.filter(({ roles }) => roles.some((role) => role.body.id === body.id && role.outcome !== 'stays'))
      .length,
    records: records.first.filter(({ owners }) => owners.some((owner) => owner.id === body.id)).length,
  }));
}

/** What somebody is to decide: the roles of one body, or its records of one kind. */
export type Pending = {
  readonly key: string;
  readonly from: Body;
  /** Kind of thing, as a decision names it; `role` for roles. */
  readonly of: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
  /** Empty: any body of the day. */
  readonly choices: readonly Body[];
};

/** Everything that waits, by body and kind; roles first. Values of roles are `account role`, of records their ids. */
export function pendingOf({ people, records }: Pick<AccessDryRunWire, 'people' | 'records'>): Pending[] {
  const found = new Map<string, Pending>();
  const add = (from: Body, of: string, choices: readonly Body[], item: Pending['items'][number]) => {
    const key = `${from.id} ${of}`;
    const known = found.get(key) ?? { key, from, of, choices, items: [] };
    found.set(key, { ...known, items: [...known.items, item] });
  };
  for (const { account, name, roles } of people) {
    for (const { body, role, outcome, choices } of roles) {
      if (outcome !== 'waits') continue;
      add(body, 'role', choices, { value: `${account} ${role}`, text: `${name}: ${plainWord(role).toLowerCase()}` });
    }
  }
  for (const { resource, id, title, waiting } of records.first) {
    for (const { owner, choices } of waiting) add(owner, resource, choices, { value: id, text: title });
  }
  return [...found.values()].sort(
    (a, b) => Number(b.of === 'role') - Number(a.of === 'role') || (a.from.name < b.from.name ? -1 : 1),
  );
}

const things: Record<string, readonly [string, string]> = {
  role: ['role', 'roles'],
  arrangement: ['arrangement', 'arrangements'],
  schedule: ['schedule', 'schedules'],
  'schedule-line': ['line of a schedule', 'lines of schedules'],
  scenario: ['scenario', 'scenarios'],
  'data-set': ['data set', 'data sets'],
  release: ['release', 'releases'],
};

/** `1 arrangement`, `3 roles`. */
export function thingsText(kind: string, count: number): string {
  const [one, many] = things[kind] ?? [kind, kind];
  return `${count} ${count === 1 ? one : many}`;
}
