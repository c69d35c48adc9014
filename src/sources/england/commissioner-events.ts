/**
 * What happened to clinical commissioning groups: how they began, merged, moved land and ended. Compared
 * from lookup to lookup, dated and confirmed by the published successions and by new GSS codes.
 */

import { type Change, deriveChanges, type Flow, heirOf } from '#core/reorganisation/derive-changes.ts';
import { type Blocks, blocksOfParts, type Printed, pictureOf } from '#sources/england/blocks.ts';
import {
  areasOf,
  type CommissionerPicture,
  type Commissioners,
  ccgStart,
  commissionerName,
  groupCodes,
  icbStart,
} from '#sources/england/commissioners.ts';
import { blocksPass, type Draft, inWords, slug } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { type InputFolder, publishedDate, rowsOf } from '#sources/england/read-input.ts';
import type { IsoDate } from '#std/iso-date.ts';

type Edge = { readonly old: string; readonly new: string; readonly day: IsoDate; seen: boolean };
type Step = {
  readonly before: CommissionerPicture;
  readonly after: CommissionerPicture;
  readonly changes: readonly Change[];
  readonly codes: readonly string[];
};

/** What happened between two pictures, by ODS code. */
export function commissionerStep(blocks: Blocks, before: CommissionerPicture, after: CommissionerPicture): Step {
  const numbers = new Map<string, number>();
  const changes = deriveChanges(pictureOf(blocks, before.printed, numbers), pictureOf(blocks, after.printed, numbers));
  return { before, after, changes, codes: [...numbers.keys()] };
}

/**
 * The day on which a boundary between two commissioners moved: a day in the span on which either got a new
 * GSS code, the sign of a boundary change; null when no code changed.
 */
export function recodeDay(
  commissioners: Commissioners,
  ods: readonly string[],
  after: IsoDate,
  until: IsoDate,
): IsoDate | null {
  for (const one of ods) {
    for (const gss of (commissioners.gssOf.get(one) ?? []).slice(1)) {
      const began = commissioners.history.began(gss);
      if (began !== null && began > after && began <= until) return began;
    }
  }
  return null;
}

/** Write the beginning of the groups, by the first picture; `lastHeld` is who held the blocks on 31 March 2013. */
export function addGroupsBeginning(draft: Draft, commissioners: Commissioners, lastHeld: Printed | null): void {
  const first = commissioners.pictures[0];
  if (first === undefined || first.day >= icbStart) return;
  const heldBefore = first.day === ccgStart ? lastHeld : null;
  const bodies = areasOf(first);
  const givers = new Set(heldBefore?.holderOf.values() ?? []);
  const event = draft.event({
    id: `ccgs-established-${first.day}`,
    kind: 'establish',
    title: `${bodies.size} clinical commissioning groups ${first.day === ccgStart ? 'are established' : 'are first seen'}`,
    day: first.day,
    evidence: 'published',
    source: 'eccg',
    note: "Land is shown as passing from the primary care trust that had commissioned for it. In law the trusts' property, staff and contracts went by transfer schemes to commissioning groups, councils, NHS England and others.",
    bodies: [
      ...[...bodies.keys()].map((ods) => [`ccg-${ods}`, 'subject'] as const),
      ...[...givers].map((giver) => [giver, 'predecessor'] as const),
    ],
  });
  for (const [ods, areas] of bodies) {
    for (const [giver, given] of Map.groupBy(areas, (area) => heldBefore?.holderOf.get(area) ?? null)) {
      draft.land(event, {
        from: giver,
        to: `ccg-${ods}`,
        blocks: { geography: first.printed.vintage, areas: given },
        evidence: 'best-fit',
        source: 'lsoa11-ccg-2013',
      });
    }
  }
}

