/** Areas made of whole councils: regions and combined authorities, with their members and events. */

import { deriveChanges } from '#core/reorganisation/derive-changes.ts';
import { areasByHolder, type Blocks, type Printed, pictureOf } from '#sources/england/blocks.ts';
import { nameSpells } from '#sources/england/code-history.ts';
import { type Councils, upperOf } from '#sources/england/councils.ts';
import { type Draft, type SourceName, slug } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { columnOf, type InputFolder, type InputTable, publishedDate, rowsOf } from '#sources/england/read-input.ts';
import { isoDate } from '#std/iso-date.ts';

/** Write the regions, their land, and land that a later lookup puts in another region. */
export function addRegions(draft: Draft, folder: InputFolder, blocks: Blocks, councils: Councils): void {
  const { history } = councils;
  const regionOf = pairs(folder.table('region'), 'lad', 'region');
  const before = councils.pictures.find((picture) => picture.source === 'lsoa11-2019')?.printed;
  if (before === undefined || regionOf.size === 0) return;
  const first = translated(before, (code) => regionOf.get(code));
  for (const [code, areas] of areasByHolder(first)) {
    draft.organisation({ id: `region-${code}`, name: history.name(code), source: 'region' });
    draft.identifier(`region-${code}`, 'gss', code, null, null, 'code-history');
    draft.role(`region-${code}`, 'region', null, null, 'region');
    draft.members(`region-${code}`, 'lsoa11', areas, null, 'published', 'region');
  }
  const last = councils.pictures.at(-1);
  if (last === undefined || last.printed.vintage === 'lsoa11') return;
  const numbers = new Map<string, number>();
  const pictures = [
    pictureOf(blocks, first, numbers),
    pictureOf(
      blocks,
      translated(last.printed, (code) => topOf(councils, code)),
      numbers,
    ),
  ] as const;
  const codes = [...numbers.keys()];
  for (const change of deriveChanges(pictures[0], pictures[1])) {
    if (change.kind !== 'move') continue;
    const [from, to] = [codes[change.from] ?? '', codes[change.to] ?? ''];
    const event = draft.event({
      id: `boundary-${slug(history.name(from))}-${slug(history.name(to))}-${last.day}`,
      kind: 'boundary-change',
      title: `Land passes from ${history.name(from)} region to ${history.name(to)} region`,
      day: last.day,
      evidence: 'derived',
      source: 'derivation',
      note: 're-fit of blocks between vintages, not a legal change of this day: the land follows its council',
      isRefit: true,
      bodies: [
        [`region-${from}`, 'continuing'],
        [`region-${to}`, 'continuing'],
      ],
    });
    addMovedLand(draft, blocks, {
      event,
      from: `region-${from}`,
      to: `region-${to}`,
      parts: change.parts,
      before: 'lsoa11',
      after: last.printed.vintage,
      evidence: 'derived',
      source: 'derivation',
    });
  }
}

/** Write the combined authorities: members, land, and how they began, divided and merged. */
export function addCombinedAuthorities(draft: Draft, folder: InputFolder, councils: Councils): void {
  const groups = new CombinedAuthorities(draft, folder, councils);
  for (const code of groups.codes()) groups.addBody(code);
  for (const code of groups.codes()) groups.addBeginning(code);
  groups.addDateDisagreements();
}

class CombinedAuthorities {
  private readonly draft: Draft;
  private readonly folder: InputFolder;
  private readonly councils: Councils;
  /** Lower-tier codes of members by code of the authority. */
  private readonly members = new Map<string, Set<string>>();
  /** A later code of the same authority, by the earlier one. */
  private readonly recoded = new Map<string, string>();

  constructor(draft: Draft, folder: InputFolder, councils: Councils) {
    this.draft = draft;
    this.folder = folder;
    this.councils = councils;
    for (const id of ['combined-2019', 'combined-2021', 'combined-2023'] as const) {
      const table = folder.table(id);
      const lads = columnOf(table, 'lad');
      for (const [row, code] of columnOf(table, 'ca').entries()) this.join(code, lads[row] ?? '');
    }
    this.joinRegistered();
    this.findSuccessions();
  }

