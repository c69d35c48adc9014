/**
 * Councils: the pictures of who held which block, and which codes are one body. A council keeps its identity
 * through a new GSS code, and through becoming a unitary where it is the continuing authority.
 */

import type { RoleName } from '#core/register/tiers.ts';
import { type Change, deriveChanges } from '#core/reorganisation/derive-changes.ts';
import { type Blocks, isComparable, type Printed, pictureOf, printedOf } from '#sources/england/blocks.ts';
import { type CodeHistory, nameSpells } from '#sources/england/code-history.ts';
import { type Draft, type SourceName, slug } from '#sources/england/draft.ts';
import { columnOf, type InputFolder, rowsOf } from '#sources/england/read-input.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

export type CouncilPicture = { readonly day: IsoDate; readonly printed: Printed; readonly source: SourceName };

/** Two pictures in turn, and what happened between them in both tiers, by GSS code. */
export type CouncilStep = {
  readonly before: CouncilPicture;
  readonly after: CouncilPicture;
  readonly lower: readonly Change[];
  readonly upper: readonly Change[];
};

export type Councils = {
  readonly history: CodeHistory;
  readonly steps: readonly CouncilStep[];
  readonly pictures: readonly CouncilPicture[];
  /** GSS code of each number in the changes. */
  readonly codes: readonly string[];
  /** The body of each GSS code. */
  readonly bodyOf: ReadonlyMap<string, string>;
};

/**
 * County councils that lived on as unitary councils. No file says so: it is general knowledge of the
 * structural changes orders, and every record that rests on it is marked inferred.
 */
const continuingCounties: Readonly<Record<string, string>> = {
  E06000047: 'E10000010',
  E06000048: 'E10000022',
  E06000051: 'E10000026',
  E06000052: 'E10000005',
  E06000054: 'E10000033',
  E06000065: 'E10000023',
  E06000066: 'E10000027',
};

const roleOfPrefix: Readonly<Record<string, RoleName>> = {
  E06: 'unitary-council',
  E07: 'district-council',
  E08: 'metropolitan-council',
  E09: 'london-borough',
  E10: 'county-council',
};

/** Read the pictures and find which codes are one body. */
export function readCouncils(folder: InputFolder, blocks: Blocks, history: CodeHistory): Councils {
  const usable = ({ printed }: CouncilPicture) => printed.holderOf.size > 0 && isComparable(blocks, printed.vintage);
  const pictures = councilPictures(folder, history).filter(usable);
  const numbers = new Map<string, number>();
  const drawn = pictures.map((picture, at) => {
    const spare = pictures.slice(at + 1).find((later) => later.printed.vintage !== picture.printed.vintage)?.printed;
    return pictureOf(blocks, picture.printed, numbers, spare);
  });
  const codes = [...numbers.keys()];
  for (const code of codes) numbers.set(upperOf(history, code), numbers.get(upperOf(history, code)) ?? numbers.size);
  const upperNumber = Int32Array.from(codes, (code) => numbers.get(upperOf(history, code)) ?? -1);
  const upper = drawn.map((lower) => lower.map((code) => (code < 0 ? -1 : (upperNumber[code] ?? -1))));
  const steps = pictures.slice(1).map((after, at): CouncilStep => {
    const before = pictures[at] as CouncilPicture;
    const empty = new Int32Array(0);
    return {
      before,
      after,
      lower: deriveChanges(drawn[at] ?? empty, drawn[at + 1] ?? empty),
      upper: deriveChanges(upper[at] ?? empty, upper[at + 1] ?? empty),
    };
  });
  const allCodes = [...numbers.keys()];
  return { history, steps, pictures, codes: allCodes, bodyOf: bodiesOf(allCodes, steps) };
}

/** The upper-tier council of a lower-tier code: its county, or itself. */
export function upperOf(history: CodeHistory, code: string): string {
  if (!code.startsWith('E07')) return code;
  const parent = history.parent(code);
  return parent === '' ? code : parent;
}

/** True when the code lives on in the unitary as the same body, though it changed role. */
export function isContinuing(before: string, after: string): boolean {
  return continuingCounties[after] === before;
}

/** Codes of one body, earliest first. */
export function codesOfBody(councils: Councils, body: string): string[] {
  const began = (code: string) => councils.history.began(code) ?? '';
  const own = councils.codes.filter((code) => councils.bodyOf.get(code) === body);
  return own.sort((a, b) => (began(a) < began(b) ? -1 : began(a) > began(b) ? 1 : a < b ? -1 : 1));
}