/** Write mergers and boundary changes of the groups between their first and last pictures. */
export function addGroupEvents(draft: Draft, folder: InputFolder, blocks: Blocks, commissioners: Commissioners): void {
  const edges = rowsOf(folder.table('ccg-edges')).flatMap((row): Edge[] => {
    const day = publishedDate(row['date'] ?? '');
    return day === null ? [] : [{ old: row['old'] ?? '', new: row['new'] ?? '', day, seen: false }];
  });
  const pictures = commissioners.pictures.filter((picture) => picture.day < icbStart);
  for (const [at, after] of pictures.entries()) {
    const before = pictures[at - 1];
    if (before === undefined) continue;
    const step = commissionerStep(blocks, before, after);
    const merges = step.changes.filter((change) => change.kind === 'merge');
    const moves = step.changes.filter((change) => change.kind === 'move');
    const givers = new Set(moves.map((move) => move.from));
    const late = (merge: (typeof merges)[number]) => merge.from.some((flow) => givers.has(flow.from));
    // A taker must have begun, and a giver not yet have passed on all it held, when its land moves.
    for (const merge of merges.filter((one) => !late(one))) addMerger(draft, commissioners, step, merge, edges);
    for (const move of moves) addBoundaryChange(draft, blocks, commissioners, step, move, edges);
    for (const merge of merges.filter(late)) addMerger(draft, commissioners, step, merge, edges);
    addUnseenRecodes(draft, commissioners, step, moves);
  }
  for (const edge of edges.filter((one) => !one.seen)) {
    draft.unexplained(
      `edge-${edge.old}-${edge.new}`,
      edge.day,
      `${edge.old} to ${edge.new}`,
      'A published succession that no lookup shows: no block passed from the one to the other.',
      0,
    );
  }
}

/** Write the end of all groups, and of the roles that went with them. */
export function addGroupsEnd(draft: Draft, commissioners: Commissioners): void {
  const last = commissioners.pictures.findLast((picture) => picture.day < icbStart);
  if (last === undefined) return;
  const bodies = [...areasOf(last).keys()];
  draft.event({
    id: `ccgs-abolished-${icbStart}`,
    kind: 'abolish',
    title: `${bodies.length} clinical commissioning groups are abolished`,
    day: icbStart,
    instrument: 'National Health Service Act 2006, s 14Z27',
    evidence: 'published',
    source: 'code-history',
    bodies: bodies.map((ods) => [`ccg-${ods}`, 'subject']),
  });
}

/** Write renames of groups that no event of the same day explains. */
export function addGroupRenames(draft: Draft, commissioners: Commissioners): void {
  const changed = new Set<string>();
  const facts = draft.facts();
  const dayOf = new Map(facts.events.map((event) => [event.id as string, event.operational ?? '']));
  for (const row of facts.participants) changed.add(`${row.organisation} ${dayOf.get(row.event)}`);
  for (const ods of groupCodes(commissioners)) {
    const body = `ccg-${ods}`;
    const names = facts.names.filter((row) => row.organisation === body);
    for (const [at, row] of names.entries()) {
      const earlier = names[at - 1];
      if (earlier === undefined || row.from === null || changed.has(`${body} ${row.from}`)) continue;
      draft.event({
        id: `rename-${slug(row.name)}-${row.from}`,
        kind: 'rename',
        title: `${earlier.name} is renamed ${row.name}`,
        day: row.from,
        evidence: 'published',
        source: 'code-history',
        bodies: [[body, 'subject']],
      });
    }
  }
}

