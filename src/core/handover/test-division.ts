/** A small register for tests of the handover, in which a district is divided. */

import type { Facts } from '#core/pack/tables.ts';
import { bodies, events, ground, together } from '#tests/support/tiny-register.ts';

/** Board `old` merges into `n` on 1 July 2022, district `c` is divided into `east` and `west` on 1 April 2027. `d` is untouched. */
export function dividedDistrict(): Facts {
  return together(
    ground(4),
    bodies([
      ['c', 'district-council', 'b0 b1 b2'],
      ['d', 'district-council', 'b3'],
      ['east', 'district-council'],
      ['west', 'district-council'],
      ['n', 'integrated-care-board', 'b3'],
      ['old', 'integrated-care-board', 'b0 b1 b2'],
    ]),
    events([
      { id: 'before', kind: 'merge', day: '2022-07-01', predecessors: 'old', continuing: 'n' },
      {
        id: 'cut',
        kind: 'divide',
        day: '2027-04-01',
        predecessors: 'c',
        successors: 'east west',
        moves: [
          ['c', 'east', 'b0'],
          ['c', 'west', '*'],
        ],
      },
    ]),
  );
}
