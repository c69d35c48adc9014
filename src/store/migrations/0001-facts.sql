-- Facts of data packs in recorded time: what each pack states, and from when to when we held it to be so.
-- A row is asserted once (recorded_from), may be retracted once (recorded_to), and is never changed or deleted
-- otherwise; only `position`, its place in the pack's file, follows the file. Columns follow src/core/pack/tables.ts.
-- That a row's pack is one of facts.packs, and that references between rows hold, is checked before rows come here.

create schema facts;

create table facts.packs (
  name text primary key
);

-- One row for each import that changed anything; recorded_at is the moment its rows are recorded from.
create table facts.imports (
  id bigint generated always as identity primary key,
  pack text not null references facts.packs,
  recorded_at timestamptz not null,
  title text not null,
  manifest jsonb not null,
  counts jsonb not null,
  digest text not null,
  imported_by text not null,
  unique (pack, recorded_at)
);

create table facts.boundary_files (
  pack text not null references facts.packs,
  path text not null,
  bytes bytea not null,
  sha256 text not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
-- Shapes are read whole and often: kept as they are, not compressed.
alter table facts.boundary_files alter column bytes set storage external;
create unique index boundary_files_current on facts.boundary_files (pack, path) where recorded_to = 'infinity';

-- Where the facts come from.
create table facts.sources (
  pack text not null,
  id text not null,
  title text not null,
  publisher text not null,
  url text,
  licence text not null,
  vintage text,
  method text not null check (method in (
    'published', 'inferred', 'uncertain', 'derived', 'best-fit', 'estimated', 'illustrative'
  )),
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index sources_current on facts.sources (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index sources_recorded on facts.sources (pack, recorded_to);

-- The bodies. A body is one thing; its codes, names, roles and territory are dated facts about it.
create table facts.organisations (
  pack text not null,
  id text not null,
  name text not null,
  "from" date,
  "to" date,
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index organisations_current on facts.organisations (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index organisations_recorded on facts.organisations (pack, recorded_to);

-- What a body was called, when. Without a row here it is called by organisations.name throughout.
create table facts.names (
  pack text not null,
  organisation text not null,
  name text not null,
  "from" date,
  "to" date,
  source text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index names_current on facts.names (pack, organisation, name, "from")
  nulls not distinct where recorded_to = 'infinity';
create index names_recorded on facts.names (pack, recorded_to);

-- Codes of a body by scheme. A GSS code changes when a boundary changes; an ODS code usually does not.
create table facts.identifiers (
  pack text not null,
  organisation text not null,
  scheme text not null,
  value text not null,
  "from" date,
  "to" date,
  source text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index identifiers_current on facts.identifiers (pack, organisation, scheme, value, "from")
  nulls not distinct where recorded_to = 'infinity';
create index identifiers_recorded on facts.identifiers (pack, recorded_to);

-- What a body is, when. Roles put it in tiers (see docs/guide/data-packs.md).
create table facts.roles (
  pack text not null,
  organisation text not null,
  role text not null check (role in (
    'strategic-health-authority', 'primary-care-trust', 'care-trust', 'clinical-commissioning-group',
    'sub-icb-location', 'integrated-care-board', 'sustainability-and-transformation-partnership', 'county-council',
    'district-council', 'unitary-council', 'metropolitan-council', 'london-borough', 'combined-authority', 'region',
    'gp-practice', 'hwb-area', 'nhs-trust'
  )),
  "from" date,
  "to" date,
  source text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index roles_current on facts.roles (pack, organisation, role, "from")
  nulls not distinct where recorded_to = 'infinity';
create index roles_recorded on facts.roles (pack, recorded_to);

-- Lines between bodies: accountability, membership, commissioning. A line may be unresolved.
create table facts.relationships (
  pack text not null,
  organisation text not null,
  kind text not null check (kind in (
    'accountable-to', 'part-of', 'commissioned-by', 'member-of', 'clustered-with', 'performance-managed-by'
  )),
  target text,
  "from" date,
  "to" date,
  status text not null check (status in ('stated', 'unresolved')),
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index relationships_current on facts.relationships (pack, organisation, kind, target, "from")
  nulls not distinct where recorded_to = 'infinity';
create index relationships_recorded on facts.relationships (pack, recorded_to);

-- Succession events: what happened to bodies, with the instrument that did it.
create table facts.events (
  pack text not null,
  id text not null,
  kind text not null check (kind in (
    'establish', 'abolish', 'merge', 'divide', 'boundary-change', 'rename', 'change-of-status', 'cluster'
  )),
  title text not null,
  status text not null check (status in ('proposed', 'decided', 'in-law', 'under-challenge', 'quashed', 'in-effect')),
  announced date,
  legal date,
  operational date,
  instrument text,
  evidence text not null check (evidence in (
    'published', 'inferred', 'uncertain', 'derived', 'best-fit', 'estimated', 'illustrative'
  )),
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index events_current on facts.events (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index events_recorded on facts.events (pack, recorded_to);

-- Which bodies take part in an event, and as what.
create table facts.participants (
  pack text not null,
  event text not null,
  organisation text not null,
  part text not null check (part in ('predecessor', 'successor', 'continuing', 'subject')),
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index participants_current on facts.participants (pack, event, organisation, part)
  nulls not distinct where recorded_to = 'infinity';
create index participants_recorded on facts.participants (pack, recorded_to);

-- Building blocks that an event moves, one a row.
create table facts.territory (
  pack text not null,
  event text not null,
  "from" text,
  "to" text,
  geography text,
  area text not null,
  evidence text not null check (evidence in (
    'published', 'inferred', 'uncertain', 'derived', 'best-fit', 'estimated', 'illustrative'
  )),
  source text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index territory_current on facts.territory (pack, event, "from", "to", geography, area)
  nulls not distinct where recorded_to = 'infinity';
create index territory_recorded on facts.territory (pack, recorded_to);

-- Building blocks that a body served when the record begins, or from a date, without an event.
create table facts.memberships (
  pack text not null,
  organisation text not null,
  geography text not null,
  area text not null,
  "from" date,
  evidence text not null check (evidence in (
    'published', 'inferred', 'uncertain', 'derived', 'best-fit', 'estimated', 'illustrative'
  )),
  source text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index memberships_current on facts.memberships (pack, organisation, geography, area)
  nulls not distinct where recorded_to = 'infinity';
create index memberships_recorded on facts.memberships (pack, recorded_to);

-- How much of a body's territory this pack knows. Without a row: known.
create table facts.extents (
  pack text not null,
  organisation text not null,
  "from" date,
  "to" date,
  extent text not null check (extent in ('known', 'partial', 'unknown')),
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index extents_current on facts.extents (pack, organisation, "from")
  nulls not distinct where recorded_to = 'infinity';
create index extents_recorded on facts.extents (pack, recorded_to);

-- Vintages of building blocks.
create table facts.geographies (
  pack text not null,
  id text not null,
  title text not null,
  vintage date not null,
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index geographies_current on facts.geographies (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index geographies_recorded on facts.geographies (pack, recorded_to);

-- The building blocks of each vintage.
create table facts.areas (
  pack text not null,
  geography text not null,
  code text not null,
  name text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index areas_current on facts.areas (pack, geography, code)
  nulls not distinct where recorded_to = 'infinity';
create index areas_recorded on facts.areas (pack, recorded_to);

-- How the blocks of two vintages lie over each other.
create table facts.links (
  pack text not null,
  from_geography text not null,
  from_area text not null,
  to_geography text not null,
  to_area text not null,
  change text not null check (change in ('unchanged', 'split', 'merged', 'irregular')),
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index links_current on facts.links (pack, from_geography, from_area, to_geography, to_area)
  nulls not distinct where recorded_to = 'infinity';
create index links_recorded on facts.links (pack, recorded_to);

-- Counts of people: which people, where counted, when.
create table facts.populations (
  pack text not null,
  id text not null,
  title text not null,
  base text not null check (base in ('resident', 'registered', 'weighted')),
  geography text,
  date date not null,
  evidence text not null check (evidence in (
    'published', 'inferred', 'uncertain', 'derived', 'best-fit', 'estimated', 'illustrative'
  )),
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index populations_current on facts.populations (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index populations_recorded on facts.populations (pack, recorded_to);

-- People in each building block.
create table facts.population_values (
  pack text not null,
  population text not null,
  area text not null,
  persons bigint not null check (persons >= 0),
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index population_values_current on facts.population_values (pack, population, area)
  nulls not distinct where recorded_to = 'infinity';
create index population_values_recorded on facts.population_values (pack, recorded_to);

-- People registered with a body, such as a practice.
create table facts.registered_values (
  pack text not null,
  population text not null,
  organisation text not null,
  persons bigint not null check (persons >= 0),
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index registered_values_current on facts.registered_values (pack, population, organisation)
  nulls not distinct where recorded_to = 'infinity';
create index registered_values_recorded on facts.registered_values (pack, recorded_to);

-- Files of shapes (TopoJSON) for a vintage of building blocks.
create table facts.boundaries (
  pack text not null,
  geography text not null,
  file text not null,
  object text not null,
  code_property text not null,
  schematic boolean not null,
  source text,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index boundaries_current on facts.boundaries (pack, geography)
  nulls not distinct where recorded_to = 'infinity';
create index boundaries_recorded on facts.boundaries (pack, recorded_to);

-- Pairs of blocks that share a border; each pair once.
create table facts.adjacency (
  pack text not null,
  geography text not null,
  area_a text not null,
  area_b text not null,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index adjacency_current on facts.adjacency (pack, geography, area_a, area_b)
  nulls not distinct where recorded_to = 'infinity';
create index adjacency_recorded on facts.adjacency (pack, recorded_to);

-- Named choices of which events hold.
create table facts.scenarios (
  pack text not null,
  id text not null,
  title text not null,
  statuses text not null,
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index scenarios_current on facts.scenarios (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index scenarios_recorded on facts.scenarios (pack, recorded_to);

-- Single events switched on or off in a scenario, whatever their status.
create table facts.scenario_events (
  pack text not null,
  scenario text not null,
  event text not null,
  holds boolean not null,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index scenario_events_current on facts.scenario_events (pack, scenario, event)
  nulls not distinct where recorded_to = 'infinity';
create index scenario_events_recorded on facts.scenario_events (pack, recorded_to);

-- What sources say differently about one thing, side by side; the one that this pack follows is marked.
create table facts.disagreements (
  pack text not null,
  id text not null,
  question text not null,
  subject text,
  source text not null,
  says text not null,
  followed boolean not null,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index disagreements_current on facts.disagreements (pack, id, source)
  nulls not distinct where recorded_to = 'infinity';
create index disagreements_recorded on facts.disagreements (pack, recorded_to);

-- What the builder of the pack found and could not explain from published sources.
create table facts.unexplained (
  pack text not null,
  id text not null,
  date date,
  subject text not null,
  finding text not null,
  areas bigint check (areas >= 0),
  note text,
  position integer not null,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  check (recorded_from < recorded_to)
);
create unique index unexplained_current on facts.unexplained (pack, id)
  nulls not distinct where recorded_to = 'infinity';
create index unexplained_recorded on facts.unexplained (pack, recorded_to);

-- History is not deleted.
create function facts.refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% are retracted, never deleted', tg_table_schema, tg_table_name;
end
$$;

do $$
declare
  fact_table text;
begin
  for fact_table in select tablename from pg_tables where schemaname = 'facts' loop
    execute format(
      'create trigger keep_history before delete or truncate on facts.%I execute function facts.refuse_removal()',
      fact_table
    );
  end loop;
end
$$;