  /** Codes of authorities with members, ascending; of an authority that was recoded, the first. */
  codes(): string[] {
    return [...this.members.keys()].filter((code) => ![...this.recoded.values()].includes(code)).sort();
  }

  addBody(code: string): void {
    const { history } = this.councils;
    const later = this.recoded.get(code);
    const codes = later === undefined ? [code] : [code, later];
    const body = `ca-${code}`;
    this.draft.organisation({ id: body, name: history.name(codes.at(-1) ?? code), source: 'code-history' });
    const names = nameSpells(history, codes);
    this.draft.names(body, names, 'code-history');
    for (const one of codes)
      this.draft.identifier(body, 'gss', one, history.began(one), history.ended(one), 'code-history');
    this.draft.role(body, 'combined-authority', history.began(code), null, 'code-history');
    for (const one of codes) this.addMembers(body, one);
  }

  addBeginning(code: string): void {
    const { history } = this.councils;
    const day = history.began(code);
    if (day === null) return;
    const body = `ca-${code}`;
    const name = history.name(code);
    const parents = this.parentsOf(code);
    if (parents.length > 1) {
      this.draft.event({
        id: `merge-ca-${slug(name)}-${day}`,
        kind: 'merge',
        title: `${parents.map((parent) => history.name(parent)).join(' and ')} combined authorities merge into ${name} (${code})`,
        day,
        evidence: 'inferred',
        source: 'code-history',
        note: 'Known by codes that end and begin; that the one follows the others is inferred from their place.',
        bodies: [...parents.map((parent) => [this.bodyOf(parent), 'predecessor'] as const), [body, 'successor']],
      });
      return;
    }
    const divided = parents[0];
    const areas = this.areasOf(code);
    const event = this.draft.event({
      id: `${divided === undefined ? 'establish' : 'divide'}-ca-${slug(name)}-${day}`,
      kind: divided === undefined ? 'establish' : 'divide',
      title:
        divided === undefined
          ? `${name} Combined Authority is established`
          : `${name} Combined Authority is formed from part of ${history.name(divided)}`,
      day,
      evidence: divided === undefined ? 'published' : 'inferred',
      source: 'code-history',
      bodies:
        divided === undefined
          ? [[body, 'subject']]
          : [
              [body, 'successor'],
              [this.bodyOf(divided), 'continuing'],
            ],
    });
    this.draft.land(event, {
      from: divided === undefined ? null : this.bodyOf(divided),
      to: body,
      blocks: areas,
      evidence: 'derived',
      source: 'derivation',
    });
  }

  addDateDisagreements(): void {
    const { history } = this.councils;
    for (const row of rowsOf(this.folder.table('registry'))) {
      const code = row['gss'] ?? '';
      const registered = publishedDate(row['from'] ?? '');
      const began = history.began(code);
      if (!code.startsWith('E47') || registered === null || began === null || registered === began) continue;
      const name = history.name(code);
      this.draft.disagreement(
        `start-ca-${code}`,
        `When did ${name} Combined Authority (${code}) begin?`,
        this.bodyOf(code),
        [
          { source: 'code-history', says: `Its code begins on ${began}.`, followed: true },
          { source: 'registry', says: `It began on ${registered}.`, followed: false },
        ],
      );
    }
  }

  private join(code: string, lad: string): void {
    if (code.startsWith('E47') && lad !== '') this.members.set(code, (this.members.get(code) ?? new Set()).add(lad));
  }