/** Write the bodies, their names, codes, roles, counties, and the land they held when the record begins. */
export function addCouncils(draft: Draft, folder: InputFolder, councils: Councils): void {
  const { history } = councils;
  const registry = new Map(
    rowsOf(folder.table('registry'))
      .filter((row) => row['nation'] === 'England')
      .map((row) => [row['gss'] ?? '', row['code'] ?? '']),
  );
  const oldCodes = oldCodesByGss(folder, history);
  for (const body of new Set(councils.bodyOf.values())) {
    const codes = codesOfBody(councils, body);
    const last = codes.at(-1) ?? '';
    draft.organisation({ id: body, name: history.name(last), source: 'code-history' });
    const names = nameSpells(history, codes);
    draft.names(body, names, 'code-history');
    addCodes(draft, history, body, codes, oldCodes);
    const registered = codes.map((code) => registry.get(code)).findLast((code) => code !== undefined);
    if (registered !== undefined) draft.identifier(body, 'registry', `GB-LAE-${registered}`, null, null, 'registry');
    addRoles(draft, history, body, codes);
    addCounties(draft, councils, body, codes);
  }
  addFirstLand(draft, councils);
  for (const year of ['2018', '2023'] as const) addCountyDisagreements(draft, folder, councils, year);
}

/** Districts that a lookup of that year puts in another county than the code history does. */
function addCountyDisagreements(draft: Draft, folder: InputFolder, councils: Councils, year: '2018' | '2023'): void {
  for (const row of rowsOf(folder.table(`upper-tier-${year}`))) {
    const district = row['ltla'] ?? '';
    const named = row['utla'] ?? '';
    const followed = upperOf(councils.history, district);
    if (!district.startsWith('E07') || named === followed) continue;
    const { history } = councils;
    draft.disagreement(
      `county-${district}-${year}`,
      `In which county was ${history.name(district)} in ${year}?`,
      councils.bodyOf.get(district) ?? null,
      [
        { source: 'code-history', says: history.name(followed), followed: true },
        { source: `upper-tier-${year}`, says: history.name(named), followed: false },
      ],
    );
  }
}

function councilPictures(folder: InputFolder, history: CodeHistory): CouncilPicture[] {
  const lookup = (id: SourceName & Parameters<InputFolder['table']>[0], day: string): CouncilPicture => ({
    day: isoDate(day),
    source: id,
    printed: printedOf('lsoa11', folder.table(id), 'lad'),
  });
  const table11 = folder.table('lsoa01-lsoa11');
  const of2011 = printedOf(
    'lsoa11',
    { length: table11.length, columns: { lsoa: columnOf(table11, 'lsoa11'), lad: columnOf(table11, 'lad') } },
    'lad',
  );
  const of2022 = lookup('lsoa11-2022', '2022-07-01');
  const renamed = new Map(
    rowsOf(folder.table('district-2023')).map((row) => [row['before'] ?? '', row['after'] ?? '']),
  );
  const of2023 = new Map(
    [...of2022.printed.holderOf].flatMap(([area, code]) =>
      renamed.has(code) ? [[area, renamed.get(code) ?? '']] : [],
    ),
  );
  return [
    { day: isoDate('2007-04-01'), source: 'lsoa01-district', printed: firstPicture(folder, history) },
    { day: isoDate('2011-12-31'), source: 'lsoa01-lsoa11', printed: of2011 },
    lookup('lsoa11-2015', '2015-07-01'),
    lookup('lsoa11-2016', '2016-04-01'),
    lookup('lsoa11-2017', '2017-04-01'),
    lookup('lsoa11-2018', '2018-04-01'),
    lookup('lsoa11-2019', '2019-04-01'),
    lookup('lsoa11-2020', '2020-04-01'),
    lookup('lsoa11-2021', '2021-04-01'),
    of2022,
    { day: isoDate('2023-04-01'), source: 'district-2023', printed: { vintage: 'lsoa11', holderOf: of2023 } },
    {
      day: isoDate('2024-04-01'),
      source: 'lsoa21-2024',
      printed: printedOf('lsoa21', folder.table('lsoa21-2024'), 'lad'),
    },
  ];
}

function firstPicture(folder: InputFolder, history: CodeHistory): Printed {
  const printed = printedOf('lsoa01', folder.table('lsoa01-district'), 'lad');
  const gssOf = new Map([...oldCodesByGss(folder, history)].map(([gss, old]) => [old, gss]));
  return {
    vintage: 'lsoa01',
    holderOf: new Map([...printed.holderOf].map(([area, lad]) => [area, gssOf.get(lad) ?? `ons-${lad}`])),
  };
}

/**
 * Old four-character (counties: two-character) codes by the first GSS code of the body: as the list of 2011
 * has them, and for districts that were gone by then, by name.
 */
function oldCodesByGss(folder: InputFolder, history: CodeHistory): Map<string, string> {
  const table = folder.table('lsoa01-district');
  const names = columnOf(table, 'name');
  const found = listedOldCodes(folder, history);
  const listed = new Set(found.values());
  const oldest = (entity: string) => history.codes(entity).filter((code) => history.began(code) === null);
  const byName = new Map(
    ['E08', 'E06', 'E07'].flatMap(oldest).map((code) => [slug(history.of(code)[0]?.name ?? ''), code]),
  );
  columnOf(table, 'lad').forEach((lad, row) => {
    const gss = listed.has(lad) ? undefined : byName.get(slug(names[row] ?? ''));
    if (gss !== undefined && !found.has(gss)) found.set(gss, lad);
  });
  return found;
}

