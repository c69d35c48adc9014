/** Sustainability and transformation partnerships, 2016 to 2022: bodies, land from 2017, and what changed. */

import { type Change, deriveChanges } from '#core/reorganisation/derive-changes.ts';
import {
  areasByHolder,
  type Blocks,
  blocksOfParts,
  type Printed,
  pictureOf,
  printedOf,
} from '#sources/england/blocks.ts';
import { type CodeHistory, nameSpells } from '#sources/england/code-history.ts';
import { icbStart } from '#sources/england/commissioners.ts';
import { blocksPass, type Draft, inWords, type SourceName, slug } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

type Picture = {
  readonly day: IsoDate;
  readonly printed: Printed;
  readonly source: SourceName;
  readonly groups: ReadonlyMap<string, string>;
};
const years = ['17', '18', '19', '20'] as const;

/** Write the partnerships and their events. */
export function addPartnerships(draft: Draft, folder: InputFolder, blocks: Blocks, history: CodeHistory): void {
  const pictures = readPictures(folder);
  if (pictures.length === 0) return;
  const codes = [...new Set(pictures.flatMap((picture) => [...picture.printed.holderOf.values()]))];
  const earlier = earlierCodes(history, codes);
  const numbers = new Map<string, number>();
  const drawn = pictures.map((picture) => pictureOf(blocks, picture.printed, numbers));
  const known = [...numbers.keys()];
  const steps = pictures.slice(1).map((after, at) => ({
    before: pictures[at] as Picture,
    after,
    changes: deriveChanges(drawn[at] ?? new Int32Array(0), drawn[at + 1] ?? new Int32Array(0)),
  }));
  const bodyOf = new Map<string, string>();
  const settle = (code: string) => bodyOf.get(code) ?? `stp-${earlier.get(code) ?? code}`;
  for (const { changes } of steps)
    for (const change of changes)
      if (change.kind === 'same-land') bodyOf.set(known[change.to] ?? '', settle(known[change.from] ?? ''));
  for (const code of codes) bodyOf.set(code, settle(code));
  addBodies(draft, history, codes, bodyOf, earlier);
  addFirstLand(draft, history, pictures[0], bodyOf);
  const names = {
    of: (number: number) => stpName(history, known[number] ?? ''),
    body: (number: number) => bodyOf.get(known[number] ?? '') ?? '',
  };
  for (const step of steps) for (const change of step.changes) addChange(draft, blocks, step, change, names);
  addMemberships(draft, pictures, bodyOf);
  addEnd(draft, pictures.at(-1), bodyOf);
}

type Step = { readonly before: Picture; readonly after: Picture; readonly changes: readonly Change[] };
type Names = { readonly of: (number: number) => string; readonly body: (number: number) => string };

function addChange(draft: Draft, blocks: Blocks, { before, after }: Step, change: Change, names: Names): void {
  const day = after.day;
  const common = {
    day,
    evidence: 'derived',
    source: 'derivation',
    note: 'Found by comparing yearly lookups.',
  } as const;
  if (change.kind === 'merge') {
    draft.event({
      ...common,
      id: `merge-stp-${slug(names.of(change.into))}-${day}`,
      kind: 'merge',
      title: `${inWords(change.from.map((flow) => names.of(flow.from)))} merge into ${names.of(change.into)}`,
      bodies: [
        ...change.from.map((flow) => [names.body(flow.from), 'predecessor'] as const),
        [names.body(change.into), change.isNew ? 'successor' : 'continuing'],
      ],
    });
  }
  if (change.kind !== 'move') return;
  const [from, to] = [names.body(change.from), names.body(change.to)];
  const count = blocksOfParts(blocks, after.printed.vintage, change.parts).length;
  const event = draft.event({
    ...common,
    id: `boundary-stp-${slug(names.of(change.from))}-${slug(names.of(change.to))}-${day}`,
    kind: 'boundary-change',
    title: `${blocksPass(count)} from ${names.of(change.from)} to ${names.of(change.to)}`,
    bodies: [
      [from, 'continuing'],
      [to, 'continuing'],
    ],
  });
  addMovedLand(draft, blocks, {
    event,
    from,
    to,
    parts: change.parts,
    before: before.printed.vintage,
    after: after.printed.vintage,
    evidence: 'published',
    source: after.source,
  });
}

/** What the partnership of that code was last called before boards took its code over. */
function stpName(history: CodeHistory, code: string): string {
  return history.of(code).findLast((spell) => (spell.from ?? '') < icbStart)?.name ?? code;
}

function readPictures(folder: InputFolder): Picture[] {
  const pictures = years.map((year): Picture => {
    const source = `stp-20${year}` as const;
    const table = folder.table(source);
    const stps = columnOf(table, 'stp');
    const groups = new Map(columnOf(table, 'ccg').map((ccg, row) => [ccg, stps[row] ?? '']));
    const printed = printedOf('lsoa11', folder.table(`lsoa11-20${year}`), 'ods');
    const holderOf = new Map(
      [...printed.holderOf].flatMap(([area, ccg]) => (groups.has(ccg) ? [[area, groups.get(ccg) ?? '']] : [])),
    );
    return { day: isoDate(`20${year}-04-01`), printed: { vintage: 'lsoa11', holderOf }, source, groups };
  });
  pictures.push({
    day: isoDate('2021-04-01'),
    printed: printedOf('lsoa11', folder.table('lsoa11-2021'), 'stp'),
    source: 'lsoa11-2021',
    groups: new Map(),
  });
  return pictures.filter((picture) => picture.printed.holderOf.size > 0);
}

