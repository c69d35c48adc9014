/** The ready scenarios of the pack, each with the two days between which something happens in it. */

import { boardEvents2026 } from '#core/reorganisation/boards-2026.ts';
import type { Draft, LooseRow } from '#sources/england/draft.ts';
import { threeUnitaries, twoUnitaries } from '#sources/england/reorganisation-2027.ts';

const statuses = 'in-law in-effect under-challenge';
const sameAsLaw = 'The same as the law as it stands';

type ReadyScenario = LooseRow<'scenarios'> & {
  readonly id: string;
  /** Events that it needs; without one of them the scenario is left out. */
  readonly on: readonly string[];
  readonly off: readonly string[];
};

const ready: readonly ReadyScenario[] = [
  {
    id: 'icbs-april-2026',
    title: 'Integrated care boards of April 2026',
    from: '2026-03-31',
    to: '2026-04-01',
    note: `${sameAsLaw}, with the events of 1 April 2026 named.`,
    on: boardEvents2026,
    off: [],
  },
  {
    id: 'before-april-2026',
    title: 'Health boards as before 1 April 2026',
    from: '2026-03-31',
    to: '2026-04-01',
    note: 'The events of that day are taken out.',
    on: [],
    off: boardEvents2026,
  },
  {
    id: 'surrey-two-unitaries',
    title: 'Surrey: two unitary councils, as decided',
    from: '2026-04-01',
    to: '2027-04-01',
    note: `${sameAsLaw}, with the decision named.`,
    on: [twoUnitaries],
    off: [threeUnitaries],
  },
  {
    id: 'surrey-three-unitaries',
    title: 'Surrey: three unitary councils, as rejected',
    from: '2026-04-01',
    to: '2027-04-01',
    note: 'The decision is taken out and the rejected proposal put in its place.',
    on: [threeUnitaries],
    off: [twoUnitaries],
  },
  {
    id: 'surrey-unchanged',
    title: 'Surrey: county and districts stay',
    from: '2026-04-01',
    to: '2027-04-01',
    note: 'The decision is taken out and nothing is put in its place.',
    on: [],
    off: [twoUnitaries],
  },
  {
    id: 'october-2006',
    title: 'Primary care trusts of October 2006',
    from: '2006-09-30',
    to: '2006-10-01',
    note: `${sameAsLaw}, looked at when 303 trusts became 152.`,
    on: [],
    off: [],
  },
  {
    id: 'councils-2023',
    title: 'Councils of April 2023: continuing and new authorities',
    from: '2023-03-31',
    to: '2023-04-01',
    note: `${sameAsLaw}, looked at when 17 councils became four: North Yorkshire and Somerset live on as unitary councils (continuing authorities), Cumbria is divided between Cumberland and Westmorland and Furness, which are new.`,
    on: [],
    off: [],
  },
];

/** Write the scenarios whose events and days the pack knows. */
export function addScenarios(draft: Draft): void {
  const { events } = draft.facts();
  const ids = new Set<string>(events.map((row) => row.id));
  const days = new Set<string>(events.flatMap((row) => row.legal ?? []));
  for (const { on, off, ...row } of ready) {
    if (![...on, ...off].every((event) => ids.has(event)) || !days.has(String(row.to))) continue;
    draft.add('scenarios', { ...row, statuses });
    for (const event of on) draft.add('scenario_events', { scenario: row.id, event, holds: true });
    for (const event of off) draft.add('scenario_events', { scenario: row.id, event, holds: false });
  }
}