function listedOldCodes(folder: InputFolder, history: CodeHistory): Map<string, string> {
  const table = folder.table('old-codes');
  const gss = columnOf(table, 'gss');
  const old = columnOf(table, 'old');
  const found = new Map<string, string>();
  for (let row = 0; row < table.length; row++) {
    const code = gss[row] ?? '';
    if (/^E(06|07|08|09|10)/.test(code) && history.began(code) === null) found.set(code, old[row] ?? '');
  }
  return found;
}

function bodiesOf(codes: readonly string[], steps: readonly CouncilStep[]): Map<string, string> {
  const bodyOf = new Map<string, string>();
  const settle = (code: string) => bodyOf.get(code) ?? `council-${code}`;
  for (const step of steps) {
    for (const tier of [step.lower, step.upper]) {
      for (const change of tier) {
        if (change.kind !== 'same-land') continue;
        const before = codes[change.from] ?? '';
        const after = codes[change.to] ?? '';
        const county = before.startsWith('E10') && !after.startsWith('E10');
        if (!bodyOf.has(after) && (!county || isContinuing(before, after))) bodyOf.set(after, settle(before));
      }
    }
  }
  for (const code of codes) bodyOf.set(code, settle(code));
  return bodyOf;
}

function addCodes(
  draft: Draft,
  history: CodeHistory,
  body: string,
  codes: readonly string[],
  oldCodes: ReadonlyMap<string, string>,
): void {
  for (const code of codes) {
    draft.identifier(body, 'gss', code, history.began(code), history.ended(code), 'code-history');
    const old = oldCodes.get(code);
    if (old !== undefined) draft.identifier(body, 'ons-2001', old, null, isoDate('2011-01-01'), 'old-codes');
  }
}

function addRoles(draft: Draft, history: CodeHistory, body: string, codes: readonly string[]): void {
  const spells: { role: RoleName; from: IsoDate | null; to: IsoDate | null }[] = [];
  for (const code of codes) {
    const role = roleOfPrefix[code.slice(0, 3)];
    const last = spells.at(-1);
    if (role === undefined || last?.role === role) continue;
    const from = spells.length === 0 ? null : history.began(code);
    if (last !== undefined) last.to = from;
    spells.push({ role, from: spells.length === 0 ? history.began(code) : from, to: null });
  }
  for (const spell of spells) draft.role(body, spell.role, spell.from, spell.to, 'code-history');
}

function addCounties(draft: Draft, councils: Councils, body: string, codes: readonly string[]): void {
  for (const code of codes) {
    const county = councils.bodyOf.get(upperOf(councils.history, code));
    if (!code.startsWith('E07') || county === undefined || county === body) continue;
    draft.add('relationships', {
      organisation: body,
      kind: 'part-of',
      target: county,
      from: councils.history.began(code),
      to: councils.history.ended(code),
      status: 'stated',
      source: 'code-history',
    });
  }
}

/** Land held when the record begins: the first picture, and blocks that no 2001 block is linked to. */
function addFirstLand(draft: Draft, councils: Councils): void {
  const first = councils.pictures[0];
  if (first === undefined) return;
  const from = first.printed.vintage === 'lsoa01' ? null : first.day;
  const byBody = new Map<string, string[]>();
  const put = (body: string | undefined, area: string) => {
    if (body !== undefined) byBody.set(body, [...(byBody.get(body) ?? []), area]);
  };
  const lists = new Map<string, string[]>();
  for (const [area, code] of first.printed.holderOf) {
    const bodies = new Set([councils.bodyOf.get(code), councils.bodyOf.get(upperOf(councils.history, code))]);
    for (const body of bodies) {
      if (body === undefined) continue;
      const list = lists.get(body);
      if (list === undefined) lists.set(body, [area]);
      else list.push(area);
    }
  }
  for (const [body, areas] of lists) draft.members(body, first.printed.vintage, areas, from, 'published', first.source);
  for (const [area, code] of unlinkedLand(councils)) {
    put(councils.bodyOf.get(code), area);
    if (upperOf(councils.history, code) !== code) put(councils.bodyOf.get(upperOf(councils.history, code)), area);
  }
  for (const [body, areas] of byBody) draft.members(body, 'lsoa11', areas, null, 'inferred', 'lsoa11-2015');
}

/** 2011 blocks that the link to 2001 blocks lacks, with the council of the first picture on 2011 blocks. */
function unlinkedLand(councils: Councils): [string, string][] {
  const [first, second] = councils.pictures;
  if (first?.printed.vintage !== 'lsoa01' || second === undefined || second.source !== 'lsoa01-lsoa11') return [];
  const next = councils.pictures.find((picture) => picture.printed.vintage === 'lsoa11' && picture !== second);
  return [...(next?.printed.holderOf ?? [])].filter(([area]) => !second.printed.holderOf.has(area));
}