/** Codes of 2016 that ended before the first lookup, tied to the code that began then by the first word of the name. */
function earlierCodes(history: CodeHistory, codes: readonly string[]): Map<string, string> {
  const word = (code: string) => slug(history.of(code)[0]?.name ?? '').split('-')[0];
  const found = new Map<string, string>();
  for (const code of codes) {
    const old = history
      .codes('E54')
      .find(
        (other) =>
          !codes.includes(other) &&
          history.ended(other) !== null &&
          history.ended(other) === history.began(code) &&
          word(other) === word(code),
      );
    if (old !== undefined) found.set(code, old);
  }
  return found;
}

function addBodies(
  draft: Draft,
  history: CodeHistory,
  codes: readonly string[],
  bodyOf: ReadonlyMap<string, string>,
  earlier: ReadonlyMap<string, string>,
): void {
  for (const body of new Set(bodyOf.values())) {
    const own = codes
      .filter((code) => bodyOf.get(code) === body)
      .sort((a, b) => ((history.began(a) ?? '') < (history.began(b) ?? '') ? -1 : 1));
    const all = [...own.slice(0, 1).flatMap((code) => earlier.get(code) ?? []), ...own];
    const tidy = (name: string) => name.trim();
    const names = nameSpells(history, all, tidy).filter((spell) => (spell.from ?? '') < icbStart);
    draft.organisation({
      id: body,
      name: names.at(-1)?.name ?? body,
      from: history.began(all[0] ?? ''),
      source: 'code-history',
    });
    draft.names(body, names, 'code-history');
    for (const code of all) {
      const to = history.ended(code);
      draft.identifier(
        body,
        'gss',
        code,
        history.began(code),
        to === null || to > icbStart ? icbStart : to,
        'code-history',
      );
    }
    draft.role(
      body,
      'sustainability-and-transformation-partnership',
      history.began(all[0] ?? ''),
      icbStart,
      'code-history',
    );
  }
}

function addFirstLand(
  draft: Draft,
  history: CodeHistory,
  first: Picture | undefined,
  bodyOf: ReadonlyMap<string, string>,
): void {
  for (const [code, areas] of areasByHolder(first?.printed ?? { vintage: 'lsoa11', holderOf: new Map() })) {
    const body = bodyOf.get(code) ?? '';
    if (first === undefined) continue;
    draft.members(body, 'lsoa11', areas, first.day, 'published', first.source);
    const began = history.began(code);
    draft.extent(
      body,
      'unknown',
      began !== null && began < first.day ? null : began,
      first.day,
      first.source,
      'No lookup is older than April 2017.',
    );
  }
}

/** Which group belonged to which partnership, year by year, with years alike joined. */
function addMemberships(draft: Draft, pictures: readonly Picture[], bodyOf: ReadonlyMap<string, string>): void {
  const groups = new Set(pictures.flatMap((picture) => [...picture.groups.keys()]));
  for (const group of [...groups].sort()) {
    const spells: { target: string; from: IsoDate; to: IsoDate; source: SourceName }[] = [];
    for (const [at, picture] of pictures.entries()) {
      const to = pictures[at + 1]?.day ?? icbStart;
      const last = spells.at(-1);
      // The lookup of 2021 names partnerships by block alone: a group stays where it was.
      const target = picture.groups.size === 0 ? last?.target : bodyOf.get(picture.groups.get(group) ?? '');
      if (target === undefined) continue;
      if (last !== undefined && last.target === target && last.to === picture.day) last.to = to;
      else spells.push({ target, from: picture.day, to, source: picture.source });
    }
    for (const spell of spells) {
      if (!draft.has(`ccg-${group}`)) continue;
      const { target, from, to, source } = spell;
      draft.add('relationships', {
        organisation: `ccg-${group}`,
        kind: 'part-of',
        target,
        from,
        to,
        status: 'stated',
        source,
      });
    }
  }
}

function addEnd(draft: Draft, last: Picture | undefined, bodyOf: ReadonlyMap<string, string>): void {
  const bodies = new Set([...(last?.printed.holderOf.values() ?? [])].map((code) => bodyOf.get(code) ?? ''));
  draft.event({
    id: `stps-ended-${icbStart}`,
    kind: 'abolish',
    title: `${bodies.size} sustainability and transformation partnerships give way to integrated care boards`,
    day: icbStart,
    evidence: 'published',
    source: 'code-history',
    note: 'Partnerships were not bodies in law; boards succeeded the clinical commissioning groups.',
    bodies: [...bodies].map((body) => [body, 'subject']),
  });
}
