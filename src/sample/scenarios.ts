/**
 * Named choices of which events hold: the law as it stands, and other ways to look at the area, each with the two
 * days between which something happens in it.
 */

import { boardEvents2026 } from '#core/reorganisation/boards-2026.ts';
import { threeUnitaries, twoUnitaries } from '#sample/council-events.ts';
import { makeRows, type Piece } from '#sample/row.ts';

const statuses = 'in-law in-effect under-challenge';

/** Before and after the boards of April 2026. */
const april2026 = { from: '2026-03-31', to: '2026-04-01' } as const;
/** From the boards of April 2026 to the vesting day of Surrey's new councils. */
const surreyYear = { from: '2026-04-01', to: '2027-04-01' } as const;

/** The rows of the scenarios and of their switches. */
export function scenarioPiece(): Piece {
  return {
    scenarios: makeRows('scenarios', [
      { id: 'current-law', title: 'The law as it stands', statuses, ...surreyYear },
      {
        id: 'icbs-april-2026',
        title: 'Integrated care boards of April 2026',
        statuses,
        ...april2026,
        note: 'The same as the law as it stands, with the events of 1 April 2026 named.',
      },
      {
        id: 'surrey-two-unitaries',
        title: 'Surrey: two unitary councils, as decided',
        statuses,
        ...surreyYear,
        note: 'The same as the law as it stands, with the decision named.',
      },
      {
        id: 'surrey-three-unitaries',
        title: 'Surrey: three unitary councils, as rejected',
        statuses,
        ...surreyYear,
        note: 'The decision is taken out and the rejected proposal put in its place.',
      },
      { id: 'surrey-unchanged', title: 'Surrey: county and districts stay', statuses, ...surreyYear },
      {
        id: 'before-april-2026',
        title: 'Health boards as before 1 April 2026',
        statuses,
        ...april2026,
        note: 'The events of that day are taken out.',
      },
      {
        id: 'october-2006',
        title: 'Primary care trusts of October 2006',
        statuses,
        from: '2006-09-30',
        to: '2006-10-01',
        note: 'The same as the law as it stands, looked at when the trusts were merged.',
      },
    ]),
    scenario_events: makeRows('scenario_events', [
      ...boardEvents2026.map((event) => ({ scenario: 'icbs-april-2026', event, holds: true })),
      { scenario: 'surrey-two-unitaries', event: twoUnitaries, holds: true },
      { scenario: 'surrey-two-unitaries', event: threeUnitaries, holds: false },
      { scenario: 'surrey-three-unitaries', event: twoUnitaries, holds: false },
      { scenario: 'surrey-three-unitaries', event: threeUnitaries, holds: true },
      { scenario: 'surrey-unchanged', event: twoUnitaries, holds: false },
      ...boardEvents2026.map((event) => ({ scenario: 'before-april-2026', event, holds: false })),
    ]),
  };
}
