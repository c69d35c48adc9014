/**
 * Clinical commissioning groups and the sub-ICB locations that carry on their codes: pictures, codes and
 * names. What happened to them is in commissioner-events.ts.
 */

import { areasByHolder, type Printed, printedOf } from '#sources/england/blocks.ts';
import { type CodeHistory, type CodeSpell, nameSpells } from '#sources/england/code-history.ts';
import { type Draft, type SourceName, slug } from '#sources/england/draft.ts';
import type { InputId } from '#sources/england/inputs.ts';
import { columnOf, type InputFolder, rowsOf } from '#sources/england/read-input.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

export const ccgStart = isoDate('2013-04-01');
export const icbStart = isoDate('2022-07-01');

export type CommissionerPicture = { readonly day: IsoDate; readonly printed: Printed; readonly source: SourceName };

export type Commissioners = {
  readonly history: CodeHistory;
  /** By ODS code: groups until 2021, sub-ICB locations from 2022. Empty pictures are left out. */
  readonly pictures: readonly CommissionerPicture[];
  /** GSS codes by ODS code, earliest first. */
  readonly gssOf: ReadonlyMap<string, readonly string[]>;
  /** ODS code by GSS code. */
  readonly odsOf: ReadonlyMap<string, string>;
  readonly eccgNames: ReadonlyMap<string, string>;
};

const years = ['2015', '2016', '2017', '2018', '2019', '2020'] as const;

/** Read the pictures and tie ODS codes to GSS codes. */
export function readCommissioners(folder: InputFolder, history: CodeHistory): Commissioners {
  const odsOf = new Map<string, string>();
  const tie = (id: InputId) => {
    const table = folder.table(id);
    const ods = columnOf(table, 'ods');
    columnOf(table, 'gss').forEach((gss, row) => {
      if ((ods[row] ?? '') !== '') odsOf.set(gss, ods[row] ?? '');
    });
  };
  for (const year of years) tie(`lsoa11-${year}`);
  tie('lsoa11-2021');
  tie('lsoa11-2022');
  tie('lsoa21-2024');
  const eccgNames = new Map(rowsOf(folder.table('eccg')).map((row) => [row['ods'] ?? '', row['name'] ?? '']));
  tieByName(folder, history, odsOf, eccgNames);
  tieByPredecessors(folder, odsOf);
  const gssOf = new Map<string, string[]>();
  for (const [gss, ods] of odsOf) gssOf.set(ods, [...(gssOf.get(ods) ?? []), gss]);
  for (const list of gssOf.values())
    list.sort((a, b) => ((history.began(a) ?? '') < (history.began(b) ?? '') ? -1 : 1));
  return { history, pictures: picturesOf(folder, odsOf), gssOf, odsOf, eccgNames };
}

/** Bodies that were groups: ODS codes in any picture before integrated care boards. */
export function groupCodes(commissioners: Commissioners): string[] {
  return codesIn(commissioners, (day) => day < icbStart);
}

/** ODS codes of sub-ICB locations. */
export function locationCodes(commissioners: Commissioners): string[] {
  return codesIn(commissioners, (day) => day >= icbStart);
}

/** The name of a group or location that has most recently been its own. */
export function commissionerName(commissioners: Commissioners, ods: string, era: 'ccg' | 'sub-icb'): string {
  const spells = spellsOf(commissioners, ods, era);
  return spells.at(-1)?.name ?? commissioners.eccgNames.get(ods) ?? `${ods} (name not in the sources)`;
}

const eras = {
  ccg: {
    role: 'clinical-commissioning-group',
    from: ccgStart,
    to: icbStart,
    registered: 'eccg',
    coded: 'lsoa11-ccg-2013',
  },
  'sub-icb': {
    role: 'sub-icb-location',
    from: icbStart,
    to: null,
    registered: 'lsoa11-2022',
    coded: 'lsoa11-2022',
  },
} as const;

/** Write the bodies of one era with names, codes and roles. Their land comes with events. */
export function addCommissioners(draft: Draft, commissioners: Commissioners, era: 'ccg' | 'sub-icb'): void {
  const { role, from, to, registered, coded } = eras[era];
  for (const ods of era === 'ccg' ? groupCodes(commissioners) : locationCodes(commissioners)) {
    const body = `${era}-${ods}`;
    draft.organisation({ id: body, name: commissionerName(commissioners, ods, era), source: registered });
    draft.identifier(body, 'ods', ods, null, null, coded);
    draft.role(body, role, from, to, registered);
    draft.names(body, spellsOf(commissioners, ods, era), 'code-history');
    addGssCodes(draft, commissioners, ods, era);
  }
}

function addGssCodes(draft: Draft, { history, gssOf }: Commissioners, ods: string, era: 'ccg' | 'sub-icb'): void {
  for (const gss of gssOf.get(ods) ?? []) {
    const [from, to] = eraOf(history.began(gss), history.ended(gss), era);
    if (from === null || to === null || from < to) {
      draft.identifier(`${era}-${ods}`, 'gss', gss, from, to, 'code-history');
    }
  }
}

