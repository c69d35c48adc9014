/**
 * Integrated care boards on 1 April 2026: 12 of 42 are abolished, six established, one changes its boundary; and the
 * boards that work as clusters. No lookup of the new boards is in the files: who takes over from whom is cited, and the
 * three boards that are divided are divided along sub-ICB locations and upper-tier councils of the lookup of 2024.
 */

import { type BoardEventId, boardClusters } from '#core/reorganisation/boards-2026.ts';
import { type Councils, upperOf } from '#sources/england/councils.ts';
import type { Draft, EventDraft, SourceName } from '#sources/england/draft.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import { isoDate } from '#std/iso-date.ts';

/** The day on which the new boards began. */
const boardsDay = isoDate('2026-04-01');
const announced = isoDate('2025-09-09');

// id, name, GSS code where seen, boards that it takes over whole, event, title, what else it serves
const established: readonly (readonly [
  string,
  string,
  string | null,
  readonly string[],
  BoardEventId,
  string,
  string,
])[] = [
  [
    'icb-norfolk-and-suffolk',
    'Norfolk and Suffolk',
    null,
    ['QMM'],
    'icb-2026-new-norfolk-and-suffolk',
    'Norfolk and Suffolk ICB is established in place of Norfolk and Waveney ICB',
    'It also serves most of Suffolk and North East Essex, which is divided.',
  ],
  [
    'icb-essex',
    'Essex',
    'E54000066',
    ['QH8'],
    'icb-2026-new-essex',
    'Essex ICB is established in place of Mid and South Essex ICB',
    'It also serves north-east Essex and west Essex.',
  ],
  [
    'icb-central-east',
    'Central East',
    null,
    ['QHG', 'QUE'],
    'icb-2026-new-central-east',
    'Central East ICB replaces two boards',
    'Bedfordshire, Luton and Milton Keynes; Cambridgeshire and Peterborough. It also serves Hertfordshire.',
  ],
  [
    'icb-surrey-and-sussex',
    'Surrey and Sussex',
    null,
    ['QXU', 'QNX'],
    'icb-2026-new-surrey-and-sussex',
    'Surrey and Sussex ICB replaces Surrey Heartlands and Sussex ICBs',
    'It also serves the Surrey part of Frimley.',
  ],
  [
    'icb-thames-valley',
    'Thames Valley',
    null,
    ['QU9'],
    'icb-2026-new-thames-valley',
    'Thames Valley ICB is established in place of Buckinghamshire, Oxfordshire and Berkshire West ICB',
    'It also serves the Berkshire part of Frimley.',
  ],
  [
    'icb-west-and-north-london',
    'West and North London',
    null,
    ['QRV', 'QMJ'],
    'icb-2026-new-west-and-north-london',
    'West and North London ICB replaces North West London and North Central London ICBs',
    '',
  ],
];

/** A block of 2021 with its board, sub-ICB location and upper-tier council of 2024. */
type PlacedBlock = { readonly area: string; readonly board: string; readonly location: string; readonly upper: string };

/** Write the boards of 2026 and what became of the others; nothing when the boards of 2022 are not in the pack. */
export function addBoards2026(draft: Draft, folder: InputFolder, councils: Councils): void {
  const blocks = placedBlocks(folder, councils);
  const needed = ['QNQ', 'QM7', 'QJG', 'QRL', ...established.flatMap(([, , , taken]) => taken)];
  if (blocks.length === 0 || !needed.every((ods) => draft.has(`icb-${ods}`))) return;
  addNewBoards(draft);
  addFrimley(draft, blocks);
  addDivision(draft, blocks, {
    id: 'icb-2026-split-hertfordshire-and-west-essex',
    board: 'QM7',
    location: '07H',
    rest: 'icb-central-east',
    title: 'Hertfordshire and West Essex ICB is divided between Central East and Essex',
    note: 'That west Essex is the sub-ICB location 07H is inferred.',
  });
  addDivision(draft, blocks, {
    id: 'icb-2026-split-suffolk-and-north-east-essex',
    board: 'QJG',
    location: '06T',
    rest: 'icb-norfolk-and-suffolk',
    title: 'Suffolk and North East Essex ICB is divided between Norfolk and Suffolk and Essex',
    note: 'That north-east Essex is the sub-ICB location 06T is inferred.',
  });
  addClusters(draft);
}

/**
 * Pass on the lines of practices and sub-ICB locations to the boards of 2026: to the one heir of a board that was taken
 * over whole, by location where it was divided along locations, and to nobody known otherwise.
 */
export function addLinesOf2026(draft: Draft, folder: InputFolder, councils: Councils): void {
  if (!draft.has('icb-essex')) return;
  const whole = new Map<string, string>(
    established.flatMap(([id, , , taken]) => taken.map((ods) => [`icb-${ods}`, id] as const)),
  );
  const rest = new Map([
    ['icb-QM7', 'icb-central-east'],
    ['icb-QJG', 'icb-norfolk-and-suffolk'],
  ]);
  const known = new Set(placedBlocks(folder, councils).map((block) => `sub-icb-${block.location}`));
  draft.passLines(
    boardsDay,
    (organisation, target) => {
      const heir = whole.get(target);
      if (heir !== undefined)
        return { heir, note: 'Follows from its board, which was taken over whole; not stated for it.' };
      const others = rest.get(target);
      if (others !== undefined && known.has(organisation)) {
        const goesToEssex = ['sub-icb-06T', 'sub-icb-07H'].includes(organisation);
        return {
          heir: goesToEssex ? 'icb-essex' : others,
          note: 'Inferred: the board was divided along its locations.',
        };
      }
      if (others === undefined && target !== 'icb-QNQ') return undefined;
      return { heir: null, note: 'Its board was divided; which of the successors it went to was not seen.' };
    },
    'icb-mergers-2026',
  );
}

