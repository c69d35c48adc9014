/**
 * Integrated care boards and sub-ICB locations: how they began on 1 July 2022 from the areas of the groups,
 * which land changed hands on that day, and what moved since.
 */

import { type Change, deriveChanges } from '#core/reorganisation/derive-changes.ts';
import {
  areasByHolder,
  type Blocks,
  blocksOfParts,
  type Printed,
  pictureOf,
  printedOf,
} from '#sources/england/blocks.ts';
import type { CodeHistory } from '#sources/england/code-history.ts';
import { commissionerStep, recodeDay } from '#sources/england/commissioner-events.ts';
import {
  areasOf,
  type CommissionerPicture,
  type Commissioners,
  commissionerName,
  icbStart,
} from '#sources/england/commissioners.ts';
import { blocksPass, type Draft } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import type { IsoDate } from '#std/iso-date.ts';

type Boards = {
  readonly of2022: Printed;
  readonly of2024: Printed;
  readonly gssOf: ReadonlyMap<string, readonly string[]>;
  readonly history: CodeHistory;
};

/** Write boards and locations: bodies, beginnings, boundary changes of the day and after. */
export function addBoards(draft: Draft, folder: InputFolder, blocks: Blocks, commissioners: Commissioners): void {
  const boards = readBoards(folder, commissioners.history);
  if (boards.of2022.holderOf.size === 0) return;
  addBodies(draft, boards);
  const locations = commissioners.pictures.find((picture) => picture.day === icbStart);
  if (locations === undefined) return;
  const groups = commissioners.pictures.findLast((picture) => picture.day < icbStart);
  addLocations(draft, boards, locations);
  addBeginning(draft, boards, groups);
  const crossing = groups === undefined ? null : commissionerStep(blocks, groups, locations);
  for (const change of crossing?.changes ?? []) {
    if (change.kind === 'move') addFirstBoundary(draft, blocks, boards, commissioners, crossing?.codes ?? [], change);
  }
  addLaterMoves(draft, blocks, boards, commissioners, locations);
}

/** The name of a board. */
function boardName(boards: Boards, ods: string): string {
  return boards.history.name(boards.gssOf.get(ods)?.at(-1) ?? ods);
}

function readBoards(folder: InputFolder, history: CodeHistory): Boards {
  const gssOf = new Map<string, string[]>();
  for (const id of ['lsoa11-2022', 'lsoa21-2024'] as const) {
    const table = folder.table(id);
    const gss = columnOf(table, 'icbGss');
    columnOf(table, 'icb').forEach((ods, row) => {
      const list = gssOf.get(ods) ?? [];
      gssOf.set(ods, list);
      if (!list.includes(gss[row] ?? '')) list.push(gss[row] ?? '');
    });
  }
  return {
    of2022: printedOf('lsoa11', folder.table('lsoa11-2022'), 'icb'),
    of2024: printedOf('lsoa21', folder.table('lsoa21-2024'), 'icb'),
    gssOf,
    history,
  };
}