  /** Authorities that no lookup has yet: members as the register of authorities names them. */
  private joinRegistered(): void {
    const rows = rowsOf(this.folder.table('registry'));
    const { history } = this.councils;
    const current = [...new Set(this.councils.pictures.at(-1)?.printed.holderOf.values() ?? [])];
    for (const row of rows) {
      const code = row['gss'] ?? '';
      if (!code.startsWith('E47') || this.members.has(code) || !history.has(code)) continue;
      const members = new Set(
        rows.filter((one) => one['ca'] === row['code'] && one !== row).map((one) => one['gss'] ?? ''),
      );
      for (const lad of current) if (members.has(lad) || members.has(upperOf(history, lad))) this.join(code, lad);
    }
  }

  /** Codes that begin when others of the same place end: a new code, a part split off, or a merger. */
  private findSuccessions(): void {
    const { history } = this.councils;
    for (const code of history.codes('E47')) {
      if (this.members.has(code)) continue;
      const end = history.ended(code);
      const heirs = end === null ? [] : [...this.members.keys()].filter((other) => history.began(other) === end);
      const start = history.began(code);
      const ended = history.codes('E47').filter((other) => start !== null && history.ended(other) === start);
      for (const other of heirs.length > 0 ? heirs : ended.length > 1 ? ended : []) this.joinAll(code, other);
      const same = heirs.find((heir) => history.name(heir) === history.name(code));
      if (same !== undefined) this.recoded.set(code, same);
    }
  }

  private joinAll(code: string, other: string): void {
    for (const lad of this.members.get(other) ?? []) this.join(code, lad);
  }

  /** Authorities that gave up land to this one on the day it began. */
  private parentsOf(code: string): string[] {
    const { history } = this.councils;
    const own = this.members.get(code) ?? new Set();
    return [...this.members.keys()].filter(
      (other) =>
        other !== code &&
        history.ended(other) === history.began(code) &&
        history.ended(other) !== null &&
        [...(this.members.get(other) ?? [])].some((lad) => own.has(lad)),
    );
  }

  private bodyOf(code: string): string {
    for (const [first, later] of this.recoded) if (later === code) return `ca-${first}`;
    return `ca-${code}`;
  }

  private addMembers(body: string, code: string): void {
    const { history, bodyOf } = this.councils;
    const began = history.began(code);
    const source: SourceName = this.folder.table('combined-2019').length > 0 ? 'combined-2019' : 'registry';
    for (const lad of this.members.get(code) ?? []) {
      const council = bodyOf.get(lad);
      if (council === undefined) continue;
      this.draft.add('relationships', {
        organisation: council,
        kind: 'member-of',
        target: body,
        from: began,
        to: history.ended(code),
        status: 'stated',
        source,
      });
    }
  }

  /** Blocks of the members, on the first picture that knows all of them. */
  private areasOf(code: string): { geography: string; areas: string[] } {
    const members = this.members.get(code) ?? new Set<string>();
    const covers = (printed: Printed) => {
      const there = new Set(printed.holderOf.values());
      return [...members].every((lad) => there.has(lad));
    };
    const picture =
      this.councils.pictures.find((one) => one.day >= isoDate('2015-01-01') && covers(one.printed)) ??
      this.councils.pictures.at(-1);
    const areas = [...(picture?.printed.holderOf ?? [])].filter(([, lad]) => members.has(lad)).map(([area]) => area);
    return { geography: picture?.printed.vintage ?? 'lsoa11', areas };
  }
}

function translated(printed: Printed, name: (code: string) => string | undefined): Printed {
  const holderOf = new Map<string, string>();
  for (const [area, code] of printed.holderOf) {
    const other = name(code);
    if (other !== undefined && other !== '') holderOf.set(area, other);
  }
  return { vintage: printed.vintage, holderOf };
}

/** The region above a council in the code history. */
function topOf(councils: Councils, code: string): string {
  let at = code;
  for (let step = 0; step < 4 && !at.startsWith('E12'); step++) at = councils.history.parent(at);
  return at;
}

function pairs(table: InputTable, key: string, value: string): Map<string, string> {
  const values = columnOf(table, value);
  return new Map(columnOf(table, key).map((one, row) => [one, values[row] ?? '']));
}