/** Areas of each body of a picture. */
export function areasOf(picture: CommissionerPicture): Map<string, string[]> {
  return areasByHolder(picture.printed);
}

function spellsOf(commissioners: Commissioners, ods: string, era: 'ccg' | 'sub-icb'): CodeSpell[] {
  const { history, gssOf } = commissioners;
  const tidy = (name: string) => {
    const plain = name.replaceAll(' & ', ' and ').replace(/\s+/g, ' ');
    return era === 'ccg' && !plain.endsWith(' CCG') ? `${plain} CCG` : plain;
  };
  const own = (spell: CodeSpell) => (era === 'ccg' ? (spell.from ?? '') < icbStart : (spell.from ?? '') >= icbStart);
  const codes = (gssOf.get(ods) ?? []).filter((gss) => history.of(gss).some(own));
  return nameSpells(history, codes, tidy).flatMap((spell) => {
    const [from, to] = eraOf(spell.from, spell.to, era);
    return (from ?? '') < (to ?? '9999') && own({ ...spell, from }) ? [{ ...spell, from, to }] : [];
  });
}

/** A spell cut to the era: groups before July 2022, locations from then. */
function eraOf(from: IsoDate | null, to: IsoDate | null, era: 'ccg' | 'sub-icb'): [IsoDate | null, IsoDate | null] {
  if (era === 'ccg') return [from, to === null || to > icbStart ? icbStart : to];
  return [from === null || from < icbStart ? icbStart : from, to];
}

function codesIn(commissioners: Commissioners, keep: (day: IsoDate) => boolean): string[] {
  const found = new Set<string>();
  for (const picture of commissioners.pictures)
    if (keep(picture.day)) for (const ods of picture.printed.holderOf.values()) found.add(ods);
  return [...found].sort();
}

/** GSS codes that no lookup ties to an ODS code, tied by name. */
function tieByName(
  folder: InputFolder,
  history: CodeHistory,
  odsOf: Map<string, string>,
  eccgNames: ReadonlyMap<string, string>,
): void {
  const plain = (name: string) => slug(name).replace(/-ccg$/, '');
  const byName = new Map<string, string>();
  for (const [ods, name] of eccgNames) byName.set(plain(name), ods);
  for (const row of rowsOf(folder.table('ccg-edges'))) byName.set(plain(row['newName'] ?? ''), row['new'] ?? '');
  for (const gss of history.codes('E38')) {
    if (odsOf.has(gss)) continue;
    const ods = history
      .of(gss)
      .map((spell) => byName.get(plain(spell.name)))
      .find((found) => found !== undefined);
    if (ods !== undefined) odsOf.set(gss, ods);
  }
}

/**
 * GSS codes of 2021 that nothing else ties: the published successors of the groups that held the same blocks
 * a year before, when they have one successor in common.
 */
function tieByPredecessors(folder: InputFolder, odsOf: Map<string, string>): void {
  const before = printedOf('lsoa11', folder.table('lsoa11-2020'), 'ods').holderOf;
  const heirOf = new Map(rowsOf(folder.table('ccg-edges')).map((row) => [row['old'] ?? '', row['new'] ?? '']));
  const heirs = new Map<string, Set<string>>();
  for (const [area, gss] of printedOf('lsoa11', folder.table('lsoa11-2021'), 'gss').holderOf) {
    if (!odsOf.has(gss)) heirs.set(gss, (heirs.get(gss) ?? new Set()).add(heirOf.get(before.get(area) ?? '') ?? ''));
  }
  for (const [gss, found] of heirs) {
    const [only] = [...found];
    if (found.size === 1 && only !== undefined && only !== '') odsOf.set(gss, only);
  }
}

function picturesOf(folder: InputFolder, odsOf: ReadonlyMap<string, string>): CommissionerPicture[] {
  const lookup = (id: InputId, day: string, vintage: Printed['vintage'] = 'lsoa11'): CommissionerPicture => ({
    day: isoDate(day),
    source: id,
    printed: printedOf(vintage, folder.table(id), 'ods'),
  });
  const of2021 = new Map(
    [...printedOf('lsoa11', folder.table('lsoa11-2021'), 'gss').holderOf].map(([area, gss]) => [
      area,
      odsOf.get(gss) ?? gss,
    ]),
  );
  const pictures = [
    lookup('lsoa11-ccg-2013', ccgStart),
    lookup('lsoa11-2015', '2015-07-01'),
    ...years.slice(1).map((year) => lookup(`lsoa11-${year}`, `${year}-04-01`)),
    {
      day: isoDate('2021-04-01'),
      source: 'lsoa11-2021' as const,
      printed: { vintage: 'lsoa11' as const, holderOf: of2021 },
    },
    lookup('lsoa11-2022', icbStart),
    lookup('lsoa21-2024', '2024-04-01', 'lsoa21'),
  ];
  return pictures.filter((picture) => picture.printed.holderOf.size > 0);
}
