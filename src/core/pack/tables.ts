/**
 * The tables of a data pack, version 1: the one definition that the reader, the store, the England builder,
 * the sample and docs/guide/data-packs.md all follow. See docs/guide/data-packs.md for the analyst's view.
 */

import { type Id, needed, optional, type RowOf, type Table } from '#core/pack/table.ts';
import {
  eventKinds,
  eventStatuses,
  evidences,
  extents,
  linkChanges,
  parts,
  populationBases,
  relationshipKinds,
  relationshipStatuses,
} from '#core/pack/vocabulary.ts';
import { roleNames } from '#core/register/tiers.ts';

/** The format's version; a pack that names a higher one is refused. */
export const packFormatVersion = 1;

const source = optional('source', 'text', 'Where this record comes from.', { refersTo: 'sources' });
const note = optional('note', 'text', 'Anything a reader should know.');
const evidence = needed('evidence', 'text', 'How we know.', { oneOf: evidences });
const from = optional('from', 'date', 'First day it holds; empty: since before the record begins.');
const to = optional('to', 'date', 'First day it no longer holds; empty: still so.');
const organisation = needed('organisation', 'text', 'The body.', { refersTo: 'organisations' });
const geography = needed('geography', 'text', 'The vintage of building blocks.', { refersTo: 'geographies' });

