/**
 * Whether somebody may do something to a thing: the table of verbs read for a principal, their roles and whose the thing
 * is. Joint means two keys: what belongs to several changes only when each of them agrees. Reads no clock: the grants of
 * the principal are those of the day.
 */

import { hasRole, type Principal } from '#core/access/principal.ts';
import { type Change, ownersOfChange, type Resource } from '#core/access/resource.ts';
import { ruleOf, type Verb, type VerbRule } from '#core/access/verbs.ts';
import { type ResourceKind, type Role, resourceKinds, roleNames, type VerbGroup } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

/** Why something is refused. Who is not to know that the thing is there gets `not-seen`: answer as if it were not. */
export const refusalReasons = {
  'not-seen': 'There is nothing of that name that you may see.',
  'out-of-scope': 'This token is not made for that. Use one with the scope, or sign in.',
  'wrong-kind': 'That cannot be done to a thing of this kind.',
  'acts-for-nobody': 'Say for which organisation you act.',
  'not-its-owner': 'It belongs to other organisations than the one you act for.',
  'no-role': 'You have no role that allows it in the organisation you act for. Ask its administrator.',
  'about-oneself': 'Nobody gives a role to themselves. Ask another administrator.',
} as const;
export type RefusalReason = keyof typeof refusalReasons;

export type Permission =
  | { readonly kind: 'allowed' }
  /** It is a proposal until an approver of each of these bodies agrees, by id. */
  | { readonly kind: 'needs-agreement'; readonly of: readonly OrganisationId[] }
  | { readonly kind: 'refused'; readonly why: RefusalReason };

/** Whether the principal may do this to a thing that is there, and whose owners stay as they are. */
export function may(principal: Principal, verb: Verb, resource: Resource): Permission {
  return mayChange(principal, verb, { before: resource, after: resource });
}

/**
 * Whether the principal may do this where it makes the thing, removes it, or changes whose it is or who sees it. Who owns
 * it before and who owns it after must all agree; what is there already is changed by its owners only. A data set that is
 * shown to further bodies is shared, whatever else is done to it.
 * @throws when there is nothing before and nothing after.
 */
export function mayChange(principal: Principal, verb: Verb, change: Change): Permission {
  const asked = permissionFor(principal, ruleOf(verb), change);
  if (asked.kind === 'refused' || ruleOf(verb).reach !== 'whole' || !isShownToMore(change)) return asked;
  const sharing = permissionFor(principal, ruleOf('share-data-set'), change);
  return sharing.kind === 'refused' ? sharing : asked;
}

/** True when the principal sees the thing, and may know that it is there. A token needs the scope of reading. */
export function visible(principal: Principal, resource: Resource): boolean {
  return hasScope(principal, 'read') && isSeen(principal, resource);
}

/** True when what it may do is not limited to other groups of verbs. A token without scopes does nothing. */
export function hasScope({ kind, scopes }: Principal, group: VerbGroup): boolean {
  return scopes === null ? kind !== 'token' : scopes.includes(group);
}

/** Roles that let their holder see things of the kind that their body owns or is shown. */
export function rolesThatSee(kind: ResourceKind): readonly Role[] {
  return resourceKinds[kind].sight === 'administrators' ? ['administrator'] : roleNames;
}

function permissionFor(principal: Principal, rule: VerbRule, change: Change): Permission {
  const { before, after } = change;
  const resource = before ?? after;
  if (resource === null) throw new Error('a change of nothing');
  if (!hasScope(principal, rule.group)) return refused('out-of-scope');
  if ([before, after].some((one) => one !== null && one.kind !== rule.resource)) return refused('wrong-kind');
  if (principal.kind === 'owner') return allowed;
  const isHolder = [before, after].some((one) => one?.holder === principal.account);
  if (isHolder && rule.byHolder) return allowed;
  if (before !== null && !isSeen(principal, before)) return refused('not-seen');
  if (rule.reach === 'sight') return isSeenBy(principal, resource, rule.roles) ? allowed : refused('no-role');
  if (isHolder && rule.forOthersOnly) return refused('about-oneself');
  const { actingFor } = principal;
  if (actingFor === null) return refused('acts-for-nobody');
  if (!resource.owners.includes(actingFor)) return refused('not-its-owner');
  if (!hasRole(principal, actingFor, rule.roles)) return refused('no-role');
  const owners = ownersOfChange(change);
  return rule.reach === 'part' || owners.length === 1 ? allowed : { kind: 'needs-agreement', of: owners };
}

/** It is a data set that further bodies would see. */
function isShownToMore({ before, after }: Change): boolean {
  if (after === null || after.kind !== 'data-set') return false;
  const seers = new Set([...(before?.seenBy ?? []), ...(before?.owners ?? [])]);
  return after.seenBy.some((body) => !seers.has(body) && !after.owners.includes(body));
}

function isSeen(principal: Principal, resource: Resource): boolean {
  if (principal.kind === 'owner' || resource.holder === principal.account) return true;
  return isSeenBy(principal, resource, rolesThatSee(resource.kind));
}

/** Seen by way of one of these roles. */
function isSeenBy(principal: Principal, resource: Resource, given: readonly Role[]): boolean {
  const { sight, observed } = resourceKinds[resource.kind];
  return principal.grants.some(({ organisation, role }) => {
    if (!given.includes(role)) return false;
    if (sight === 'everyone' || resource.owners.includes(organisation)) return true;
    if (sight === 'partners' && resource.seenBy.includes(organisation)) return true;
    return observed && role === 'observer' && resource.regions.includes(organisation);
  });
}

const allowed: Permission = { kind: 'allowed' };

function refused(why: RefusalReason): Permission {
  return { kind: 'refused', why };
}
