-- The second wall. What is read or written for somebody who is not the owner of the installation runs in the role
-- coterminous_request, which sees and changes only what the grants in this database allow on the day; who asks is told by
-- settings of the transaction. The owner of the tables, as who everything else runs, is not held. The words of kinds and
-- roles follow src/core/access. See docs/decisions/0016-two-walls.md.

create schema access;

-- The role belongs to the whole server: another database of it may be making it at this moment.
do $$
declare
  advice text := '';
begin
  for attempt in 1..10 loop
    begin
      if not exists (select from pg_roles where rolname = 'coterminous_request') then
        advice := 'create role coterminous_request nologin; ';
        create role coterminous_request nologin;
      end if;
      if not pg_has_role(current_user, 'coterminous_request', 'set') then
        advice := advice || format('grant coterminous_request to %I with set true, inherit false; ', current_user);
        execute format('grant coterminous_request to %I with set true, inherit false', current_user);
      end if;
      exit;
    exception
      when duplicate_object or unique_violation or internal_error then
        if attempt = 10 then raise; end if;
        advice := '';
      when insufficient_privilege then
        if strpos(advice, 'grant') = 0 then
          advice := advice || format('grant coterminous_request to %I with set true, inherit false; ', current_user);
        end if;
        raise exception using errcode = 'CTR01', message = format(
          'The database needs a role that %I may not make. Let an administrator of the database run: %s and start again.',
          current_user, trim(trailing from advice));
    end;
  end loop;
  if exists (select from pg_roles where rolname = 'coterminous_request' and (rolsuper or rolbypassrls or rolcanlogin))
    or pg_has_role('coterminous_request', current_user, 'member')
  then
    raise exception using errcode = 'CTR01', message =
      'The role coterminous_request is not what it must be: it must not sign in, be a superuser, bypass row-level '
      'security or be a member of the role that the program signs in as. Let an administrator of the database run: '
      'alter role coterminous_request nologin nosuperuser nobypassrls; and take other roles from it, and start again.';
  end if;
end $$;

-- Whose a record is, to whom it is shown and in which regions it lies: ids of bodies. '*' in seen_by: whoever holds any role.
alter table work.records
  add column owners text[] not null default '{}',
  add column seen_by text[] not null default '{}',
  add column regions text[] not null default '{}';

-- The account, its session, the agreements to a proposal that was carried out, and whose the record is from then on. In the
-- hash where they are not null: entries from before say nothing of them.
alter table work.journal
  add column account text,
  add column session text,
  add column approvals jsonb,
  add column owners text[];

-- What was released stays as it was signed; this adds who sees it.
alter table work.records disable trigger releases_refuse_change;
update work.records r
set owners = array(
  select distinct (party ->> 'organisation') collate "C"
  from jsonb_array_elements(body_then -> 'parties') party
  where party ->> 'organisation' is not null
  order by 1
)
from (
  select register, kind, id, coalesce(body, (select before from work.journal j where j.seq = s.seq)) as body_then
  from work.records s
  where kind = 'arrangement'
) was
where r.register = was.register and r.kind = was.kind and r.id = was.id and jsonb_typeof(body_then -> 'parties') = 'array';
update work.records set seen_by = '{*}' where kind in ('event-act', 'rulebook', 'release');
alter table work.records enable always trigger releases_refuse_change;

create index records_sight on work.records using gin (owners, seen_by, regions) with (fastupdate = off);
create index records_grants on work.records ((body ->> 'account'), register) where kind = 'grant';
create index records_sharing on work.records (register)
  where kind = 'arrangement' and body ->> 'kind' = 'data-sharing-agreement';

-- Who asks, on which day, for which body; null: not said.
create function access.setting(name text) returns text language sql stable
as $$ select nullif(current_setting('coterminous.' || name, true), '') $$;

-- Roles that the account holds for bodies of the register on the day.
create function access.my_grants() returns table (organisation text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select body ->> 'organisation', body ->> 'role'
  from work.records
  where register = access.setting('register') and kind = 'grant' and body ->> 'account' = access.setting('account')
    and (body ->> 'from') collate "C" <= access.setting('on')
    and (body ->> 'to' is null or (body ->> 'to') collate "C" > access.setting('on'))
$$;

create function access.my_bodies() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(array_agg(distinct organisation), '{}') from access.my_grants() $$;

create function access.my_bodies_as(roles text[]) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(array_agg(distinct organisation), '{}') from access.my_grants() where role = any (roles) $$;

-- The same with the word for whoever holds a role.
create function access.my_seers() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select case when bodies = '{}' then bodies else bodies || '{*}'::text[] end from access.my_bodies() bodies $$;

-- Roles in the body that is acted for.
create function access.my_roles() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(distinct role), '{}') from access.my_grants() where organisation = access.setting('acting_for')
$$;

