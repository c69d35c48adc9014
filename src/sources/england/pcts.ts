/**
 * Primary care trusts: the 303 until 30 September 2006, the reconfiguration of 1 October 2006, the changes
 * until March 2013. Land before October 2006 is stated only where the worksheet tells whose it was.
 */

import { areasByHolder, type Blocks, isComparable, type Printed, printedOf } from '#sources/england/blocks.ts';
import { type CodeHistory, nameSpells } from '#sources/england/code-history.ts';
import { ccgStart } from '#sources/england/commissioners.ts';
import { type Draft, slug } from '#sources/england/draft.ts';
import { columnOf, type InputFolder, publishedDate, rowsOf } from '#sources/england/read-input.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';

export const reconfiguration = isoDate('2006-10-01');

type Registered = {
  readonly ods: string;
  readonly gss: string;
  readonly name: string;
  readonly isCare: boolean;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly successor: string;
};
export type PctEdge = { readonly old: string; readonly new: string; readonly kind: string };

export type Pcts = {
  readonly register: ReadonlyMap<string, Registered>;
  readonly edges: readonly PctEdge[];
  readonly oldNames: ReadonlyMap<string, string>;
  /** The body of each ODS code. */
  readonly bodyOf: ReadonlyMap<string, string>;
  /** By ODS code, October 2006 on 2001 blocks and 2011 on 2011 blocks. */
  readonly of2006: Printed;
  readonly of2011: Printed;
  /** 2011 blocks that no 2001 block is linked to, with their trust of 2011. */
  readonly unlinked: ReadonlyMap<string, string>;
  /** 2001 blocks that the worksheet assigns to an old trust: block to old ODS code. */
  readonly assigned: ReadonlyMap<string, string>;
  /** Old trusts that may have had land which the worksheet could not assign. */
  readonly unsure: ReadonlySet<string>;
  readonly history: CodeHistory;
};

/** Read the registers, successions and pictures, and find which codes are one body. */
export function readPcts(folder: InputFolder, blocks: Blocks, history: CodeHistory): Pcts {
  const register = new Map(
    rowsOf(folder.table('pct-register')).map((row): [string, Registered] => {
      const ods = row['ods'] ?? '';
      const last = publishedDate(row['to'] ?? '');
      return [
        ods,
        {
          ods,
          gss: row['gss'] ?? '',
          name: trustName(uncut(row['name'] ?? '', history.name(row['gss'] ?? ''))),
          isCare: row['type'] === 'care_trust',
          from: publishedDate(row['from'] ?? ''),
          to: last === null ? null : addDays(last, 1),
          successor: row['successor'] ?? '',
        },
      ];
    }),
  );
  const before2006 = register.size > 0 && folder.table('pct-303').length > 0;
  const edges = (before2006 ? rowsOf(folder.table('pct-edges')) : []).map((row) => ({
    old: row['old'] ?? '',
    new: row['new'] ?? '',
    kind: row['kind'] ?? '',
  }));
  const of2006 = printedOf('lsoa01', folder.table('lsoa01-pct-2006'), 'ods');
  const of2011 = printedOf('lsoa11', folder.table('lsoa11-pct-2011'), 'ods');
  const linked = new Set(blocks.codeOf.lsoa11.filter((_, part) => blocks.codeOf.lsoa01[part] !== null));
  const bodyOf = new Map<string, string>();
  const settle = (ods: string) => bodyOf.get(ods) ?? `pct-${ods}`;
  for (const edge of edges) if (edge.kind === 'rename_or_recode') bodyOf.set(edge.new, settle(edge.old));
  for (const { from, to } of recodedLater(register)) bodyOf.set(to, settle(from));
  const oldRows = edges.length > 0 ? rowsOf(folder.table('pct-303')) : [];
  const oldNames = new Map(oldRows.map((row) => [row['ods'] ?? '', trustName(row['name'] ?? '')]));
  for (const ods of [...oldNames.keys(), ...register.keys()]) bodyOf.set(ods, settle(ods));
  const unlinked = new Map([...of2011.holderOf].filter(([area]) => !linked.has(area)));
  return { register, edges, oldNames, bodyOf, of2006, of2011, unlinked, ...readWorksheet(folder), history };
}

/**
 * The body that had each 2011 block on 31 March 2013; null when that cannot be said, because the trusts have
 * no land in this pack or it is on blocks that nothing links to those of 2011.
 */
