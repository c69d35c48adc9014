/** Sustainability and transformation partnerships, 2016 to 2022: bodies, land from 2017, and what changed. */

import { deriveChanges } from '#core/reorganisation/derive-changes.ts';
import { areasByHolder, type Blocks, pictureOf, type Printed, printedOf } from '#sources/england/blocks.ts';
import { type CodeHistory, nameSpells } from '#sources/england/code-history.ts';
import { icbStart } from '#sources/england/commissioners.ts';
import { type Draft, inWords, slug, type SourceName } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

type Picture = { readonly day: IsoDate; readonly printed: Printed; readonly source: SourceName; readonly groups: ReadonlyMap<string, string> };
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
    before: pictures[at] as Picture, after, changes: deriveChanges(drawn[at] ?? new Int32Array(0), drawn[at + 1] ?? new Int32Array(0)),
  }));
  const bodyOf = new Map<string, string>();
  const settle = (code: string) => bodyOf.get(code) ?? `stp-${earlier.get(code) ?? code}`;
  for (const { changes } of steps) for (const change of changes) if (change.kind === 'same-land') bodyOf.set(known[change.to] ?? '', settle(known[change.from] ?? ''));
  for (const code of codes) bodyOf.set(code, settle(code));
  addBodies(draft, history, codes, bodyOf, earlier);
  addFirstLand(draft, history, pictures[0], bodyOf);
  for (const { before, after, changes } of steps) {
    const name = (number: number) => history.name(known[number] ?? '');
    const body = (number: number) => bodyOf.get(known[number] ?? '') ?? '';
    for (const change of changes) {
      if (change.kind === 'merge') {
        draft.event({
          id: `merge-stp-${slug(name(change.into))}-${after.day}`, kind: 'merge',
          title: `${inWords(change.from.map((flow) => name(flow.from)))} merge into ${name(change.into)}`, day: after.day, evidence: 'derived', source: 'derivation',
          note: 'Found by comparing yearly lookups.', bodies: [...change.from.map((flow) => [body(flow.from), 'predecessor'] as const), [body(change.into), change.isNew ? 'successor' : 'continuing']],
        });
      } else if (change.kind === 'move') {
        const event = draft.event({
          id: `boundary-stp-${slug(name(change.from))}-${slug(name(change.to))}-${after.day}`, kind: 'boundary-change', title: `${change.parts.length} blocks pass from ${name(change.from)} to ${name(change.to)}`,
          day: after.day, evidence: 'derived', source: 'derivation', note: 'Found by comparing yearly lookups.', bodies: [[body(change.from), 'continuing'], [body(change.to), 'continuing']],
        });
        addMovedLand(draft, blocks, { event, from: body(change.from), to: body(change.to), parts: change.parts, before: before.printed.vintage, after: after.printed.vintage, evidence: 'published', source: after.source });
      }
    }
  }
  addMemberships(draft, pictures, bodyOf);
  addEnd(draft, pictures.at(-1), bodyOf);
}

function readPictures(folder: InputFolder): Picture[] {
  const pictures = years.map((year): Picture => {
    const source = `stp-20${year}` as const;
    const table = folder.table(source);
    const stps = columnOf(table, 'stp');
    const groups = new Map(columnOf(table, 'ccg').map((ccg, row) => [ccg, stps[row] ?? '']));
    const printed = printedOf('lsoa11', folder.table(`lsoa11-20${year}`), 'ods');
    const holderOf = new Map([...printed.holderOf].flatMap(([area, ccg]) => (groups.has(ccg) ? [[area, groups.get(ccg) ?? '']] : [])));
    return { day: isoDate(`20${year}-04-01`), printed: { vintage: 'lsoa11', holderOf }, source, groups };
  });
  pictures.push({ day: isoDate('2021-04-01'), printed: printedOf('lsoa11', folder.table('lsoa11-2021'), 'stp'), source: 'lsoa11-2021', groups: new Map() });
  return pictures.filter((picture) => picture.printed.holderOf.size > 0);
}

