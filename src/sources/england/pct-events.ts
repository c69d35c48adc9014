/** What happened to primary care trusts and strategic health authorities, 2006 to 2013, as events. */

import { areasByHolder, type Printed } from '#sources/england/blocks.ts';
import { ccgStart } from '#sources/england/commissioners.ts';
import { type Draft, inWords, slug } from '#sources/england/draft.ts';
import { type Pcts, pctName, reconfiguration } from '#sources/england/pcts.ts';
import { type InputFolder, publishedDate, rowsOf } from '#sources/england/read-input.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

const noLand = 'Land that no source assigns to a predecessor is shown as coming from nobody.';

/** Write the reconfiguration of October 2006: mergers first, then divisions into what they began. */
export function addReconfiguration(draft: Draft, pcts: Pcts): void {
  const divided = [
    ...Map.groupBy(
      pcts.edges.filter((edge) => edge.kind === 'split'),
      (edge) => edge.old,
    ),
  ];
  const dividing = new Set(divided.map(([old]) => old));
  const byNew = Map.groupBy(
    pcts.edges.filter((edge) => edge.kind === 'merge'),
    (edge) => edge.new,
  );
  const areas = areasByHolder(pcts.of2006);
  for (const [into, edges] of [...byNew].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const olds = edges.map((edge) => edge.old);
    const body = bodyOf(pcts, into);
    const event = draft.event({
      id: `merge-pct-${into}-${reconfiguration}`,
      kind: 'merge',
      title: `${inWords(olds.map((old) => pctName(pcts, old)))} merge into ${pctName(pcts, into)}`,
      day: reconfiguration,
      instrument: 'SI 2006/2072',
      evidence: 'published',
      source: 'pct-edges',
      note: noLand,
      bodies: [...olds.map((old) => [bodyOf(pcts, old), 'predecessor'] as const), [body, 'successor']],
    });
    const unassigned = (areas.get(into) ?? []).filter((area) => !pcts.assigned.has(area));
    draft.land(event, {
      from: null,
      to: body,
      blocks: { geography: 'lsoa01', areas: unassigned },
      evidence: 'best-fit',
      source: 'lsoa01-pct-2006',
    });
    const unlinked = [...pcts.unlinked].filter(([, ods]) => ods === into).map(([area]) => area);
    draft.land(event, {
      from: null,
      to: body,
      blocks: { geography: 'lsoa11', areas: unlinked },
      evidence: 'best-fit',
      source: 'lsoa11-pct-2011',
    });
  }
  for (const [old, edges] of divided)
    addDivision(
      draft,
      pcts,
      old,
      edges.map((edge) => edge.new),
      areas,
    );
  for (const edge of pcts.edges)
    if (edge.kind === 'rename_or_recode') addRecode(draft, pcts, edge.old, edge.new, reconfiguration);
  for (const edge of pcts.edges) if (edge.kind === 'continues') addOldRename(draft, pcts, edge.old);
  addDividingDisagreement(draft, pcts, dividing);
  const unresolved = [...pcts.of2006.holderOf.keys()].filter((area) => !pcts.assigned.has(area)).length;
  if (unresolved > 0) {
    draft.unexplained(
      'pct-land-before-october-2006',
      isoDate('2006-09-30'),
      'primary care trusts before October 2006',
      "Blocks that no source assigns to one of the 303 trusts; those trusts' extents are marked unknown or partial.",
      unresolved,
    );
  }
}

/** Write what happened between October 2006 and March 2013, and the end of all trusts and authorities. */
export function addLaterPctEvents(draft: Draft, pcts: Pcts, authorities: readonly string[]): void {
  const later = [...pcts.register.values()].filter((one) => one.successor !== '' && one.to !== null);
  for (const [into, olds] of Map.groupBy(later, (one) => one.successor)) {
    const day = olds[0]?.to ?? ccgStart;
    const first = olds[0]?.ods ?? '';
    if (bodyOf(pcts, first) === bodyOf(pcts, into)) {
      addRecode(draft, pcts, first, into, day);
      continue;
    }
    draft.event({
      id: `merge-pct-${into}-${day}`,
      kind: 'merge',
      title: `${inWords(olds.map((one) => one.name))} merge into ${pctName(pcts, into)}`,
      day,
      evidence: 'published',
      source: 'pct-register',
      bodies: [
        ...olds.map((one) => [bodyOf(pcts, one.ods), 'predecessor'] as const),
        [bodyOf(pcts, into), 'successor'],
      ],
    });
  }
  const last = [
    ...new Set([...pcts.register.values()].filter((one) => one.to === ccgStart).map((one) => bodyOf(pcts, one.ods))),
  ];
  if (last.length === 0) return;
  draft.event({
    id: `pcts-and-shas-abolished-${ccgStart}`,
    kind: 'abolish',
    title: `${last.length} primary care trusts and ${authorities.length} strategic health authorities are abolished`,
    day: ccgStart,
    instrument: 'Health and Social Care Act 2012',
    evidence: 'published',
    source: 'pct-register',
    bodies: [...last, ...authorities].map((body) => [body, 'subject']),
  });
}

