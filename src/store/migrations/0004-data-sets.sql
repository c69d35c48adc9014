-- Numbers of data sets. What is told about a data set is a record of kind 'data-set' (work.records, work.journal); its
-- numbers are here, as they were imported with each version of that record. See docs/decisions/0013-data-sets-are-columns.md.

-- The areas of a version, in the order of its columns. `codes` and `keys` are lists of texts as JSON.
create table work.data_versions (
  register text not null,
  data_set text not null,
  version integer not null check (version > 0),
  codes text not null,
  keys text not null,
  primary key (register, data_set, version)
);

-- One row for each column of numbers: a measure in a period, or a column of a residence table. Numbers stand one after the
-- other, little-endian; `marks` has one byte a number, and is null where all that is not known is blank.
create table work.data_columns (
  register text not null,
  data_set text not null,
  version integer not null,
  measure text not null,
  period text not null,
  "values" bytea not null,
  marks bytea,
  primary key (register, data_set, version, measure, period),
  foreign key (register, data_set, version) references work.data_versions
);

-- Many numbers are small or alike. lz4 is read several times as fast as the usual way, where the server has it.
do $$
begin
  if 'lz4' = any ((select enumvals from pg_settings where name = 'default_toast_compression')::text[]) then
    alter table work.data_versions alter column codes set compression lz4, alter column keys set compression lz4;
    alter table work.data_columns alter column "values" set compression lz4, alter column marks set compression lz4;
  end if;
end $$;

-- A version is never changed or taken away: a correction is a new version.
create trigger data_versions_refuse_change before update or delete on work.data_versions
  for each row execute function work.refuse_change();
create trigger data_versions_refuse_truncate before truncate on work.data_versions
  for each statement execute function work.refuse_change();
create trigger data_columns_refuse_change before update or delete on work.data_columns
  for each row execute function work.refuse_change();
create trigger data_columns_refuse_truncate before truncate on work.data_columns
  for each statement execute function work.refuse_change();

-- What was released stays as it was signed.
create trigger releases_refuse_change before update on work.records
  for each row when (old.kind = 'release' or new.kind = 'release') execute function work.refuse_change();

-- Also in a session that plays back changes of another server, where plain triggers do not run.
alter table work.data_versions enable always trigger data_versions_refuse_change;
alter table work.data_versions enable always trigger data_versions_refuse_truncate;
alter table work.data_columns enable always trigger data_columns_refuse_change;
alter table work.data_columns enable always trigger data_columns_refuse_truncate;
alter table work.records enable always trigger releases_refuse_change;
