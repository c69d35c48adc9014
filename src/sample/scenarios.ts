/** Named choices of which events hold: the law as it stands, and three other ways to look at the area. */

import { eventsOf2026 } from '#sample/board-events.ts';
import { threeUnitaries, twoUnitaries } from '#sample/council-events.ts';
import { makeRows, type Piece } from '#sample/row.ts';

const statuses = 'in-law in-effect under-challenge';

/** The rows of the scenarios and of their switches. */
export function scenarioPiece(): Piece {
  return {
    scenarios: makeRows('scenarios', [
      { id: 'current-law', title: 'The law as it stands', statuses },
      {
        id: 'surrey-two-unitaries',
        title: 'Surrey: two unitary councils, as decided',
        statuses,
        note: 'The same as the law as it stands, with the decision named.',
      },
      {
        id: 'surrey-three-unitaries',
        title: 'Surrey: three unitary councils, as rejected',
        statuses,
        note: 'The decision is taken out and the rejected proposal put in its place.',
      },
      { id: 'surrey-unchanged', title: 'Surrey: county and districts stay', statuses },
      {
        id: 'before-april-2026',
        title: 'Health boards as before 1 April 2026',
        statuses,
        note: 'The events of that day are taken out.',
      },
    ]),
    scenario_events: makeRows('scenario_events', [
      { scenario: 'surrey-two-unitaries', event: twoUnitaries, holds: true },
      { scenario: 'surrey-two-unitaries', event: threeUnitaries, holds: false },
      { scenario: 'surrey-three-unitaries', event: twoUnitaries, holds: false },
      { scenario: 'surrey-three-unitaries', event: threeUnitaries, holds: true },
      { scenario: 'surrey-unchanged', event: twoUnitaries, holds: false },
      ...eventsOf2026.map((event) => ({ scenario: 'before-april-2026', event, holds: false })),
    ]),
  };
}