-- Who sees records of the kind: as src/core/access/vocabulary.ts. A kind that is not named here is seen by nobody.
create function access.sight_of(kind text) returns text language sql immutable
as $$
  select case
    when kind in ('event-act', 'rulebook') then 'everyone'
    when kind in ('arrangement', 'schedule', 'line-work', 'scenario', 'data-set', 'release', 'proposal') then 'partners'
    when kind in ('account', 'grant', 'succession-decision') then 'administrators'
  end
$$;

create function access.is_observed(kind text) returns boolean language sql immutable
as $$ select kind in ('event-act', 'rulebook', 'arrangement', 'schedule', 'line-work', 'scenario', 'release') $$;

-- Roles that change records of the kind: as src/core/access/verbs.ts.
create function access.roles_that_change(kind text) returns text[] language sql immutable
as $$
  select case
    when kind = 'arrangement' then array['editor', 'finance']
    when kind in ('scenario', 'event-act', 'rulebook', 'schedule') then array['editor']
    when kind = 'data-set' then array['editor', 'approver']
    when kind = 'release' then array['approver']
    when kind in ('line-work', 'proposal') then array['editor', 'finance', 'approver']
    when kind in ('account', 'grant', 'succession-decision') then array['administrator']
    else '{}'
  end
$$;

-- True when the agreement is in force or varied on the day: as statusOn of src/core/agreements/status.ts.
create function access.is_in_force(agreement jsonb, day text) returns boolean language sql immutable
as $$
  select (agreement ->> 'endsOn' is null or (agreement ->> 'endsOn') collate "C" > day)
    and case agreement ->> 'stage'
      when 'proposed' then false
      when 'agreed-in-principle' then
        coalesce((agreement ->> 'startsOn') collate "C" <= day, false)
        and jsonb_path_exists(agreement, '$.parties[*]')
        and not exists (
          select from jsonb_path_query(agreement, '$.parties[*]') party
          where not exists (
            select from jsonb_path_query(agreement, '$.parties[*]') signed
            where signed ->> 'organisation' = party ->> 'organisation' and (signed ->> 'signedOn') collate "C" <= day
          )
        )
      when 'ended' then
        agreement ->> 'endsOn' is not null and coalesce((agreement ->> 'startsOn') collate "C" <= day, true)
      else coalesce((agreement ->> 'startsOn') collate "C" <= day, true)
    end
$$;

-- Ids of data sets that an agreement shows to one of my bodies: one that is in force, names them, and is of all who own them.
create function access.shared_data_sets() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(distinct data_set.id), '{}')
  from work.records agreement
  cross join lateral jsonb_array_elements_text(
    case jsonb_typeof(agreement.body -> 'dataSets') when 'array' then agreement.body -> 'dataSets' else '[]' end
  ) named (id)
  join work.records data_set
    on data_set.register = agreement.register and data_set.kind = 'data-set' and data_set.id = named.id
    and data_set.owners <> '{}' and data_set.owners <@ agreement.owners
  where agreement.register = access.setting('register') and agreement.kind = 'arrangement'
    and agreement.body ->> 'kind' = 'data-sharing-agreement'
    and agreement.owners && (select access.my_bodies())
    and access.is_in_force(agreement.body, access.setting('on'))
$$;

-- The proposal that is being carried out: named by the transaction, not ended before, and agreed to by every party but,
-- at most, the one that I act for.
create function access.proposal_at_work() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select body
  from work.records p
  where register = access.setting('register') and kind = 'proposal' and id = access.setting('proposal')
    and (coalesce(body -> 'end', 'null') = 'null' or xmin = pg_current_xact_id_if_assigned()::xid)
    and access.setting('acting_for') = any (owners)
    and access.my_roles() && '{editor,finance,approver,administrator}'
    and owners <@ array(
      select agreement ->> 'party' from jsonb_array_elements(body -> 'agreements') agreement
      union all
      select access.setting('acting_for')
    )