/** Codes of 2016 that ended before the first lookup, tied to the code that began then by the first word of the name. */
function earlierCodes(history: CodeHistory, codes: readonly string[]): Map<string, string> {
  const word = (code: string) => slug(history.of(code)[0]?.name ?? '').split('-')[0];
  const found = new Map<string, string>();
  for (const code of codes) {
    const old = history.codes('E54').find((other) => !codes.includes(other) && history.ended(other) !== null && history.ended(other) === history.began(code) && word(other) === word(code));
    if (old !== undefined) found.set(code, old);
  }
  return found;
}

function addBodies(draft: Draft, history: CodeHistory, codes: readonly string[], bodyOf: ReadonlyMap<string, string>, earlier: ReadonlyMap<string, string>): void {
  for (const body of new Set(bodyOf.values())) {
    const own = codes.filter((code) => bodyOf.get(code) === body).sort((a, b) => ((history.began(a) ?? '') < (history.began(b) ?? '') ? -1 : 1));
    const all = [...own.slice(0, 1).flatMap((code) => earlier.get(code) ?? []), ...own];
    const tidy = (name: string) => name.trim();
    const names = nameSpells(history, all, tidy).filter((spell) => (spell.from ?? '') < icbStart);
    draft.organisation({ id: body, name: names.at(-1)?.name ?? body, from: history.began(all[0] ?? ''), source: 'code-history' });
    if (names.length > 1) for (const spell of names) draft.add('names', { organisation: body, name: spell.name, from: spell.from, to: spell.to, source: 'code-history' });
    for (const code of all) {
      const to = history.ended(code);
      draft.identifier(body, 'gss', code, history.began(code), to === null || to > icbStart ? icbStart : to, 'code-history');
    }
    draft.role(body, 'sustainability-and-transformation-partnership', history.began(all[0] ?? ''), icbStart, 'code-history');
  }
}

function addFirstLand(draft: Draft, history: CodeHistory, first: Picture | undefined, bodyOf: ReadonlyMap<string, string>): void {
  for (const [code, areas] of areasByHolder(first?.printed ?? { vintage: 'lsoa11', holderOf: new Map() })) {
    const body = bodyOf.get(code) ?? '';
    if (first === undefined) continue;
    draft.members(body, 'lsoa11', areas, first.day, 'published', first.source);
    const began = history.began(code);
    draft.extent(body, 'unknown', began !== null && began < first.day ? null : began, first.day, first.source, 'No lookup is older than April 2017.');
  }
}

/** Which group belonged to which partnership, year by year, with years alike joined. */
function addMemberships(draft: Draft, pictures: readonly Picture[], bodyOf: ReadonlyMap<string, string>): void {
  const groups = new Set(pictures.flatMap((picture) => [...picture.groups.keys()]));
  for (const group of [...groups].sort()) {
    let open: { target: string; from: IsoDate; source: SourceName } | null = null;
    for (const picture of pictures) {
      const known = picture.groups.get(group);
      const target: string | undefined = picture.groups.size === 0 ? open?.target : bodyOf.get(known ?? '');
      if (target === open?.target) continue;
      if (open !== null) addMembership(draft, group, open, picture.day);
      open = target === undefined ? null : { target, from: picture.day, source: picture.source };
    }
    if (open !== null) addMembership(draft, group, open, icbStart);
  }
}

function addMembership(draft: Draft, group: string, open: { target: string; from: IsoDate; source: SourceName }, to: IsoDate): void {
  if (!draft.has(`ccg-${group}`)) return;
  draft.add('relationships', { organisation: `ccg-${group}`, kind: 'part-of', target: open.target, from: open.from, to, status: 'stated', source: open.source });
}

function addEnd(draft: Draft, last: Picture | undefined, bodyOf: ReadonlyMap<string, string>): void {
  const bodies = new Set([...(last?.printed.holderOf.values() ?? [])].map((code) => bodyOf.get(code) ?? ''));
  draft.event({
    id: `stps-ended-${icbStart}`, kind: 'abolish', title: `${bodies.size} sustainability and transformation partnerships give way to integrated care boards`, day: icbStart, evidence: 'published', source: 'code-history',
    note: 'Partnerships were not bodies in law; boards succeeded the clinical commissioning groups.', bodies: [...bodies].map((body) => [body, 'subject']),
  });
}
