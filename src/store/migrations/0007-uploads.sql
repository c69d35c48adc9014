-- Long work that is done after it was asked for, once, by whichever server is free: who asked for what, how far it is, and how it
-- ended; and the bytes of a file that was sent, until its work is done. How work is handed to servers is kept apart, in the schema
-- `jobs`, which is made anew where it is missing. See docs/decisions/0019-jobs.md.

create table store.jobs (
  id uuid primary key,
  kind text not null,
  -- Of work of every day: the day. Each day has it once.
  day date,
  -- Who asked; null: the program itself.
  account text,
  -- Who asked, and what for, as they were when it was asked.
  question jsonb not null,
  -- Of the file; 0: there is none.
  bytes bigint not null,
  state text not null check (state in ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
  -- How often it was begun, but for times that a server stopped in good order.
  tries integer not null default 0,
  rows bigint not null default 0,
  -- About so many rows there are; null: nobody knows.
  rows_expected bigint,
  -- What it answered; null: it has not ended.
  outcome jsonb,
  -- The process that began it last, for whoever looks after servers.
  server text,
  made_at timestamptz not null,
  begun_at timestamptz,
  ended_at timestamptz,
  check ((outcome is null) = (state in ('waiting', 'running', 'cancelled'))),
  check ((ended_at is null) = (state in ('waiting', 'running')))
);
create unique index jobs_by_day on store.jobs (kind, day) where day is not null;
create index jobs_by_account on store.jobs (account, made_at);
create index jobs_on_their_way on store.jobs (made_at) where state in ('waiting', 'running');

create table store.uploads (
  job uuid not null references store.jobs on delete cascade,
  place integer not null check (place >= 0),
  bytes bytea not null,
  primary key (job, place)
);
-- Files are packed by who sends them as often as not; trying again costs more than it saves.
alter table store.uploads alter column bytes set storage external;