$$;

-- Kinds and ids of what it changes, the ids alone, and its parties.
create function access.proposal_keys() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg((change ->> 'kind') || ' ' || (change ->> 'id')), '{}')
  from jsonb_array_elements(access.proposal_at_work() -> 'content' -> 'changes') change
$$;

create function access.proposal_ids() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(change ->> 'id'), '{}')
  from jsonb_array_elements(access.proposal_at_work() -> 'content' -> 'changes') change
$$;

create function access.proposal_parties() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select array(select jsonb_array_elements_text(access.proposal_at_work() -> 'parties')) $$;

-- True when this very change is content of the proposal that was ended in this transaction, by somebody who may, and all whose
-- the record was or will be have agreed.
create function access.is_agreed(before work.records, after work.records) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select
    from work.records p
    cross join lateral jsonb_array_elements(p.body -> 'content' -> 'changes') change
    cross join lateral (
      select
        case when change ? 'sight' then array(select jsonb_array_elements_text(change -> 'sight' -> 'owners'))
          else coalesce((before).owners, '{}') end as owners,
        case when change ? 'sight' then array(select jsonb_array_elements_text(change -> 'sight' -> 'seenBy'))
          else coalesce((before).seen_by, '{}') end as seen_by
    ) sight
    where p.register = (after).register and p.kind = 'proposal' and p.id = access.setting('proposal')
      and p.xmin = pg_current_xact_id_if_assigned()::xid and p.body -> 'end' ->> 'kind' = 'made'
      and coalesce((before).owners, '{}') || (after).owners <@ array(
        select agreement ->> 'party' from jsonb_array_elements(p.body -> 'agreements') agreement
      )
      and change ->> 'kind' = (after).kind and change ->> 'id' = (after).id
      and coalesce(change -> 'body', 'null') = coalesce((after).body, 'null')
      and (after).owners <@ sight.owners and sight.owners <@ (after).owners
      and (after).seen_by <@ sight.seen_by and sight.seen_by <@ (after).seen_by
      and (
        not change ? 'baseVersion'
        or (change ->> 'baseVersion')::integer is not distinct from case when (before).body is not null then (before).version end
      )
  )
$$;