export function lastTrusts(pcts: Pcts, blocks: Blocks): Printed | null {
  const held = pcts.of2006.holderOf.size > 0 && pcts.register.size > 0;
  if (!held || pcts.of2011.holderOf.size === 0 || !isComparable(blocks, 'lsoa01')) return null;
  const holderOf = [...pcts.of2011.holderOf].map(
    ([area, ods]) => [area, pcts.bodyOf.get(ods) ?? `pct-${ods}`] as const,
  );
  return { vintage: 'lsoa11', holderOf: new Map(holderOf) };
}

/** Write the trusts: bodies, names, codes, roles, what is known of their land before October 2006. */
export function addPcts(draft: Draft, pcts: Pcts): void {
  for (const body of new Set(pcts.bodyOf.values())) addTrust(draft, pcts, body);
  addFirstLand(draft, pcts);
  addExtents(draft, pcts);
}

/** The name of a trust on its last day under that code. */
export function pctName(pcts: Pcts, ods: string): string {
  return pcts.register.get(ods)?.name ?? pcts.oldNames.get(ods) ?? ods;
}

function addTrust(draft: Draft, pcts: Pcts, body: string): void {
  const { register, oldNames, history } = pcts;
  const codes = [...pcts.bodyOf].filter(([, other]) => other === body).map(([ods]) => ods);
  codes.sort((a, b) => ((beganUnder(pcts, a) ?? '') < (beganUnder(pcts, b) ?? '') ? -1 : 1));
  const last = codes.at(-1) ?? '';
  draft.organisation({ id: body, name: pctName(pcts, last), source: register.has(last) ? 'pct-register' : 'pct-303' });
  const names: { name: string; from: IsoDate | null }[] = [];
  const written = new Set<string>();
  for (const [at, ods] of codes.entries()) {
    const from = at === 0 ? firstDay(pcts, ods) : beganUnder(pcts, ods);
    const to = codes[at + 1] === undefined ? null : beganUnder(pcts, codes[at + 1] ?? '');
    const source = register.has(ods) ? 'pct-register' : 'pct-303';
    draft.identifier(body, 'ods', ods, from, to, source);
    draft.role(body, isCareTrust(pcts, ods) ? 'care-trust' : 'primary-care-trust', from, to, source);
    const old = oldNames.get(ods);
    const now = register.get(ods);
    if (old !== undefined) names.push({ name: old, from });
    if (now !== undefined) names.push({ name: now.name, from: old === undefined ? from : reconfiguration });
    addGss(draft, history, body, now, written);
  }
  const changed = names.filter((one, at) => bare(one.name) !== bare(names[at - 1]?.name ?? ''));
  changed.forEach((one, at) => {
    if (changed.length > 1)
      draft.add('names', {
        organisation: body,
        name: one.name,
        from: one.from,
        to: changed[at + 1]?.from ?? null,
        source: 'pct-register',
      });
  });
}

function addGss(
  draft: Draft,
  history: CodeHistory,
  body: string,
  now: Registered | undefined,
  written: Set<string>,
): void {
  if (now === undefined) return;
  const byName = history
    .codes('E1')
    .filter(
      (code) =>
        /^E1[67]/.test(code) &&
        code !== now.gss &&
        history.of(code).some((spell) => bare(spell.name) === bare(now.name)),
    );
  const ended = byName.filter((code) => (history.ended(code) ?? ccgStart) < ccgStart);
  for (const gss of [...ended, now.gss]) {
    if (gss === '' || written.has(gss)) continue;
    written.add(gss);
    draft.identifier(body, 'gss', gss, history.began(gss) ?? isoDate('2009-01-01'), history.ended(gss), 'code-history');
  }
  const spells = nameSpells(history, [...ended, now.gss]);
  if (ended.length > 0 && now.gss !== '' && spells.length > 1) {
    const day = spells.at(-1)?.from ?? null;
    if (day !== null && !now.isCare && now.from === null) {
      draft.event({
        id: `rename-${slug(now.name)}-${day}`,
        kind: 'rename',
        title: `${trustName(spells.at(-2)?.name ?? '')} is renamed ${now.name}`,
        day,
        evidence: 'published',
        source: 'code-history',
        note: 'Known by a new GSS code and name; the ODS code stayed.',
        bodies: [[body, 'subject']],
      });
    }
  }
}

function firstDay(pcts: Pcts, ods: string): IsoDate | null {
  return pcts.oldNames.has(ods) ? null : beganUnder(pcts, ods);
}

/** The day on which a body began to have this code; null: since before the record. */
function beganUnder(pcts: Pcts, ods: string): IsoDate | null {
  if (pcts.oldNames.has(ods)) return null;
  return pcts.register.get(ods)?.from ?? reconfiguration;
}

function isCareTrust(pcts: Pcts, ods: string): boolean {
  return (
    pcts.register.get(ods)?.isCare ??
    (ods.startsWith('T') || /care trust$/i.test(pcts.oldNames.get(ods)?.replace(/Primary Care Trust/i, '') ?? ''))
  );
}

