/** A body as a terminal shows it. */

import { textTable } from '#std/text-table.ts';
import type { OrganisationWire } from '#wire/register.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const count = (persons: number) => persons.toLocaleString('en-GB');

/** Identity, dates, lineage, people and overlaps, section by section; empty sections are left out. */
export function organisationText(one: OrganisationWire): string {
  const sections = [identity(one), lineage(one), people(one), overlaps(one), disagreements(one), sources(one)];
  return sections.filter((text) => text !== '').join('\n\n');
}

function identity(one: OrganisationWire): string {
  const lines = [
    `${one.name} (${one.code})`,
    `id        ${one.id}`,
    `exists    ${one.from ?? 'before the record begins'} to ${one.to ?? 'now'}${one.existsOn ? '' : ', not on the day asked for'}`,
    `roles     ${one.roles.map((role) => `${role.role}${dates(role)}`).join(', ')}`,
    `codes     ${one.identifiers.map((code) => `${code.scheme} ${code.value}${dates(code)}`).join(', ')}`,
    `territory ${one.extent}; ${count(one.footprint.blockCount)} blocks of ${one.footprint.geography ?? 'no vintage'} on ${one.on}; evidence: ${one.footprint.evidences.join(', ') || 'none'}`,
  ];
  return lines.join('\n');
}

function lineage(one: OrganisationWire): string {
  const nameOf = new Map(one.kin.map((kin) => [kin.id, `${kin.name} (${kin.code})`]));
  const dayOf = new Map(one.events.map((event) => [event.id, event.legal ?? event.operational ?? '']));
  const row = (line: OrganisationWire['lineage']['before'][number]) => [
    dayOf.get(line.event) ?? '',
    nameOf.get(line.from) ?? line.from,
    nameOf.get(line.to) ?? line.to,
    line.persons === null ? 'not known' : count(line.persons),
    line.shareOfGiver === null ? '' : percent(line.shareOfGiver),
  ];
  const rows = [...one.lineage.before, ...one.lineage.after].map(row);
  if (rows.length === 0) return '';
  return `Lineage\n${textTable([{ heading: 'on' }, { heading: 'from' }, { heading: 'to' }, { heading: 'people', align: 'right' }, { heading: 'of giver', align: 'right' }], rows)}`;
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
    row.relation,
  ]);
  const columns = [
    { heading: 'kind' },
    { heading: 'body' },
    { heading: 'people', align: 'right' },
    { heading: 'of this', align: 'right' },
    { heading: 'of other', align: 'right' },
    { heading: 'relation' },
  ] as const;
  return `Overlaps on ${one.on}\n${textTable(columns, rows)}`;
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
  return from === null && to === null ? '' : ` (${from ?? ''} to ${to ?? 'now'})`;
}
