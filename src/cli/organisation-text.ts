/** A body as a terminal shows it. */

import { textTable } from '#std/text-table.ts';
import type { OrganisationWire } from '#wire/register.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const count = (persons: number) => persons.toLocaleString('en-GB');

/** Identity, dates, lineage, people and overlaps, section by section; empty sections are left out. */
export function organisationText(one: OrganisationWire): string {
  const sections = [
    identity(one),
    relationships(one),
    lineage(one),
    people(one),
    overlaps(one),
    disagreements(one),
    sources(one),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function identity(one: OrganisationWire): string {
  const lines = [
    `${one.name} (${one.code})`,
    `id        ${one.id}`,
    `exists    ${one.from ?? 'before the record begins'} to ${one.to ?? 'no end recorded'}${one.existsOn ? '' : ', not on the day asked for'}`,
    `roles     ${one.roles.map((role) => `${role.role}${dates(role)}`).join(', ')}`,
    `codes     ${one.identifiers.map((code) => `${code.scheme} ${code.value}${dates(code)}`).join(', ')}`,
    `territory ${one.extent}; ${count(one.footprint.blockCount)} blocks of ${one.footprint.geography ?? 'no vintage'} on ${one.on}; evidence: ${one.footprint.evidences.join(', ') || 'none'}`,
  ];
  const titleOf = (id: string | null) => one.events.find((event) => event.id === id)?.title ?? id;
  if (one.beganBy !== null) lines.push(`began     ${titleOf(one.beganBy)}`);
  if (one.endedBy !== null) lines.push(`ended     ${titleOf(one.endedBy)}`);
  if (one.names.length > 0) lines.push(`names     ${one.names.map((name) => `${name.name}${dates(name)}`).join(', ')}`);
  if (one.note !== null) lines.push(`note      ${one.note}`);
  return lines.join('\n');
}

/** Practices are counted, not listed: a commissioner has hundreds. */
function relationships(one: OrganisationWire): string {
  const practices = one.relationships.filter((line) => line.kind === 'commissioned-by' && line.direction === 'from');
  const rows = one.relationships
    .filter((line) => !practices.includes(line))
    .map((line) => {
      const other = line.other === null ? 'nobody named' : `${line.other.name} (${line.other.code})`;
      const way = line.direction === 'to' ? line.kind : `${line.kind} (the other to this)`;
      return [
        way,
        other,
        line.from ?? '',
        line.to ?? '',
        line.status === 'unresolved' ? 'UNRESOLVED' : '',
        line.note ?? '',
      ];
    });
  if (rows.length + practices.length === 0) return '';
  const headings = ['line', 'body', 'from', 'to', 'status', 'note'].map((heading) => ({ heading }));
  const counted = practices.length > 0 ? `\n${practices.length} practices commissioned on ${one.on}` : '';
  return `Relationships\n${rows.length > 0 ? textTable(headings, rows) : ''}${counted}`;
}

function lineage(one: OrganisationWire): string {
  const nameOf = new Map(one.kin.map((kin) => [kin.id, `${kin.name} (${kin.code})`]));
  const row = (line: OrganisationWire['lineage']['before'][number]) => [
    line.on ?? '',
    nameOf.get(line.from) ?? line.from,
    nameOf.get(line.to) ?? line.to,
    line.persons === null ? 'not known' : count(line.persons),
    line.shareOfGiver === null ? '' : percent(line.shareOfGiver),
  ];
  const rows = [...one.lineage.before, ...one.lineage.after].map(row);
  if (rows.length === 0) return '';
  return `Lineage, people of ${one.countedIn ?? 'no count'}\n${textTable([{ heading: 'on' }, { heading: 'from' }, { heading: 'to' }, { heading: 'people', align: 'right' }, { heading: 'of giver', align: 'right' }], rows)}`;
}

function people(one: OrganisationWire): string {
  if (one.populations.length === 0) return '';
  const rows = one.populations.map((row) => [
    row.title,
    row.base,
    row.date,
    count(row.persons),
    row.estimatedPersons === 0 ? '' : count(row.estimatedPersons),
  ]);
  return `People\n${textTable([{ heading: 'count' }, { heading: 'base' }, { heading: 'on' }, { heading: 'people', align: 'right' }, { heading: 'in cut blocks', align: 'right' }], rows)}`;
}

function overlaps(one: OrganisationWire): string {
  if (one.overlaps.length === 0) return '';
  const rows = one.overlaps.map((row) => [
    row.tier,
    `${row.name} (${row.code})`,
    count(row.persons),
    percent(row.shareOfThis),
    percent(row.shareOfOther),
    relationToThis(row),
  ]);
  const columns = [
    { heading: 'kind' },
    { heading: 'body' },
    { heading: 'people', align: 'right' },
    { heading: 'of this', align: 'right' },
    { heading: 'of other', align: 'right' },
    { heading: 'relation' },
  ] as const;
  return `Overlaps on ${one.on}, people of ${one.countedIn ?? 'no count'}, tolerance 0.005\n${textTable(columns, rows)}`;
}

/** The relation from this body's side, whichever side is health. */
function relationToThis({ relation, shareOfThis, shareOfOther }: OrganisationWire['overlaps'][number]): string {
  if (relation !== 'body-within-council' && relation !== 'council-within-body') return relation;
  return shareOfThis >= shareOfOther ? 'this within the other' : 'the other within this';
}

function disagreements(one: OrganisationWire): string {
  if (one.disagreements.length === 0) return '';
  const lines = one.disagreements.flatMap((question) => [
    question.question,
    ...question.claims.map(
      (claim) => `  ${claim.followed ? '*' : ' '} ${claim.source?.title ?? 'a source'}: ${claim.says}`,
    ),
  ]);
  return ['Sources disagree (* marks the one that is followed)', ...lines].join('\n');
}

function sources(one: OrganisationWire): string {
  return ['Sources', ...one.sources.map((source) => `  ${source.title}, ${source.publisher} (${source.method})`)].join(
    '\n',
  );
}

function dates({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  return from === null && to === null ? '' : ` (${from ?? ''} to ${to ?? 'no end recorded'})`;
}