/** The register cuts names at a comma ("Ashton"); the code history has them whole. */
function uncut(name: string, historyName: string): string {
  return historyName.startsWith(`${name},`) ? historyName : name;
}

/** Codes of which the register names one as the only one to go into the other. */
function recodedLater(register: ReadonlyMap<string, Registered>): { from: string; to: string }[] {
  const byHeir = Map.groupBy(
    [...register.values()].filter((one) => one.successor !== ''),
    (one) => one.successor,
  );
  return [...byHeir].flatMap(([to, olds]) =>
    olds.length === 1 && olds[0] !== undefined ? [{ from: olds[0].ods, to }] : [],
  );
}

function readWorksheet(folder: InputFolder): Pick<Pcts, 'assigned' | 'unsure'> {
  const assignment = new Map<string, string>();
  const unsure = new Set<string>();
  for (const row of rowsOf(folder.table('pct-worksheet'))) {
    if ((row['old'] ?? '') !== '') assignment.set(`${row['pct']} ${row['lad']}`, row['old'] ?? '');
    else for (const code of (row['candidates'] ?? '').split(/[\s|;]+/)) unsure.add(code);
  }
  const table = folder.table('lsoa01-pct-2006');
  const ods = columnOf(table, 'ods');
  const lad = columnOf(table, 'lad');
  const assigned = new Map<string, string>();
  columnOf(table, 'lsoa').forEach((area, row) => {
    const old = assignment.get(`${ods[row]} ${lad[row]}`);
    if (old !== undefined) assigned.set(area, old);
  });
  return { assigned, unsure };
}

/** Land before October 2006 where the worksheet knows it, and from then on where no event brings it. */
function addFirstLand(draft: Draft, pcts: Pcts): void {
  const assigned = new Map([...pcts.assigned].filter(([, old]) => pcts.oldNames.has(old)));
  for (const [old, areas] of areasByHolder({ vintage: 'lsoa01', holderOf: assigned })) {
    draft.members(pcts.bodyOf.get(old) ?? `pct-${old}`, 'lsoa01', areas, null, 'derived', 'pct-worksheet');
  }
  const merged = new Set(pcts.edges.filter((edge) => edge.kind === 'merge').map((edge) => edge.new));
  const without = [...pcts.of2006.holderOf].filter(([area, ods]) => !merged.has(ods) && !assigned.has(area));
  for (const [ods, areas] of areasByHolder({ vintage: 'lsoa01', holderOf: new Map(without) })) {
    const body = pcts.bodyOf.get(ods);
    if (body !== undefined) draft.members(body, 'lsoa01', areas, reconfiguration, 'best-fit', 'lsoa01-pct-2006');
  }
  for (const [area, ods] of pcts.unlinked) {
    const body = pcts.bodyOf.get(ods);
    if (body !== undefined && !merged.has(ods))
      draft.members(body, 'lsoa11', [area], null, 'inferred', 'lsoa11-pct-2011');
  }
}

/** Two trusts between which land seems to have passed in 2006 inside a district, which the worksheet cannot show. */
const doubtful = new Set(['5KM', '5KN']);

function addExtents(draft: Draft, pcts: Pcts): void {
  const known = new Set(pcts.assigned.values());
  for (const ods of pcts.oldNames.keys()) {
    const body = pcts.bodyOf.get(ods) ?? `pct-${ods}`;
    if (!known.has(ods))
      draft.extent(
        body,
        'unknown',
        null,
        reconfiguration,
        'pct-worksheet',
        'Its area before October 2006 is in no source; only its successor is known.',
      );
    else if (pcts.unsure.has(ods))
      draft.extent(
        body,
        'partial',
        null,
        reconfiguration,
        'pct-worksheet',
        'Only districts that can be told to have been its own; it may have served more.',
      );
    else if (doubtful.has(ods))
      draft.extent(
        body,
        'partial',
        null,
        reconfiguration,
        'pct-worksheet',
        'Part of Redcar and Cleveland district seems to have been served by Middlesbrough before October 2006.',
      );
  }
}

/** `Leeds PCT` and `Leeds` alike are the trust's name without its kind, then with it. */
function trustName(name: string): string {
  if (/\b(PCT|Care Trust|Care Trust Plus)$/i.test(name)) return name;
  return `${name} PCT`;
}

function bare(name: string): string {
  return slug(name)
    .replace(/-(pct|nhs|teaching|care-trust|care-trust-plus)\b/g, '')
    .replace(/-(teaching|pct)$/, '');
}
