/**
 * The arrangements of the sample: about fifty that Surrey and its neighbours might hold, every kind at least once. No
 * real agreement, amount or post was seen: all are illustrative and say so. Bodies are named as people name them.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { surreyContracts } from '#sample/arrangements-contracts.ts';
import { neighbourArrangements } from '#sample/arrangements-neighbours.ts';
import { arrangementsOf2006 } from '#sample/arrangements-of-2006.ts';
import { surreyPartnerships } from '#sample/arrangements-partnerships.ts';
import { surreyPeople } from '#sample/arrangements-people.ts';

/** All arrangements of the sample, Surrey's first. */
export const sampleArrangements: readonly ArrangementSpec[] = [
  ...surreyPartnerships,
  ...surreyContracts,
  ...surreyPeople,
  ...neighbourArrangements,
  ...arrangementsOf2006,
];