function addBodies(draft: Draft, boards: Boards): void {
  for (const [ods, codes] of [...boards.gssOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const body = `icb-${ods}`;
    draft.organisation({ id: body, name: boardName(boards, ods), source: 'lsoa11-2022' });
    draft.identifier(body, 'ods', ods, icbStart, null, 'lsoa11-2022');
    draft.role(body, 'integrated-care-board', icbStart, null, 'lsoa11-2022');
    codes.forEach((gss, at) => {
      const began = boards.history.began(gss);
      const from = at === 0 || began === null || began < icbStart ? icbStart : began;
      draft.identifier(body, 'gss', gss, from, boards.history.ended(gss), 'code-history');
    });
  }
}

function addLocations(draft: Draft, boards: Boards, locations: CommissionerPicture): void {
  const areas = areasOf(locations);
  const event = draft.event({
    id: `sub-icb-locations-established-${icbStart}`,
    kind: 'establish',
    title: `${areas.size} sub-ICB locations are set up`,
    day: icbStart,
    evidence: 'published',
    source: locations.source,
    note: 'Locations carry on the codes of the clinical commissioning groups for statistics and payments; they are not bodies in law.',
    bodies: [...areas.keys()].map((ods) => [`sub-icb-${ods}`, 'subject']),
  });
  for (const [ods, list] of areas) {
    draft.land(event, {
      from: null,
      to: `sub-icb-${ods}`,
      blocks: { geography: locations.printed.vintage, areas: list },
      evidence: 'published',
      source: locations.source,
    });
    const board = boards.of2022.holderOf.get(list[0] ?? '');
    if (board !== undefined) {
      draft.add('relationships', {
        organisation: `sub-icb-${ods}`,
        kind: 'part-of',
        target: `icb-${board}`,
        from: icbStart,
        to: null,
        status: 'stated',
        source: locations.source,
      });
    }
  }
}

/** Boards take over from the groups; a group whose land goes to two boards gives the larger part here. */
function addBeginning(draft: Draft, boards: Boards, groups: CommissionerPicture | undefined): void {
  const byBoard = areasByHolder(boards.of2022);
  const held = groups?.printed.holderOf ?? new Map<string, string>();
  const givers = new Set(held.values());
  const event = draft.event({
    id: `icbs-established-${icbStart}`,
    kind: 'establish',
    title: `${byBoard.size} integrated care boards are established and take over from the clinical commissioning groups`,
    day: icbStart,
    instrument: 'Health and Care Act 2022, s 19, inserting ss 14Z25 to 14Z28 in the National Health Service Act 2006',
    evidence: 'published',
    source: 'lsoa11-2022',
    note: 'Property, rights and liabilities of a group went to one or more boards by transfer scheme (s 14Z28). Which board took over from which group is inferred from their areas; the orders and the schemes were not seen.',
    bodies: [
      ...[...byBoard.keys()].map((ods) => [`icb-${ods}`, 'subject'] as const),
      ...[...givers].map((ods) => [`ccg-${ods}`, 'predecessor'] as const),
    ],
  });
  const boardsOf = new Map<string, Map<string, string[]>>();
  for (const [area, board] of boards.of2022.holderOf) {
    const group = held.get(area) ?? '';
    const flows = boardsOf.get(group) ?? new Map<string, string[]>();
    boardsOf.set(group, flows);
    const areas = flows.get(board);
    if (areas === undefined) flows.set(board, [area]);
    else areas.push(area);
  }
  for (const [group, flows] of boardsOf) {
    const sorted = [...flows].sort((a, b) => b[1].length - a[1].length);
    for (const [at, [board, areas]] of sorted.entries()) {
      if (group !== '' && at > 0) continue;
      const blocks = group !== '' && flows.size === 1 ? null : { geography: boards.of2022.vintage, areas };
      draft.land(event, {
        from: group === '' ? null : `ccg-${group}`,
        to: `icb-${board}`,
        blocks,
        evidence: 'published',
        source: 'lsoa11-2022',
      });
    }
  }
}

/** Land of a group that its own successor did not get: a boundary change on the day the boards began. */
function addFirstBoundary(
  draft: Draft,
  blocks: Blocks,
  boards: Boards,
  commissioners: Commissioners,
  codes: readonly string[],
  move: Extract<Change, { kind: 'move' }>,
): void {
  const [from, to] = [codes[move.from] ?? '', codes[move.to] ?? ''];
  const areas = blocksOfParts(blocks, 'lsoa11', move.parts);
  const board = boards.of2022.holderOf.get(areas[0] ?? '') ?? '';
  const recoded =
    recodeDay(commissioners, [from, to], icbStart, icbStart) !== null ||
    commissioners.gssOf.get(to)?.some((gss) => commissioners.history.began(gss) === icbStart) === true;
  const event = draft.event({
    id: `boundary-sub-icb-${from}-${to}-${icbStart}`,
    kind: 'boundary-change',
    title: `${blocksPass(areas.length)} from ${commissionerName(commissioners, from, 'ccg')} to ${boardName(boards, board)} (${to})`,
    day: icbStart,
    evidence: 'derived',
    source: 'derivation',
    note: `Found by comparing the lookups of 2021 and 2022; no published succession names it${recoded ? ', but new GSS codes on the day show that boundaries changed' : ''}. The land also left location ${from} for location ${to}.`,
    bodies: [
      [`ccg-${from}`, 'subject'],
      [`sub-icb-${to}`, 'continuing'],
      [`icb-${board}`, 'continuing'],
    ],
  });
  draft.land(event, {
    from: `ccg-${from}`,
    to: `icb-${board}`,
    blocks: { geography: 'lsoa11', areas },
    evidence: 'published',
    source: 'lsoa11-2022',
  });
}

/** Land that moved between locations, and with them between boards, from 2022 to 2024. */
function addLaterMoves(
  draft: Draft,
  blocks: Blocks,
  boards: Boards,
  commissioners: Commissioners,
  locations: CommissionerPicture,
): void {
  const later = commissioners.pictures.find((picture) => picture.day > icbStart);
  if (later === undefined) return;
  const step = commissionerStep(blocks, locations, later);
  const numbers = new Map<string, number>();
  const boardChanges = deriveChanges(
    pictureOf(blocks, boards.of2022, numbers),
    pictureOf(blocks, boards.of2024, numbers),
  );
  const boardCodes = [...numbers.keys()];
  for (const move of step.changes) {
    if (move.kind !== 'move') continue;
    const [from, to] = [step.codes[move.from] ?? '', step.codes[move.to] ?? ''];
    const flows = [
      { from: `sub-icb-${from}`, to: `sub-icb-${to}`, parts: move.parts },
      ...boardChanges.flatMap((change) => {
        if (change.kind !== 'move' || !change.parts.some((part) => move.parts.includes(part))) return [];
        return [{ from: `icb-${boardCodes[change.from]}`, to: `icb-${boardCodes[change.to]}`, parts: change.parts }];
      }),
    ];
    const recoded = recodeDay(commissioners, [from, to], icbStart, later.day);
    addLaterMove(draft, blocks, commissioners, { from, to, flows, recoded, before: locations, after: later });
  }
}

type LaterMove = {
  readonly from: string;
  readonly to: string;
  /** Between locations first, then between boards, by body. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly parts: readonly number[] }[];
  readonly recoded: IsoDate | null;
  readonly before: CommissionerPicture;
  readonly after: CommissionerPicture;
};

function addLaterMove(draft: Draft, blocks: Blocks, commissioners: Commissioners, move: LaterMove): void {
  const { from, to, flows, recoded, before, after } = move;
  const day = recoded ?? after.day;
  const areas = blocksOfParts(blocks, after.printed.vintage, flows[0]?.parts ?? []);
  const giver = commissionerName(commissioners, from, 'sub-icb');
  const taker = commissionerName(commissioners, to, 'sub-icb');
  const event = draft.event({
    id: `boundary-sub-icb-${from}-${to}-${day}`,
    kind: 'boundary-change',
    title: `${blocksPass(areas.length)} from ${giver} to ${taker}`,
    day,
    evidence: 'derived',
    source: 'derivation',
    note:
      recoded === null
        ? 're-fit of blocks between vintages, not a legal change of this day; dated by the first lookup that shows it'
        : 'Found by comparing the lookups of 2022 and 2024; new GSS codes on the day show that the boundary changed.',
    isRefit: recoded === null,
    bodies: [...new Set(flows.flatMap((flow) => [flow.from, flow.to]))].map((body) => [body, 'continuing']),
  });
  const land = { event, before: before.printed.vintage, after: after.printed.vintage } as const;
  for (const flow of flows) {
    addMovedLand(draft, blocks, { ...land, ...flow, evidence: 'derived', source: 'derivation' });
  }
  if (recoded !== null) return;
  draft.unexplained(
    `refit-${event}`,
    day,
    `${giver} to ${taker}: ${areas.slice(0, 5).join(', ')}`,
    're-fit of blocks between vintages, not a legal change: no code changed.',
    areas.length,
  );
}
