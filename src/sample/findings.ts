/** Where the sources of the sample disagree, and what they do not explain. Shown, not smoothed over. */

import { makeRows, type Piece } from '#sample/row.ts';

/** The rows of disagreements and of what is unexplained. */
export function findingPiece(): Piece {
  return { disagreements: disagreements(), unexplained: unexplained() };
}

function disagreements() {
  const dividing = {
    id: 'dividing-trusts-2006',
    question: 'Which primary care trusts were divided on 1 October 2006?',
    subject: 'pct-2006-split-5DV',
  };
  const people = {
    id: 'hampshire-part-of-frimley',
    question: 'How many people live in the Hampshire part of Frimley ICB?',
    subject: 'icb-2026-split-frimley',
  };
  return makeRows('disagreements', [
    {
      ...dividing,
      source: 'ods-pct-2006',
      says: 'Two: Cherwell Vale and Morecambe Bay have more than one successor.',
      followed: true,
    },
    {
      ...dividing,
      source: 'si-2006-2072',
      says: 'Six: Cherwell Vale, Morecambe Bay, Poole, Preston, South Peterborough and Waveney.',
      followed: false,
    },
    {
      ...people,
      source: 'ons-mid-2019',
      says: '167,584 residents in mid-2019, in the LSOAs that the look-up gives to it.',
      followed: true,
    },
    {
      ...people,
      source: 'nhsbsa-icb-mergers',
      says: 'About 176,000 people in 14 practices; the day and the kind of count are not stated.',
      followed: false,
    },
  ]);
}

function unexplained() {
  return makeRows('unexplained', [
    {
      id: 'trusts-before-october-2006',
      date: '2006-10-01',
      subject: 'Primary care trusts that ended on 1 October 2006',
      finding:
        'Which of them served which place is not in the sources at the size of these blocks. Their land is unknown here.',
    },
    {
      id: 'swindon-authority-2006',
      date: '2006-07-01',
      subject: 'Vale of White Horse: by Swindon',
      finding:
        'Its trust, Swindon, answered to the South West Strategic Health Authority, which is not in this sample; the block is uncovered in that tier.',
      areas: 1,
    },
    {
      id: 'cherwell-lsoa-2024',
      subject: 'E01027305 (1,912 people at Census 2021)',
      finding:
        'The look-up of 2024 gives this LSOA to Cherwell, earlier ones to South or West Northamptonshire. It is a best fit of wards; the sample follows the earlier ones.',
      areas: 1,
    },
    {
      id: 'hampshire-sussex-decisions-2026',
      subject: 'Councils of Hampshire and Sussex',
      finding:
        'Decisions on new unitary councils were announced in March 2026 (localgovernmentlawyer.co.uk). What they say was not seen, so no event stands for them.',
    },
    {
      id: 'sub-icb-locations',
      date: '2022-07-01',
      subject: 'Sub-ICB locations',
      finding: 'They are left out of this sample: what became of them on 1 April 2026 was not seen.',
    },
  ]);
}
