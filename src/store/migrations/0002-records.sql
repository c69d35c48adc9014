-- What people enter: arrangements, scenarios, schedules and their work, each a document under a key, and the journal of
-- every change to them. The journal is append-only: the database itself refuses to change or delete its rows.

create schema work;

-- The present state of each record. A removed record stays, without a body, so that its key is never used again by chance.
create table work.records (
  register text not null,
  kind text not null,
  id text not null,
  version integer not null check (version > 0),
  body jsonb,
  changed_at timestamptz not null,
  changed_by text not null,
  seq bigint not null,
  primary key (register, kind, id)
);
-- What changed since an entry, and the newest change of a register.
create index records_by_seq on work.records (register, seq);

-- One entry for each change. `hash` covers every other column and the hash of the entry before.
create table work.journal (
  seq bigint primary key check (seq > 0),
  at timestamptz not null check (at = date_trunc('milliseconds', at)),
  who text not null,
  acting_for text,
  register text not null,
  kind text not null,
  id text not null,
  version integer not null,
  before jsonb,
  after jsonb,
  reason text,
  previous_hash text not null,
  hash text not null unique
);
create index journal_by_record on work.journal (register, kind, id, seq);

create function work.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'work.% keeps what was written: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger journal_refuses_change before update or delete on work.journal
  for each row execute function work.refuse_change();
create trigger journal_refuses_truncate before truncate on work.journal
  for each statement execute function work.refuse_change();
create trigger records_refuse_delete before delete on work.records
  for each row execute function work.refuse_change();
create trigger records_refuse_truncate before truncate on work.records
  for each statement execute function work.refuse_change();

-- Also in a session that plays back changes of another server, where plain triggers do not run.
alter table work.journal enable always trigger journal_refuses_change;
alter table work.journal enable always trigger journal_refuses_truncate;
alter table work.records enable always trigger records_refuse_delete;
alter table work.records enable always trigger records_refuse_truncate;
