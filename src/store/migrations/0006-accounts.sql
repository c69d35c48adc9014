-- Secrets of the people who sign in. What others may know of an account is a record of kind 'account' (work.records,
-- work.journal); here is what nobody reads: hashes of passwords, secrets of second factors, and of every key that was handed out
-- only its SHA-256. See docs/decisions/0017-accounts.md.

-- An e-mail address has one account that is not closed, in all registers together.
create unique index records_open_email on work.records ((body ->> 'email'))
  where kind = 'account' and body is not null and body ->> 'state' <> 'closed';

-- Each account, and the register that its record is in.
create table access.credentials (
  account text primary key,
  register text not null,
  password_hash text,
  totp_secret bytea,
  -- The newest step of 30 seconds whose code was used: no code is taken twice.
  totp_step bigint,
  -- A secret that was shown and whose first code has not been seen yet.
  totp_offered bytea,
  totp_offered_at timestamptz,
  -- The account is closed and nothing of this is left.
  is_cleared boolean not null default false
);

-- Each opens a sign-in once, in place of a second factor.
create table access.recovery_codes (
  account text not null references access.credentials,
  digest bytea not null,
  primary key (account, digest)
);

-- Who is signed in. `id` is what lists and the journal show; the key itself is with the browser alone.
create table access.sessions (
  digest bytea primary key,
  id text not null unique,
  -- Null: the owner of the installation.
  account text references access.credentials,
  -- Proofs that were given: password, totp, recovery-code, passkey, provider, link.
  proofs text[] not null,
  -- Two factors were shown: of any two proofs, or of one that counts as two.
  is_strong boolean not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  -- When the person last showed who they are.
  proved_at timestamptz not null,
  expires_at timestamptz not null,
  device text not null
);
create index sessions_by_account on access.sessions (account);

create table access.tokens (
  id text primary key,
  digest bytea not null unique,
  account text not null references access.credentials,
  name text not null,
  scopes text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index tokens_by_account on access.tokens (account);

-- Links that were handed out and not used yet. An account has one at most; the owner of the installation, without an account, several.
create table access.links (
  digest bytea primary key,
  purpose text not null check (purpose in ('invitation', 'reset', 'owner')),
  account text unique references access.credentials,
  -- The bodies that the account acted for when the link was made: others gave no leave to open their roles by it.
  bodies text[] not null,
  clears_factors boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);

-- How often somebody failed to prove who they are, by where it came from. `key` is a digest: what people type is not kept.
create table access.attempts (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index attempts_by_time on access.attempts (last_at);

-- Browsers in which somebody has signed in before: their attempts count apart from those of strangers.
create table access.devices (
  digest bytea primary key,
  account text not null references access.credentials,
  seen_at timestamptz not null
);
create index devices_by_account on access.devices (account);

create table access.passkeys (
  credential_id bytea primary key,
  account text not null references access.credentials,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_account on access.passkeys (account);

-- What the system asked and waits to be answered: once, and for minutes.
create table access.challenges (
  digest bytea primary key,
  purpose text not null,
  account text references access.credentials,
  data jsonb not null,
  expires_at timestamptz not null
);
create index challenges_by_time on access.challenges (expires_at);

-- Who a provider of sign-in says that somebody is.
create table access.identities (
  issuer text not null,
  subject text not null,
  account text not null references access.credentials,
  primary key (issuer, subject)
);
create index identities_by_account on access.identities (account);
