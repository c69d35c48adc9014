/**
 * What became of the integrated care boards: 2022, 2023 and 1 April 2026, and the boardClusters. On 1 April 2026
 * 12 of 42 were abolished and six established, and one changed its boundary. A board that was divided has an
 * event of its own, after those that establish its successors, so that its shares can be read in one place.
 */

import { type BoardEventId, boardClusters } from '#core/reorganisation/boards-2026.ts';
import { type Block, blocks, codesOfBlocks } from '#sample/blocks.ts';
import { boardsOf2022 } from '#sample/boards.ts';
import { chichesterCorner, lastGroupOf } from '#sample/commissioner-events.ts';
import { upperTierOf } from '#sample/councils.ts';
import { type EventSpec, eventPieces, type LandMove } from '#sample/event-piece.ts';
import type { Piece } from '#sample/row.ts';

const surrey = 'E10000030';
const hampshire = 'E10000014';

/** The rows of the events of the boards. */
export function boardEventPiece(): Piece {
  return eventPieces([
    boardsEstablished(),
    cornerToSussex(),
    ...newBoards(),
    frimleyDivided(),
    ...othersDivided(),
    ...clusterEvents(),
  ]);
}

/**
 * The boards begin and take over from the groups. Every group of the area lay in one board; a block passes from its
 * group to its board by name, so that the land of a board rests on the look-up of 2022 alone.
 */
function boardsEstablished(): EventSpec {
  const passing = Map.groupBy(blocks, (block) => `${lastGroupOf(block)} ${block.icb}`);
  const moves = [...passing.values()].flatMap(([first, ...others]): LandMove[] => {
    if (first === undefined) return [];
    const areas = [first, ...others].map((block) => block.code);
    const bodies = { from: `ccg-${lastGroupOf(first)}`, to: `icb-${first.icb}` };
    return [{ ...bodies, areas, evidence: 'published', source: 'ons-lsoa11-lookups' }];
  });
  return {
    event: {
      id: 'icb-2022-established',
      kind: 'establish',
      title: 'The 42 integrated care boards are established and take over from the clinical commissioning groups',
      status: 'in-effect',
      legal: '2022-07-01',
      operational: '2022-07-01',
      instrument: 'Health and Care Act 2022, s 19, inserting ss 14Z25 to 14Z28 in the National Health Service Act 2006',
      evidence: 'published',
      source: 'ons-code-history',
      note: 'Property, rights and liabilities of a group went to one or more boards by transfer scheme (s 14Z28). Which board took over from which group is inferred from their areas; the orders and the schemes were not seen.',
    },
    predecessors: [...new Set(blocks.map((block) => `ccg-${lastGroupOf(block)}`))],
    subjects: boardsOf2022.map(([ods]) => `icb-${ods}`),
    moves,
  };
}

function cornerToSussex(): EventSpec {
  return {
    event: {
      id: 'icb-2023-move-chichester',
      kind: 'boundary-change',
      title: 'Four LSOAs of Chichester pass from Surrey Heartlands to Sussex',
      status: 'in-effect',
      legal: '2023-04-01',
      operational: '2023-04-01',
      evidence: 'derived',
      source: 'ons-code-history',
      note: 'Both boards got new GSS codes on this day; the blocks were found by comparing the look-ups of 2022 and 2024. No instrument was seen.',
    },
    continuing: ['icb-QXU', 'icb-QNX'],
    moves: [
      { from: 'icb-QXU', to: 'icb-QNX', areas: [chichesterCorner], evidence: 'derived', source: 'ons-lsoa21-lookup' },
    ],
  };
}

function of2026(
  id: BoardEventId,
  kind: EventSpec['event']['kind'],
  title: string,
  note: string | null = null,
): EventSpec['event'] {
  const unseen = 'The orders were not seen.';
  return {
    id,
    kind,
    title,
    status: 'in-effect',
    announced: '2025-09-09',
    legal: '2026-04-01',
    operational: '2026-04-01',
    instrument: 'Written ministerial statement of 9 September 2025 (footprints)',
    evidence: 'published',
    source: 'nhsbsa-icb-mergers',
    note: note === null ? unseen : `${note} ${unseen}`,
  };
}

