/** Whether who asks may do something about an account as such, and which body and register a change is about. */

import type { KeptAccount } from '#actions/account-record.ts';
import { principalOf } from '#actions/asker.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { notPermitted } from '#actions/save-as.ts';
import { showOrganisation } from '#actions/show-organisation.ts';
import { unknownAccount } from '#actions/sign-in-refusals.ts';
import { mayChange } from '#core/access/may.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';
import type { Author } from '#store/record-rows.ts';

/** Registers as somebody sees them. */
export type AskedRegisters = { readonly registers: RegisterShelf };

export type NamedBody = { readonly register: string; readonly id: OrganisationId; readonly name: string };

/** The body of that code or id, in the register that is named or the newest. */
export async function bodyNamed(
  { registers }: AskedRegisters,
  register: string | undefined,
  code: string,
  on: IsoDate,
): Promise<Result<NamedBody, Refusal>> {
  const shown = await showOrganisation(registers, { register, scenario: undefined }, { code, on });
  if (!shown.ok) return shown;
  const { row } = shown.value.portrait.organisation;
  return answer({ register: shown.value.register.pack.name, id: row.id, name: row.name });
}

/** For whom a person acts who does something for the body; the owner of the installation as they state it. */
export function authorFor({ registers }: AskedRegisters, author: Author, body: OrganisationId): Author {
  return registers.asker.kind === 'owner' ? author : { ...author, actingFor: body };
}

/**
 * Null when who asks may do it to the account by themselves. One that is not seen is not there: `asked` is what they called it,
 * and the answer is that of an account that there is not.
 */
export async function accountRefusal(
  shelves: AskedRegisters,
  verb: Verb,
  { account, register, owners, body }: KeptAccount,
  { author, account: asked }: { readonly author: Author; readonly account: string },
): Promise<Refusal | null> {
  const thing = { kind: 'account', id: account, seenBy: [], regions: [], holder: account } as const;
  const before = { ...thing, owners: owners as readonly OrganisationId[] };
  const permission = mayChange(await principalOf(shelves, register, author.actingFor), verb, { before, after: before });
  if (permission.kind === 'allowed') return null;
  if (permission.kind === 'refused') {
    return permission.why === 'not-seen' ? unknownAccount(asked) : notPermitted(body.email, permission.why);
  }
  const detail =
    `${body.name} holds roles for several organisations, so none of them alone may do this. End the roles of yours, or ` +
    'ask who keeps this installation.';
  return { kind: 'not-permitted', detail, why: 'not-its-owner' };
}

/** Null when who asks may do it to a role for that body, `grant` or one to come (null); asked before anything is told of it. */
export async function grantRefusal(
  shelves: AskedRegisters,
  verb: 'give-grant' | 'end-grant',
  { register, organisation }: { readonly register: string; readonly organisation: OrganisationId },
  grant: { readonly id: string; readonly account: AccountId } | null,
): Promise<Refusal | null> {
  const owners = [organisation];
  const holder = grant?.account ?? null;
  const thing: Resource = { kind: 'grant', id: grant?.id ?? '', owners, seenBy: [], regions: [], holder };
  const principal = await principalOf(shelves, register, organisation);
  const permission = mayChange(principal, verb, { before: grant === null ? null : thing, after: thing });
  if (permission.kind !== 'refused') return null;
  if (permission.why === 'not-seen') return unknownGrant(grant?.id ?? '');
  return notPermitted(verb === 'give-grant' ? 'A role' : 'The role', permission.why);
}

/** The refusal of a role that is not there, or that the asker may not see. */
export function unknownGrant(id: string): Refusal {
  const detail = `There is no role ${id} that you may see. "coterminous accounts list" lists them.`;
  return { kind: 'unknown-account', detail };
}
