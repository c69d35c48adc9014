/**
 * Counts of people on the blocks: two as published for LSOAs and summed, one that spreads the totals of Surrey's two
 * new councils over its districts, and one of registered patients that is made up.
 */

import { type Block, blocks } from '#sample/blocks.ts';
import { eastSurrey, westSurrey } from '#sample/council-events.ts';
import { places } from '#sample/event-piece.ts';
import { makeRow, makeRows, type Piece } from '#sample/row.ts';
import { apportionWhole } from '#std/apportion.ts';

/** People of the two councils, as cited. @units persons */
const surreyTotals = { east: 556_150, west: 672_500 } as const;

const spreadNote =
  'Published are the totals of East Surrey (556,150) and West Surrey (672,500) only, without the day of the count; it is dated by the month of publication. ' +
  'Each total is spread over the blocks in whole people in proportion to Census 2021, largest remainder first: sums over a new council are as published, single districts are estimates. It covers Surrey alone.';

/** Registered patients run above residents by some hundredths, which differ from place to place. @units hundredths */
const upliftOfBlock = (at: number) => 2 + ((at * 3) % 8);

const registeredNote =
  'Made up, to show how an answer moves when patients on practice lists are counted and not residents. Each block has its residents of Census 2021 and 2 to 9 hundredths more, in turn. ' +
  'No list of a practice was used: read nothing about a place from it.';

/** The rows of the populations and of their values. */
export function populationPiece(): Piece {
  const values = (population: string, persons: (block: Block) => number) =>
    makeRows(
      'population_values',
      blocks.map((block) => ({ population, area: block.code, persons: persons(block) })),
    );
  return {
    populations: makeRows('populations', [
      {
        id: 'mid-2019',
        title: 'Residents, mid-2019 estimate',
        base: 'resident',
        geography: places,
        date: '2019-06-30',
        evidence: 'derived',
        source: 'ons-mid-2019',
        note: 'Sums of published LSOA figures.',
      },
      {
        id: 'census-2021',
        title: 'Usual residents, Census 2021',
        base: 'resident',
        geography: places,
        date: '2021-03-21',
        evidence: 'derived',
        source: 'census-2021',
        note: 'Sums of published LSOA figures.',
      },
      {
        id: 'surrey-proposal',
        title: 'Residents of Surrey as in the two-unitary decision',
        base: 'resident',
        geography: places,
        date: '2025-10-01',
        evidence: 'estimated',
        source: 'polimapper-surrey',
        note: spreadNote,
      },
      {
        id: 'registered-illustrative',
        title: 'Registered patients (illustrative: made up, not counted)',
        base: 'registered',
        geography: places,
        date: '2026-04-01',
        evidence: 'illustrative',
        source: 'made-up',
        note: registeredNote,
      },
    ]),
    population_values: [
      ...values('mid-2019', (block) => block.mid2019),
      ...values('census-2021', (block) => block.census2021),
      ...spread(surreyTotals.east, eastSurrey),
      ...spread(surreyTotals.west, westSurrey),
      ...blocks.map((block, at) =>
        makeRow('population_values', {
          population: 'registered-illustrative',
          area: block.code,
          persons: Math.round((block.census2021 * (100 + upliftOfBlock(at))) / 100),
        }),
      ),
    ],
  };
}

function spread(total: number, councils: readonly string[]) {
  const own = blocks.filter((block) => councils.includes(block.council));
  const shares = apportionWhole(
    total,
    own.map((block) => block.census2021),
  );
  return makeRows(
    'population_values',
    own.map((block, at) => ({ population: 'surrey-proposal', area: block.code, persons: shares[at] ?? 0 })),
  );
}
