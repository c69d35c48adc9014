/**
 * Roles that people hold for bodies: given and ended by the administrators of the body, from a day to a day. Nothing that was
 * is changed: a role is not given for the past, nor ended in it.
 */

import {
  accountNamed,
  grantsOfAccount,
  type KeptAccount,
  type KeptGrant,
  saveOwners,
} from '#actions/account-record.ts';
import {
  type AskedRegisters,
  accountRefusal,
  authorFor,
  bodyNamed,
  grantRefusal,
  type NamedBody,
  unknownGrant,
} from '#actions/account-rights.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type AskedChange, saveAs } from '#actions/save-as.ts';
import type { SignInRefusal } from '#actions/sign-in-refusals.ts';
import type { Grant } from '#core/access/principal.ts';
import type { Role } from '#core/access/vocabulary.ts';
import { makeId } from '#identity/secret-keys.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { grantRow, grantRowsOfBody } from '#store/credential-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author } from '#store/record-rows.ts';

/** Who gives or ends a role, and when. */
export type GrantMoment = {
  readonly author: Author;
  readonly at: string;
  readonly today: IsoDate;
};

export type RoleAsked = GrantMoment & {
  readonly register?: string | undefined;
  /** Code or id. */
  readonly organisation: string;
  readonly from: IsoDate;
  /** The first day on which it no longer holds; null: until it is ended. */
  readonly to: IsoDate | null;
  readonly reason: string;
  /** Who gives it has made sure that the account, which other bodies keep, is the person's. Not said: they have not. */
  readonly isTheirs?: boolean | undefined;
};

/** Gives the account (an id or an address) a role for a body, and answers with the ids of its record. */
export async function giveGrant(
  shelves: AskedRegisters,
  asked: RoleAsked & { readonly account: string; readonly role: Role },
): Promise<Result<{ readonly id: string; readonly version: number }, Refusal>> {
  const body = await bodyNamed(shelves, asked.register, asked.organisation, asked.today);
  if (!body.ok) return body;
  const refusal = await grantRefusal(shelves, 'give-grant', { ...body.value, organisation: body.value.id }, null);
  if (refusal !== null) return refuse(refusal);
  const kept = await accountNamed(shelves.registers.store, asked.account);
  if (!kept.ok) return kept;
  // Who knows the address may be told of the account; an id alone tells nothing.
  const isCalledByAddress = asked.account.includes('@');
  const unseen = isCalledByAddress ? null : await accountRefusal(shelves, 'show-account', kept.value, asked);
  if (unseen !== null) return refuse(unseen);
  const given = await giveRoles(shelves, kept.value, body.value, [asked.role], asked);
  if (!given.ok) return given;
  return answer({ id: given.value[0] ?? '', version: 1 });
}

/** Gives roles to an account that is there, by who may give them; the ids of their records. */
export async function giveRoles(
  shelves: AskedRegisters,
  kept: KeptAccount,
  body: NamedBody,
  roles: readonly Role[],
  asked: RoleAsked,
): Promise<Result<readonly string[], Refusal>> {
  const { store } = shelves.registers;
  const { author, at, today } = asked;
  const held = await grantsOfAccount(store, kept.account);
  const refusal =
    daysRefusal(asked) ?? accountOfOthers(kept, body, asked) ?? heldAlready(held, kept, body, roles, asked);
  if (refusal !== null) return refuse(refusal);
  const changes = roles.map((role) => grantChange(kept.account, body, role, asked));
  const saved = await saveAs(shelves, {
    register: body.register,
    verb: 'give-grant',
    author: authorFor(shelves, author, body.id),
    at,
    changes,
  });
  if (!saved.ok) return saved;
  await saveOwners(store, kept.account, { author, at, today });
  return answer(changes.map(({ id }) => id));
}

/** The change that gives a role. Its account may be filled in later. */
export function grantChange(
  account: string,
  { id: organisation }: NamedBody,
  role: Role,
  { from, to, reason }: Pick<RoleAsked, 'from' | 'to' | 'reason'>,
): AskedChange {
  const body = { account, organisation, role, from, to, reason };
  const sight = { owners: [organisation], seenBy: [], regions: [] };
  return { kind: 'grant', id: makeId(), expectedVersion: null, body, reason, sight, verbs: ['give-grant'] };
}

/** The refusal of days that are none of a role to come; null: they are. */
export function daysRefusal({ from, to, today }: Pick<RoleAsked, 'from' | 'to' | 'today'>): SignInRefusal | null {
  const problem = (code: string, column: string, message: string, found: string): SignInRefusal => {
    const problems = [{ code, severity: 'error', where: { column }, message, found }] as const;
    return { kind: 'account-has-problems', detail: 'The role was not given.', problems };
  };
  if (from < today) return problem('role-in-the-past', 'from', 'A role is given from today or a later day.', from);
  if (to === null || to > from) return null;
  return problem('role-without-days', 'to', 'A role ends on a day after the one on which it begins.', to);
}