function addMerger(
  draft: Draft,
  commissioners: Commissioners,
  step: Step,
  merge: Extract<Change, { kind: 'merge' }>,
  edges: Edge[],
): void {
  const into = step.codes[merge.into] ?? '';
  const gone = merge.from.map((flow) => step.codes[flow.from] ?? '');
  const matching = edges.filter(
    (edge) => edge.new === into && gone.includes(edge.old) && edge.day > step.before.day && edge.day <= step.after.day,
  );
  for (const edge of matching) edge.seen = true;
  const confirmed = matching.length === gone.length;
  const name = commissionerName(commissioners, into, 'ccg');
  const day = matching[0]?.day ?? step.after.day;
  draft.event({
    id: `merge-ccg-${into}-${day}`,
    kind: 'merge',
    title: `${inWords(gone.map((ods) => commissionerName(commissioners, ods, 'ccg')))} merge into ${name}`,
    day,
    evidence: confirmed ? 'published' : 'derived',
    source: confirmed ? 'ccg-edges' : 'derivation',
    note: confirmed
      ? 'Found by comparing yearly lookups, and confirmed by the published successions.'
      : 'Found by comparing yearly lookups; no published succession confirms it. Dated by the first lookup that shows it.',
    bodies: [
      ...gone.map((ods) => [`ccg-${ods}`, 'predecessor'] as const),
      [`ccg-${into}`, merge.isNew ? 'successor' : 'continuing'],
    ],
  });
}

function addBoundaryChange(
  draft: Draft,
  blocks: Blocks,
  commissioners: Commissioners,
  step: Step,
  move: Flow,
  edges: readonly Edge[],
): void {
  const [first, to] = [step.codes[move.from] ?? '', step.codes[move.to] ?? ''];
  const coded = recodeDay(commissioners, [first, to], step.before.day, step.after.day);
  const day = coded ?? step.after.day;
  const heir = step.codes[heirOf(step.changes, move.from)] ?? '';
  const from = heir !== first && (edges.find((edge) => edge.old === first)?.day ?? step.after.day) < day ? heir : first;
  const count = blocksOfParts(blocks, step.after.printed.vintage, move.parts).length;
  const [giver, taker] = [commissionerName(commissioners, from, 'ccg'), commissionerName(commissioners, to, 'ccg')];
  const event = draft.event({
    id: `boundary-ccg-${from}-${to}-${day}`,
    kind: 'boundary-change',
    title: `${blocksPass(count)} from ${giver} to ${taker}`,
    day,
    evidence: 'derived',
    source: 'derivation',
    note:
      coded === null
        ? 'Found by comparing yearly lookups; no published succession names it. Dated by the first lookup that shows it.'
        : 'Found by comparing yearly lookups; no published succession names it, but one of the two got a new GSS code on the day, as happens when a boundary changes.',
    bodies: [
      [`ccg-${from}`, heir === from ? 'continuing' : 'subject'],
      [`ccg-${to}`, 'continuing'],
    ],
  });
  addMovedLand(draft, blocks, {
    event,
    from: `ccg-${from}`,
    to: `ccg-${to}`,
    parts: move.parts,
    before: step.before.printed.vintage,
    after: step.after.printed.vintage,
    evidence: 'best-fit',
    source: step.after.source,
  });
}

/** New GSS codes in the span of a step that no moved block explains. */
function addUnseenRecodes(draft: Draft, commissioners: Commissioners, step: Step, moves: readonly Flow[]): void {
  const moved = new Set(moves.flatMap((move) => [step.codes[move.from], step.codes[move.to]]));
  const byDay = new Map<IsoDate, string[]>();
  for (const ods of new Set(step.after.printed.holderOf.values())) {
    const day = recodeDay(commissioners, [ods], step.before.day, step.after.day);
    if (day !== null && !moved.has(ods)) byDay.set(day, [...(byDay.get(day) ?? []), ods].sort());
  }
  for (const [day, codes] of byDay) {
    const names = inWords(codes.map((ods) => commissionerName(commissioners, ods, 'ccg')));
    draft.event({
      id: `boundary-ccg-${codes.join('-')}-${day}`,
      kind: 'boundary-change',
      title: `The boundary of ${names} changes`,
      day,
      evidence: 'published',
      source: 'code-history',
      note: 'Known by new GSS codes for the same body. No whole block moved.',
      bodies: codes.map((ods) => [`ccg-${ods}`, 'continuing']),
    });
    draft.unexplained(
      `recode-ccg-${codes.join('-')}-${day}`,
      day,
      names,
      'Published new codes show a boundary change, but no block of the lookups moved with it: the change is smaller than a block.',
      0,
    );
  }
}