/** Write the authorities, their merger of July 2006, and lines from trusts to them. Returns those of 2013. */
export function addAuthorities(draft: Draft, folder: InputFolder, pcts: Pcts): string[] {
  const edges = rowsOf(folder.table('sha-edges'));
  const started = new Map(
    rowsOf(folder.table('ha-edges')).map((row) => [row['sha'] ?? '', publishedDate(row['date'] ?? '')]),
  );
  const register = rowsOf(folder.table('pct-register'));
  const shaOf = new Map(register.map((row) => [row['ods'] ?? '', row['sha'] ?? '']));
  const gssOf = new Map(register.map((row) => [row['sha'] ?? '', row['shaGss'] ?? '']));
  const holders = new Map([...pcts.of2006.holderOf].map(([area, ods]) => [area, shaOf.get(ods) ?? '']));
  const areas = areasByHolder({ vintage: 'lsoa01', holderOf: holders } satisfies Printed);
  const fresh: string[] = [];
  for (const [code, group] of Map.groupBy(edges, (row) => row['new'] ?? '')) {
    const day = publishedDate(group[0]?.['date'] ?? '') ?? isoDate('2006-07-01');
    const name = `${group[0]?.['name'] ?? code} Strategic Health Authority`;
    const body = `sha-${code}`;
    for (const row of group) addOldAuthority(draft, row['old'] ?? '', started.get(row['old'] ?? '') ?? null, day);
    draft.organisation({ id: body, name, source: 'sha-edges' });
    draft.identifier(body, 'ods', code, day, null, 'sha-edges');
    if ((gssOf.get(code) ?? '') !== '')
      draft.identifier(body, 'gss', gssOf.get(code) ?? '', isoDate('2009-01-01'), ccgStart, 'pct-register');
    draft.role(body, 'strategic-health-authority', day, null, 'sha-edges');
    fresh.push(body);
    const event = draft.event({
      id: `merge-sha-${code}-${day}`,
      kind: 'merge',
      title: `${group.length} strategic health authorities merge into ${name}`,
      day,
      evidence: 'published',
      source: 'sha-edges',
      note: 'The areas of the 28 authorities before July 2006 are in no source. The area of the new authority is that of the primary care trusts of October 2006 under it.',
      bodies: [...group.map((row) => [`sha-${row['old']}`, 'predecessor'] as const), [body, 'successor']],
    });
    draft.land(event, {
      from: null,
      to: body,
      blocks: { geography: 'lsoa01', areas: areas.get(code) ?? [] },
      evidence: 'derived',
      source: 'pct-register',
    });
    const unlinked = [...pcts.unlinked].filter(([, ods]) => shaOf.get(ods) === code).map(([area]) => area);
    draft.land(event, {
      from: null,
      to: body,
      blocks: { geography: 'lsoa11', areas: unlinked },
      evidence: 'derived',
      source: 'pct-register',
    });
  }
  addLinesToAuthorities(draft, pcts, shaOf);
  if (edges.length > 0) {
    draft.unexplained(
      'pct-to-sha-before-2006',
      null,
      'primary care trusts before October 2006',
      'Which of the 28 strategic health authorities each of the 303 trusts answered to is in no source, nor the names and areas of the 28.',
      null,
    );
  }
  return fresh;
}

function addOldAuthority(draft: Draft, code: string, from: IsoDate | null, to: IsoDate): void {
  const body = `sha-${code}`;
  draft.organisation({
    id: body,
    name: `Strategic health authority ${code} (name not in the sources)`,
    from,
    source: 'sha-edges',
  });
  draft.identifier(body, 'ods', code, from, to, 'sha-edges');
  draft.role(body, 'strategic-health-authority', from, null, 'sha-edges');
  draft.extent(body, 'unknown', from, to, 'sha-edges', 'Its area is in no source.');
}

function addLinesToAuthorities(draft: Draft, pcts: Pcts, shaOf: ReadonlyMap<string, string>): void {
  for (const one of pcts.register.values()) {
    const sha = shaOf.get(one.ods) ?? '';
    if (!draft.has(`sha-${sha}`)) continue;
    for (const kind of ['performance-managed-by', 'accountable-to'] as const) {
      draft.add('relationships', {
        organisation: bodyOf(pcts, one.ods),
        kind,
        target: `sha-${sha}`,
        from: one.from ?? reconfiguration,
        to: one.to ?? ccgStart,
        status: 'stated',
        source: 'pct-register',
      });
    }
  }
}