function newBoards(): EventSpec[] {
  return [
    {
      event: of2026(
        'icb-2026-new-norfolk-and-suffolk',
        'establish',
        'Norfolk and Suffolk ICB is established in place of Norfolk and Waveney ICB',
        'It also serves most of Suffolk and North East Essex, which is divided.',
      ),
      predecessors: ['icb-QMM'],
      successors: ['icb-norfolk-and-suffolk'],
    },
    {
      event: of2026(
        'icb-2026-new-essex',
        'establish',
        'Essex ICB is established in place of Mid and South Essex ICB',
        'It also serves north-east Essex and west Essex.',
      ),
      predecessors: ['icb-QH8'],
      successors: ['icb-essex'],
    },
    {
      event: of2026(
        'icb-2026-new-central-east',
        'merge',
        'Central East ICB replaces two boards',
        'Bedfordshire, Luton and Milton Keynes; Cambridgeshire and Peterborough. It also serves Hertfordshire.',
      ),
      predecessors: ['icb-QHG', 'icb-QUE'],
      successors: ['icb-central-east'],
    },
    {
      event: of2026(
        'icb-2026-new-surrey-and-sussex',
        'merge',
        'Surrey and Sussex ICB replaces Surrey Heartlands and Sussex ICBs',
        'It also serves the Surrey part of Frimley.',
      ),
      predecessors: ['icb-QXU', 'icb-QNX'],
      successors: ['icb-surrey-and-sussex'],
    },
    {
      event: of2026(
        'icb-2026-new-thames-valley',
        'establish',
        'Thames Valley ICB is established in place of Buckinghamshire, Oxfordshire and Berkshire West ICB',
        'It also serves the Berkshire part of Frimley.',
      ),
      predecessors: ['icb-QU9'],
      successors: ['icb-thames-valley'],
    },
    {
      event: of2026(
        'icb-2026-new-west-and-north-london',
        'merge',
        'West and North London ICB replaces North West London and North Central London ICBs',
      ),
      predecessors: ['icb-QRV', 'icb-QMJ'],
      successors: ['icb-west-and-north-london'],
    },
  ];
}

function frimleyDivided(): EventSpec {
  const part = (to: string, test: (block: Block) => boolean): LandMove => ({
    from: 'icb-QNQ',
    to,
    areas: codesOfBlocks((block) => block.icb === 'QNQ' && test(block)),
    evidence: 'inferred',
    source: 'icb-statement-2025',
  });
  const inSurrey = (block: Block) => upperTierOf(block.council) === surrey;
  const inHampshire = (block: Block) => upperTierOf(block.council) === hampshire;
  return {
    event: of2026(
      'icb-2026-split-frimley',
      'divide',
      'Frimley ICB is divided three ways',
      'East Berkshire to Thames Valley, the Surrey part to Surrey and Sussex, north-east Hampshire to Hampshire and Isle of Wight, whose boundary changes. That it divides by upper-tier council area is inferred.',
    ),
    predecessors: ['icb-QNQ'],
    continuing: ['icb-surrey-and-sussex', 'icb-thames-valley', 'icb-QRL'],
    moves: [
      part('icb-surrey-and-sussex', inSurrey),
      part('icb-thames-valley', (block) => !inSurrey(block) && !inHampshire(block)),
      part('icb-QRL', inHampshire),
    ],
  };
}

function othersDivided(): EventSpec[] {
  return [
    {
      event: {
        ...of2026(
          'icb-2026-split-hertfordshire-and-west-essex',
          'divide',
          'Hertfordshire and West Essex ICB is divided between Central East and Essex',
          'That west Essex is the sub-ICB location 07H is inferred.',
        ),
        evidence: 'inferred',
      },
      predecessors: ['icb-QM7'],
      continuing: ['icb-central-east', 'icb-essex'],
    },
    {
      event: {
        ...of2026(
          'icb-2026-split-suffolk-and-north-east-essex',
          'divide',
          'Suffolk and North East Essex ICB is divided between Norfolk and Suffolk and Essex',
          'That north-east Essex is the sub-ICB location 06T is inferred.',
        ),
        evidence: 'inferred',
      },
      predecessors: ['icb-QJG'],
      continuing: ['icb-norfolk-and-suffolk', 'icb-essex'],
    },
  ];
}

function clusterEvents(): EventSpec[] {
  const note =
    'A cluster is not a merger: each board stays separate in law, with its own allocation. They stood on 1 April 2026; the day each began was not seen.';
  return boardClusters.map(([id, names, boards]) => ({
    event: {
      id: `cluster-${id}`,
      kind: 'cluster',
      title: `${names} ICBs work as a cluster`,
      status: 'decided',
      evidence: 'published',
      source: 'nhsconfed-clusters',
      note,
    },
    subjects: boards.map((ods) => `icb-${ods}`),
  }));
}