export const packTables = [
  {
    name: 'sources',
    says: 'Where the facts come from.',
    key: ['id'],
    required: true,
    columns: [
      needed('id', 'text', 'A short name of your own.', { idOf: 'sources' }),
      needed('title', 'text', 'The title of the publication or file.'),
      needed('publisher', 'text', 'Who published it.'),
      optional('url', 'text', 'Where it is published.'),
      needed('licence', 'text', 'The licence it is used under.'),
      optional('vintage', 'text', 'The date or period that it describes.'),
      needed('method', 'text', 'How its figures came about.', { oneOf: evidences }),
      note,
    ],
  },
  {
    name: 'organisations',
    says: 'The bodies. A body is one thing; its codes, names, roles and territory are dated facts about it.',
    key: ['id'],
    required: true,
    columns: [
      needed('id', 'text', 'A name of your own for the body, never a promise about its codes.', {
        idOf: 'organisations',
      }),
      needed('name', 'text', 'The name it is best known by.'),
      optional('from', 'date', 'When it began, if no event in this pack began it; empty: before the record begins.'),
      optional('to', 'date', 'The first day it no longer existed, if no event in this pack ended it.'),
      source,
      note,
    ],
  },
  {
    name: 'names',
    says: 'What a body was called, when. Without a row here it is called by organisations.name throughout.',
    key: ['organisation', 'name', 'from'],
    required: false,
    columns: [organisation, needed('name', 'text', 'The name.'), from, to, source],
  },
  {
    name: 'identifiers',
    says: 'Codes of a body by scheme. A GSS code changes when a boundary changes; an ODS code usually does not.',
    key: ['organisation', 'scheme', 'value', 'from'],
    required: false,
    columns: [
      organisation,
      needed('scheme', 'text', 'Whose code it is: ods, gss, ons-2001 or another.'),
      needed('value', 'text', 'The code.'),
      from,
      to,
      source,
    ],
  },
  {
    name: 'roles',
    says: 'What a body is, when. Roles put it in tiers (see docs/guide/data-packs.md).',
    key: ['organisation', 'role', 'from'],
    required: true,
    columns: [organisation, needed('role', 'text', 'What it is.', { oneOf: roleNames }), from, to, source],
  },
  {
    name: 'relationships',
    says: 'Lines between bodies: accountability, membership, commissioning. A line may be unresolved.',
    key: ['organisation', 'kind', 'target', 'from'],
    required: false,
    columns: [
      organisation,
      needed('kind', 'text', 'What the line means.', { oneOf: relationshipKinds }),
      optional('target', 'text', 'The body at the other end; empty only when unresolved.', {
        refersTo: 'organisations',
      }),
      from,
      to,
      needed('status', 'text', 'Stated in a source, or unresolved.', { oneOf: relationshipStatuses }),
      source,
      note,
    ],
  },
  {
    name: 'events',
    says: 'Succession events: what happened to bodies, with the instrument that did it.',
    key: ['id'],
    required: false,
    columns: [
      needed('id', 'text', 'A short name of your own.', { idOf: 'events' }),
      needed('kind', 'text', 'What kind of event.', { oneOf: eventKinds }),
      needed('title', 'text', 'One plain line, as shown on the time line.'),
      needed('status', 'text', 'How far it has come.', { oneOf: eventStatuses }),
      optional('announced', 'date', 'When it was announced.'),
      optional('legal', 'date', 'When it took or takes legal effect (vesting day).'),
      optional('operational', 'date', 'When it was or will be done in practice.'),
      optional('instrument', 'text', 'The order, regulation or decision, as cited.'),
      evidence,
      source,
      note,
    ],
  },
  {
    name: 'participants',
    says: 'Which bodies take part in an event, and as what.',
    key: ['event', 'organisation', 'part'],
    required: false,
    columns: [
      needed('event', 'text', 'The event.', { refersTo: 'events' }),
      organisation,
      needed('part', 'text', 'What the body does in it.', { oneOf: parts }),
    ],
  },
  {
    name: 'territory',
    says: 'Building blocks that an event moves, one a row.',
    key: ['event', 'from', 'to', 'geography', 'area'],
    required: false,
    columns: [
      needed('event', 'text', 'The event.', { refersTo: 'events' }),
      optional('from', 'text', 'The body that gives; empty: nobody, or not known who.', { refersTo: 'organisations' }),
      optional('to', 'text', 'The body that takes; empty: nobody.', { refersTo: 'organisations' }),
      optional('geography', 'text', 'The vintage of building blocks; empty with area *.', { refersTo: 'geographies' }),
      needed('area', 'text', 'The block; * stands for all that the giver still holds.'),
      evidence,
      source,
    ],
  },
  {
    name: 'memberships',
    says: 'Building blocks that a body served when the record begins, or from a date, without an event.',
    key: ['organisation', 'geography', 'area'],
    required: false,
    columns: [organisation, geography, needed('area', 'text', 'The block.'), from, evidence, source],
  },
  {
    name: 'extents',
    says: "How much of a body's territory this pack knows. Without a row: known.",
    key: ['organisation', 'from'],
    required: false,
    columns: [
      organisation,
      from,
      to,
      needed('extent', 'text', 'Known, partial or unknown.', { oneOf: extents }),
      source,
      note,
    ],
  },
  {
    name: 'geographies',
    says: 'Vintages of building blocks.',
    key: ['id'],
    required: false,
    columns: [
      needed('id', 'text', 'A short name, such as lsoa21.', { idOf: 'geographies' }),
      needed('title', 'text', 'Its full name.'),
      needed('vintage', 'date', 'The day it describes.'),
      source,
      note,
    ],
  },
  {
    name: 'areas',
    says: 'The building blocks of each vintage.',
    key: ['geography', 'code'],
    required: false,
    columns: [geography, needed('code', 'text', 'The code of the block.'), optional('name', 'text', 'Its name.')],
  },
  {
    name: 'links',
    says: 'How the blocks of two vintages lie over each other.',
    key: ['from_geography', 'from_area', 'to_geography', 'to_area'],
    required: false,
    columns: [
      needed('from_geography', 'text', 'The earlier vintage.', { refersTo: 'geographies' }),
      needed('from_area', 'text', 'A block of it.'),
      needed('to_geography', 'text', 'The later vintage.', { refersTo: 'geographies' }),
      needed('to_area', 'text', 'A block of it that shares land with the first.'),
      needed('change', 'text', 'What happened to the block.', { oneOf: linkChanges }),
    ],
  },
  {
    name: 'populations',
    says: 'Counts of people: which people, where counted, when.',
    key: ['id'],
    required: false,
    columns: [
      needed('id', 'text', 'A short name, such as mid-2019.', { idOf: 'populations' }),
      needed('title', 'text', 'Its full name.'),
      needed('base', 'text', 'Resident, registered or weighted.', { oneOf: populationBases }),
      optional('geography', 'text', 'The blocks it is counted on; empty: counted by body.', {
        refersTo: 'geographies',
      }),
      needed('date', 'date', 'The day it describes.'),
      evidence,
      source,
      note,
    ],
  },
  {
    name: 'population_values',
    says: 'People in each building block.',
    key: ['population', 'area'],
    required: false,
    columns: [
      needed('population', 'text', 'The count.', { refersTo: 'populations' }),
      needed('area', 'text', 'The block, of the geography of the count.'),
      needed('persons', 'integer', 'People.', { minimum: 0 }),
    ],
  },
  {
    name: 'registered_values',
    says: 'People registered with a body, such as a practice.',
    key: ['population', 'organisation'],
    required: false,
    columns: [
      needed('population', 'text', 'The count.', { refersTo: 'populations' }),
      organisation,
      needed('persons', 'integer', 'People.', { minimum: 0 }),
    ],
  },
  {
    name: 'boundaries',
    says: 'Files of shapes (TopoJSON) for a vintage of building blocks.',
    key: ['geography'],
    required: false,
    columns: [
      geography,
      needed('file', 'text', 'Path of the TopoJSON file inside the pack.'),
      needed('object', 'text', 'The object in it.'),
      needed('code_property', 'text', 'The property that holds the code of the block.'),
      needed('schematic', 'boolean', 'True when the shapes are a drawing and not a survey.'),
      source,
      note,
    ],
  },
  {
    name: 'adjacency',
    says: 'Pairs of blocks that share a border; each pair once.',
    key: ['geography', 'area_a', 'area_b'],
    required: false,
    columns: [geography, needed('area_a', 'text', 'One block.'), needed('area_b', 'text', 'The other.')],
  },
  {
    name: 'scenarios',
    says: 'Named choices of which events hold.',
    key: ['id'],
    required: false,
    columns: [
      needed('id', 'text', 'A short name.', { idOf: 'scenarios' }),
      needed('title', 'text', 'One plain line.'),
      needed('statuses', 'text', 'Statuses of events that hold, separated by spaces.'),
      optional('from', 'date', 'The first of the two days between which it is usually looked at.'),
      optional('to', 'date', 'The second of them.'),
      note,
    ],
  },
  {
    name: 'scenario_events',
    says: 'Single events switched on or off in a scenario, whatever their status.',
    key: ['scenario', 'event'],
    required: false,
    columns: [
      needed('scenario', 'text', 'The scenario.', { refersTo: 'scenarios' }),
      needed('event', 'text', 'The event.', { refersTo: 'events' }),
      needed('holds', 'boolean', 'True: it holds; false: it does not.'),
    ],
  },
  {
    name: 'disagreements',
    says: 'What sources say differently about one thing, side by side; the one that this pack follows is marked.',
    key: ['id', 'source'],
    required: false,
    columns: [
      needed('id', 'text', 'The question, as a short name.'),
      needed('question', 'text', 'What they disagree about.'),
      optional('subject', 'text', 'The events or bodies in question, separated by spaces.'),
      needed('source', 'text', 'The source.', { refersTo: 'sources' }),
      needed('says', 'text', 'What it says.'),
      needed('followed', 'boolean', 'True when this pack follows it.'),
    ],
  },
  {
    name: 'unexplained',
    says: 'What the builder of the pack found and could not explain from published sources.',
    key: ['id'],
    required: false,
    columns: [
      needed('id', 'text', 'A short name.'),
      optional('date', 'date', 'When it shows.'),
      needed('subject', 'text', 'The bodies or blocks concerned.'),
      needed('finding', 'text', 'What was found.'),
      optional('areas', 'integer', 'How many blocks.', { minimum: 0 }),
      note,
    ],
  },
] as const satisfies readonly Table[];

export type TableName = (typeof packTables)[number]['name'];

/** A row of the table of that name. */
export type Row<N extends TableName> = RowOf<Extract<(typeof packTables)[number], { readonly name: N }>>;

/** All that one pack states: the rows of every table, none missing (a table that did not come is empty). */
export type Facts = { readonly [N in TableName]: readonly Row<N>[] };

export type OrganisationId = Id<'organisations'>;
export type EventId = Id<'events'>;
export type GeographyId = Id<'geographies'>;
export type PopulationId = Id<'populations'>;
export type ScenarioId = Id<'scenarios'>;
export type SourceId = Id<'sources'>;

/** Facts with nothing in them, to build on. */
export function emptyFacts(): Facts {
  return Object.fromEntries(packTables.map((table) => [table.name, []])) as unknown as Facts;
}

/** The definition of a table by its name. */
export function tableNamed(name: TableName): Table {
  const table = packTables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no such table: ${name}`);
  return table;
}