function addDivision(
  draft: Draft,
  pcts: Pcts,
  old: string,
  into: readonly string[],
  areas: ReadonlyMap<string, readonly string[]>,
): void {
  const event = draft.event({
    id: `divide-pct-${old}-${reconfiguration}`,
    kind: 'divide',
    title: `${pctName(pcts, old)} is divided between ${inWords(into.map((ods) => pctName(pcts, ods)))}`,
    day: reconfiguration,
    instrument: 'SI 2006/2072',
    evidence: 'published',
    source: 'pct-edges',
    note: 'How its people fell to each is known only where its area is.',
    bodies: [[bodyOf(pcts, old), 'predecessor'], ...into.map((ods) => [bodyOf(pcts, ods), 'continuing'] as const)],
  });
  for (const ods of into) {
    const own = (areas.get(ods) ?? []).filter((area) => pcts.assigned.get(area) === old);
    draft.land(event, {
      from: bodyOf(pcts, old),
      to: bodyOf(pcts, ods),
      blocks: { geography: 'lsoa01', areas: own },
      evidence: 'derived',
      source: 'pct-worksheet',
    });
  }
}

/** The same body under a new ODS code: it became a care trust or ceased to be one, or took a new name. */
function addRecode(draft: Draft, pcts: Pcts, old: string, now: string, day: IsoDate): void {
  const [before, after] = [pctName(pcts, old), pctName(pcts, now)];
  const careNow = pcts.register.get(now)?.isCare === true;
  const status = careNow || pcts.register.get(old)?.isCare === true;
  draft.event({
    id: `${status ? 'status' : 'rename'}-pct-${slug(after)}-${day}`,
    kind: status ? 'change-of-status' : 'rename',
    title: status
      ? `${before} becomes a ${careNow ? 'care trust' : 'primary care trust'} (${old} to ${now})`
      : `${before} becomes ${after} (${old} to ${now})`,
    day,
    evidence: 'inferred',
    source: day === reconfiguration ? 'pct-edges' : 'pct-register',
    note: 'The succession file has a new code for the old one and nothing else; that it is one body is inferred from its unchanged area.',
    bodies: [[bodyOf(pcts, old), 'subject']],
  });
}

/** A trust that kept its code and has another name in the later register. */
function addOldRename(draft: Draft, pcts: Pcts, ods: string): void {
  const names = draft.facts().names.filter((row) => row.organisation === bodyOf(pcts, ods));
  const at = names.findIndex((row) => row.from === reconfiguration);
  const [before, after] = [names[at - 1], names[at]];
  if (before === undefined || after === undefined) return;
  draft.event({
    id: `rename-pct-${slug(after.name)}-${reconfiguration}`,
    kind: 'rename',
    title: `${before.name} is renamed ${after.name}`,
    day: reconfiguration,
    evidence: 'uncertain',
    source: 'pct-register',
    note: 'The name differs between the list of September 2006 and the register of 2006 to 2013; the day is not in the sources.',
    bodies: [[bodyOf(pcts, ods), 'subject']],
  });
}

const namedByInstrument = 'Cherwell Vale, Morecambe Bay, Poole, Preston, South Peterborough, Waveney';

function addDividingDisagreement(draft: Draft, pcts: Pcts, dividing: ReadonlySet<string>): void {
  if (dividing.size === 0) return;
  const names = [...dividing].map((old) => pctName(pcts, old).replace(/ PCT$/, '')).sort();
  const subjects = [...new Set([...dividing, ...instrumentTrusts(pcts)])].map((old) => bodyOf(pcts, old)).join(' ');
  draft.disagreement('dividing-pcts-2006', 'Which primary care trusts were divided on 1 October 2006?', subjects, [
    {
      source: 'pct-edges',
      says: `${dividing.size}: ${inWords(names)} have two successors; every other trust has one.`,
      followed: true,
    },
    { source: 'si-2006-2072', says: `Six dividing PCTs: ${namedByInstrument}.`, followed: false },
  ]);
}

/** Trusts that the instrument names, as far as the list of names has them. */
function instrumentTrusts(pcts: Pcts): string[] {
  const named = new Set(namedByInstrument.split(', ').map((name) => `${name} PCT`));
  return [...pcts.bodyOf.keys()].filter((ods) => named.has(pctName(pcts, ods)));
}

function bodyOf(pcts: Pcts, ods: string): string {
  return pcts.bodyOf.get(ods) ?? `pct-${ods}`;
}