function placedBlocks(folder: InputFolder, councils: Councils): PlacedBlock[] {
  const table = folder.table('lsoa21-2024');
  const [areas, boards, locations, lads] = (['lsoa', 'icb', 'ods', 'lad'] as const).map((name) =>
    columnOf(table, name),
  );
  return (areas ?? []).map((area, row) => ({
    area,
    board: boards?.[row] ?? '',
    location: locations?.[row] ?? '',
    upper: upperOf(councils.history, lads?.[row] ?? ''),
  }));
}

function eventOf(id: BoardEventId, kind: EventDraft['kind'], title: string, note: string): Omit<EventDraft, 'bodies'> {
  return {
    id,
    kind,
    title,
    day: boardsDay,
    announced,
    instrument: 'Written ministerial statement of 9 September 2025 (footprints)',
    evidence: 'published',
    source: 'icb-mergers-2026',
    note: `${note} The orders were not seen.`.trim(),
  };
}

function addNewBoards(draft: Draft): void {
  const source: SourceName = 'icb-mergers-2026';
  for (const [id, name, gss, taken, event, title, note] of established) {
    const unseen = gss === null ? 'Its GSS and ODS codes were not seen.' : 'Its ODS code was not seen.';
    draft.organisation({ id, name: `NHS ${name} Integrated Care Board`, source, note: unseen });
    draft.role(id, 'integrated-care-board', boardsDay, null, source);
    if (gss !== null) draft.identifier(id, 'gss', gss, boardsDay, null, source);
    const givers = taken.map((ods) => [`icb-${ods}`, 'predecessor'] as const);
    const kind = taken.length > 1 ? 'merge' : 'establish';
    draft.event({ ...eventOf(event, kind, title, note), bodies: [...givers, [id, 'successor']] });
  }
}

/** Frimley goes three ways, by upper-tier council. */
function addFrimley(draft: Draft, blocks: readonly PlacedBlock[]): void {
  const takers = { E10000030: 'icb-surrey-and-sussex', E10000014: 'icb-QRL' } as const;
  const takerOf = ({ upper }: PlacedBlock) => takers[upper as keyof typeof takers] ?? 'icb-thames-valley';
  const note =
    'East Berkshire to Thames Valley, the Surrey part to Surrey and Sussex, north-east Hampshire to Hampshire and Isle of Wight, whose boundary changes. That it divides by upper-tier council area is inferred.';
  const shares = Map.groupBy(
    blocks.filter((block) => block.board === 'QNQ'),
    takerOf,
  );
  const event = draft.event({
    ...eventOf('icb-2026-split-frimley', 'divide', 'Frimley ICB is divided three ways', note),
    bodies: [['icb-QNQ', 'predecessor'], ...[...shares.keys()].sort().map((taker) => [taker, 'continuing'] as const)],
  });
  for (const [taker, list] of shares) addShare(draft, event, 'QNQ', taker, list);
}

type Division = {
  readonly id: BoardEventId;
  readonly board: string;
  /** The sub-ICB location that goes to Essex; the others go to `rest`. */
  readonly location: string;
  readonly rest: string;
  readonly title: string;
  readonly note: string;
};

function addDivision(draft: Draft, blocks: readonly PlacedBlock[], division: Division): void {
  const { id, board, location, rest, title, note } = division;
  const event = draft.event({
    ...eventOf(id, 'divide', title, note),
    evidence: 'inferred',
    bodies: [
      [`icb-${board}`, 'predecessor'],
      [rest, 'continuing'],
      ['icb-essex', 'continuing'],
    ],
  });
  const own = blocks.filter((block) => block.board === board);
  const toEssex = (block: PlacedBlock) => block.location === location;
  addShare(draft, event, board, 'icb-essex', own.filter(toEssex));
  addShare(
    draft,
    event,
    board,
    rest,
    own.filter((block) => !toEssex(block)),
  );
}

function addShare(draft: Draft, event: string, board: string, taker: string, blocks: readonly PlacedBlock[]): void {
  draft.land(event, {
    from: `icb-${board}`,
    to: taker,
    blocks: { geography: 'lsoa21', areas: blocks.map((block) => block.area) },
    evidence: 'inferred',
    source: 'icb-statement-2025',
  });
}

function addClusters(draft: Draft): void {
  for (const [id, names, boards] of boardClusters) {
    if (!boards.every((ods) => draft.has(`icb-${ods}`))) continue;
    draft.event({
      id: `cluster-${id}`,
      kind: 'cluster',
      title: `${names} ICBs work as a cluster`,
      day: null,
      status: 'decided',
      evidence: 'published',
      source: 'icb-clusters',
      note: 'A cluster is not a merger: each board stays separate in law, with its own allocation. They stood on 1 April 2026; the day each began was not seen.',
      bodies: boards.map((ods) => [`icb-${ods}`, 'subject']),
    });
  }
}