/** Ends a role on a day to come, today at the earliest. Its record stays. */
export async function endGrant(
  shelves: AskedRegisters,
  asked: GrantMoment & {
    readonly register?: string | undefined;
    readonly id: string;
    readonly expectedVersion: number;
    readonly on: IsoDate;
    readonly reason: string;
  },
): Promise<Result<{ readonly id: string; readonly version: number }, Refusal>> {
  const { store } = shelves.registers;
  const { id, expectedVersion, on, reason, author, at, today } = asked;
  const ground = await shelves.registers.ground({ register: asked.register });
  if (!ground.ok) return ground;
  const register = ground.value.pack.name;
  const row = await grantRow(store, register, id);
  if (row === null) return refuse(unknownGrant(id));
  const grant = row.body as unknown as Grant;
  const refusal =
    (await grantRefusal(shelves, 'end-grant', { register, organisation: grant.organisation }, { ...grant, id })) ??
    endRefusal(grant, on, today) ??
    (await lastAdministrator(shelves, register, id, grant, on));
  if (refusal !== null) return refuse(refusal);
  const saved = await saveAs(shelves, {
    register,
    verb: 'end-grant',
    author: authorFor(shelves, author, grant.organisation),
    at,
    changes: [{ kind: 'grant', id, expectedVersion, body: { ...(row.body as Record<string, Json>), to: on }, reason }],
  });
  if (!saved.ok) return saved;
  await saveOwners(store, grant.account, { author, at, today });
  return answer({ id, version: saved.value.versions[0] ?? expectedVersion + 1 });
}

function endRefusal(grant: Grant, on: IsoDate, today: IsoDate): SignInRefusal | null {
  const refusal = (detail: string): SignInRefusal => ({ kind: 'account-has-state', detail });
  if (grant.to !== null && grant.to <= today) return refusal(`The role ended on ${grant.to} already.`);
  if (on < today) return refusal('A role is ended today or on a later day: what was done with it stays done.');
  if (grant.to !== null && on > grant.to)
    return refusal(`The role ends on ${grant.to}. Give another to go on after that.`);
  if (on < grant.from) return refusal(`The role begins on ${grant.from}. End it on that day, and it never holds.`);
  return null;
}

/** A body without an administrator can neither invite nor be helped by its own people; the owner of the installation may do it. */
async function lastAdministrator(
  { registers }: AskedRegisters,
  register: string,
  id: string,
  { organisation, role }: Grant,
  on: IsoDate,
): Promise<SignInRefusal | null> {
  if (role !== 'administrator' || registers.asker.kind === 'owner') return null;
  const rows = await grantRowsOfBody(registers.store, register, organisation);
  const goesOn = rows.some((row) => {
    const other = row.body as unknown as Grant;
    return row.id !== id && other.role === 'administrator' && other.from <= on && (other.to === null || other.to > on);
  });
  if (goesOn) return null;
  const detail =
    'Nobody else would administer the organisation from that day. Make somebody else its administrator first.';
  return { kind: 'account-has-state', detail };
}

/**
 * Anybody could have had an account made in another's name, and hold it: who gives it a role must know whose it is. While it was
 * not accepted, whoever invited may still hand the link to anybody.
 */
function accountOfOthers(kept: KeptAccount, body: NamedBody, { isTheirs = false }: RoleAsked): SignInRefusal | null {
  const { email, state } = kept.body;
  if (state === 'closed')
    return { kind: 'account-has-state', detail: `The account of ${email} is closed. Invite them anew.` };
  const isOwn = kept.register === body.register && kept.owners.every((one) => one === body.id);
  if (isOwn) return null;
  if (state === 'invited') {
    const detail = `${email} was invited by another organisation and has not accepted yet. Give the role when they have.`;
    return { kind: 'account-of-others', detail };
  }
  if (isTheirs) return null;
  const detail =
    `${email} has an account already, which other organisations keep (${kept.body.name}). Ask the person in another way whether ` +
    'it is theirs, then give the role and confirm that you have asked.';
  return { kind: 'account-of-others', detail };
}

function heldAlready(
  held: readonly KeptGrant[],
  { body }: KeptAccount,
  { register, id, name }: NamedBody,
  roles: readonly Role[],
  { from, to }: RoleAsked,
): SignInRefusal | null {
  const found = held.find(
    (one) =>
      one.register === register &&
      one.organisation === id &&
      roles.includes(one.role) &&
      (to === null || one.from < to) &&
      (one.to === null || (from < one.to && one.from < one.to)),
  );
  if (found === undefined) return null;
  const until = found.to === null ? '' : ` to ${found.to}`;
  const detail = `${body.name} holds the role of ${found.role} for ${name} from ${found.from}${until}. End that first.`;
  return { kind: 'account-has-state', detail };
}