-- The end of the chain, which every writer needs to know, and nothing else of it.
create function access.journal_head() returns table (seq bigint, hash text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select seq, hash, at from work.journal order by seq desc limit 1 $$;

create function access.refuse(what text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'insufficient_privilege', message = what;
end $$;

-- Nobody gives a role to themselves, nor one of a body that the grant is not of; one may end one's own.
create function access.guard_grant(before jsonb, after work.records) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me text := access.setting('account');
begin
  if (after).body is not null and (after).owners is distinct from array[(after).body ->> 'organisation'] then
    perform access.refuse('a grant belongs to the body that it is for');
  end if;
  if me is distinct from (before ->> 'account') and me is distinct from ((after).body ->> 'account') then return; end if;
  if before is not null and before <> 'null' and (
    (after).body is null
    or (
      row((after).body -> 'account', (after).body -> 'organisation', (after).body -> 'role', (after).body -> 'from')
        is not distinct from row(before -> 'account', before -> 'organisation', before -> 'role', before -> 'from')
      and (after).body ->> 'to' is not null
      and (before ->> 'to' is null or ((after).body ->> 'to') collate "C" < before ->> 'to')
    )
  ) then return; end if;
  perform access.refuse('nobody gives a role to themselves');
end $$;

-- What was proposed never changes; an agreement is given and taken back by an approver of the party alone; what ended stays so.
create function access.guard_proposal(before jsonb, after work.records) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  body jsonb := (after).body;
  parties text[];
  agreed jsonb := coalesce(before -> 'agreements', '[]');
  is_new boolean := before is null or before = 'null';
begin
  if body is null or jsonb_typeof(body -> 'parties') is distinct from 'array'
    or jsonb_typeof(body -> 'agreements') is distinct from 'array'
  then
    perform access.refuse('a proposal keeps its parties and agreements');
  end if;
  parties := array(select jsonb_array_elements_text(body -> 'parties'));
  if is_new then
    if coalesce(body -> 'end', 'null') <> 'null' then perform access.refuse('a new proposal has not ended'); end if;
    if not (parties <@ (after).owners and (after).owners <@ parties) then
      perform access.refuse('a proposal belongs to its parties');
    end if;
  else
    if coalesce(before -> 'end', 'null') <> 'null' then perform access.refuse('the proposal has ended'); end if;
    if body - '{agreements,takenBack,remarks,end}'::text[] <> before - '{agreements,takenBack,remarks,end}'::text[] then
      perform access.refuse('what is proposed does not change');
    end if;
  end if;
  if exists (
    (select * from jsonb_array_elements(body -> 'agreements') except select * from jsonb_array_elements(agreed))
    except
    select one from jsonb_array_elements(body -> 'agreements') one
    where one ->> 'account' = access.setting('account') and one ->> 'party' = access.setting('acting_for')
      and one ->> 'actingFor' = access.setting('acting_for') and one ->> 'party' = any (parties)
      and 'approver' = any (access.my_roles())
  ) then
    perform access.refuse('an approver agrees for the body that they act for');
  end if;
  if exists (
    (select * from jsonb_array_elements(agreed) except select * from jsonb_array_elements(body -> 'agreements'))
    except
    select one from jsonb_array_elements(agreed) one
    where one ->> 'party' = access.setting('acting_for') and 'approver' = any (access.my_roles())
  ) then
    perform access.refuse('an approver takes back the agreement of the body that they act for');
  end if;
  if body -> 'end' ->> 'kind' = 'made' and not parties <@ array(
    select agreement ->> 'party' from jsonb_array_elements(body -> 'agreements') agreement
  ) then
    perform access.refuse('not every party has agreed');
  end if;
end $$;

-- What policies cannot say, because they look at the row before or at the row after, never at both.
create function access.guard_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  acting text := access.setting('acting_for');
  before_owners text[] := case when tg_op = 'UPDATE' then old.owners else '{}' end;
  before_seers text[] := case when tg_op = 'UPDATE' then old.seen_by else '{}' end;
  before_body jsonb := case when tg_op = 'UPDATE' then old.body end;
  my_roles text[] := access.my_roles();
  is_own boolean;
begin
  if tg_op = 'UPDATE' and row(new.register, new.kind, new.id) <> row(old.register, old.kind, old.id) then
    perform access.refuse('a record stays under its key');
  end if;
  if tg_op = 'UPDATE' and new.kind = 'account' and new.id = access.setting('account')
    and old.body is not null and new.body is not null
    and row(new.owners, new.seen_by, new.regions) = row(old.owners, old.seen_by, old.regions)
  then
    return new;
  end if;
  if new.kind = 'grant' then perform access.guard_grant(before_body, new); end if;
  if new.kind = 'proposal' then perform access.guard_proposal(before_body, new); end if;
  if new.kind = 'succession-decision' and access.setting('account') in (
    before_body -> 'passing' ->> 'account', new.body -> 'passing' ->> 'account'
  ) then
    perform access.refuse('nobody decides to whom their own role passes');
  end if;
  is_own := coalesce(acting = any (new.owners) and (tg_op = 'INSERT' or acting = any (before_owners)), false)
    and (
      access.roles_that_change(new.kind) && my_roles
      or new.kind = 'proposal' and before_body is null and 'administrator' = any (my_roles)
    )
    -- A data set is shown to more bodies by an approver alone, and otherwise changed by an editor alone.
    and (
      new.kind <> 'data-set'
      or ('approver' = any (my_roles) or new.seen_by <@ (before_seers || before_owners || new.owners))
        and ('editor' = any (my_roles) or new.body = before_body)
    );
  if is_own and (
    new.kind in ('line-work', 'proposal')
    or before_owners || new.owners <@ array[acting]
  ) then
    return new;
  end if;
  if access.is_agreed(case when tg_op = 'UPDATE' then old end, new) then return new; end if;
  perform access.refuse(
    case when is_own then 'others own it too, and it is not what they have agreed to' else 'it is changed by its owners alone' end
  );
end $$;

create trigger request_role_guards before insert or update on work.records
  for each row when (current_user = 'coterminous_request') execute function access.guard_record();

alter table work.records enable row level security;
alter table work.journal enable row level security;
alter table work.data_versions enable row level security;
alter table work.data_columns enable row level security;

-- Functions in `(select ...)` are called once for a query, not once for a row; every line finds its rows by an index.
create policy seen on work.records for select to coterminous_request using (
  register = (select access.setting('register'))
  and (
    owners && (select access.my_bodies()) and access.sight_of(kind) = 'partners'
    or seen_by && (select access.my_seers()) and access.sight_of(kind) = 'partners'
    or kind = 'data-set' and id = any ((select access.shared_data_sets())::text[])
    or regions && (select access.my_bodies_as('{observer}')) and access.is_observed(kind)
    or kind in ('event-act', 'rulebook') and (select access.my_bodies()) <> '{}'
    or owners && (select access.my_bodies_as('{administrator}')) and access.sight_of(kind) = 'administrators'
    -- What is about the person themselves.
    or kind = 'account' and id = (select access.setting('account'))
    or kind = 'grant' and body ->> 'account' = (select access.setting('account'))
    or kind = 'succession-decision' and body -> 'passing' ->> 'account' = (select access.setting('account'))
    -- What is changed by the proposal that is carried out.
    or id = any ((select access.proposal_ids())::text[])
      and kind || ' ' || id = any ((select access.proposal_keys())::text[])
      and owners <@ (select access.proposal_parties())
  )
);

create policy made on work.records for insert to coterminous_request with check (
  register = (select access.setting('register'))
  and (
    (select access.setting('acting_for')) = any (owners)
    and (select access.my_roles()) && (
      access.roles_that_change(kind) || case kind when 'proposal' then '{administrator}' else '{}' end::text[]
    )
    or kind || ' ' || id = any ((select access.proposal_keys())::text[])
  )
);

create policy changed on work.records for update to coterminous_request using (
  register = (select access.setting('register'))
  and (
    (select access.setting('acting_for')) = any (owners)
    and (select access.my_roles()) && access.roles_that_change(kind)
    or kind = 'account' and id = (select access.setting('account'))
    or kind || ' ' || id = any ((select access.proposal_keys())::text[])
  )
);

create policy seen on work.journal for select to coterminous_request using (
  register = (select access.setting('register'))
  and exists (
    select from work.records r
    where r.register = journal.register and r.kind = journal.kind and r.id = journal.id
  )
);

-- An entry says what the record is now, and who made it so.
create policy made on work.journal for insert to coterminous_request with check (
  account = (select access.setting('account'))
  and exists (
    select from work.records r
    where r.register = journal.register and r.kind = journal.kind and r.id = journal.id and r.seq = journal.seq
      and r.version = journal.version and r.body is not distinct from journal.after and r.owners = journal.owners
  )
);

create policy seen on work.data_versions for select to coterminous_request using (
  exists (
    select from work.records r
    where r.register = data_versions.register and r.kind = 'data-set' and r.id = data_versions.data_set
  )
);

create policy made on work.data_versions for insert to coterminous_request with check (
  exists (
    select from work.records r
    where r.register = data_versions.register and r.kind = 'data-set' and r.id = data_versions.data_set
      and r.version = data_versions.version and (select access.setting('acting_for')) = any (r.owners)
      and (select access.my_roles()) && access.roles_that_change(r.kind)
  )
);

create policy seen on work.data_columns for select to coterminous_request using (
  exists (
    select from work.records r
    where r.register = data_columns.register and r.kind = 'data-set' and r.id = data_columns.data_set
  )
);

create policy made on work.data_columns for insert to coterminous_request with check (
  exists (
    select from work.records r
    where r.register = data_columns.register and r.kind = 'data-set' and r.id = data_columns.data_set
      and r.version = data_columns.version and (select access.setting('acting_for')) = any (r.owners)
      and (select access.my_roles()) && access.roles_that_change(r.kind)
  )
);

revoke execute on all functions in schema access from public;
grant usage on schema work, access to coterminous_request;
grant select, insert, update on work.records to coterminous_request;
grant select, insert on work.journal, work.data_versions, work.data_columns to coterminous_request;
grant execute on function
  access.setting(text), access.my_bodies(), access.my_seers(), access.my_bodies_as(text[]), access.my_roles(),
  access.sight_of(text), access.is_observed(text), access.roles_that_change(text), access.shared_data_sets(),
  access.proposal_keys(), access.proposal_ids(), access.proposal_parties(), access.journal_head()
to coterminous_request;
