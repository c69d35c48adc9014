/**
 * What the claims of a provider say about a person, as the settings read them: e-mail address and name, the roles for
 * bodies, and why nobody is let in. Pure; claims are another system's text and nothing in them is taken for granted.
 */

import type { Role } from '#core/access/vocabulary.ts';
import { parseEmail, parsePersonName } from '#identity/email-address.ts';
import type { Claims } from '#identity/openid-provider.ts';
import type { ProviderSettings, RoleSettings } from '#identity/openid-settings.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** A role for a body that is named by code or id. */
export type ClaimedRole = { readonly organisation: string; readonly role: Role };

export type ClaimedPerson = {
  /** Lower case; null: none was told. */
  readonly email: string | null;
  /** The provider vouches for it. */
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  /** Each once; null: the settings map none. */
  readonly roles: readonly ClaimedRole[] | null;
  /** The provider enforces two factors. */
  readonly isTwoFactors: boolean;
};

/** The person of the claims; or, as one sentence for them, why they are not let in. */
export function claimedPerson(settings: ProviderSettings, claims: Claims): Result<ClaimedPerson, string> {
  const { claims: names, assurance, allowedEmailDomains, title } = settings;
  for (const [claim, accepted] of Object.entries(names.required)) {
    if (!textsOf(claims[claim]).some((found) => accepted.includes(found))) {
      return refuse(`${title} did not say what this server asks for (${claim}), so you cannot sign in with it here.`);
    }
  }
  if (assurance !== undefined && !textsOf(claims[assurance.claim]).some((found) => assurance.accept.includes(found))) {
    return refuse(
      `${title} is not sure enough who you are (${assurance.claim}). Sign in there in a stronger way, as with a smart card or a security key.`,
    );
  }
  const email = emailOf(claims[names.email]);
  const { emailVerified } = names;
  const isEmailVerified = email !== null && (emailVerified === true || isYes(claims[emailVerified]));
  if (allowedEmailDomains.length > 0) {
    if (email === null) return refuse(`${title} did not tell your e-mail address, which this server asks for.`);
    if (!isEmailVerified) return refuse(`${title} does not vouch for your e-mail address. Have it verified there.`);
    if (!isOfDomain(email, allowedEmailDomains)) {
      return refuse(`People with an address of ${domainOf(email)} do not sign in here with ${title}.`);
    }
  }
  const { roles } = settings;
  if (roles !== undefined && isTooLong(claims, roles.claim)) {
    return refuse(
      `${title} left out ${roles.claim} because you have too many. Ask for roles in place of groups there.`,
    );
  }
  const name = claims[names.name];
  return answer({
    email,
    isEmailVerified,
    name: typeof name === 'string' ? parsePersonName(name) : null,
    roles: roles === undefined ? null : claimedRoles(roles, claims),
    isTwoFactors: settings.isTwoFactors,
  });
}

/** True when the address is of one of the domains itself, not of one below it. */
export function isOfDomain(email: string, domains: readonly string[]): boolean {
  return domains.includes(domainOf(email));
}

/** The mapped roles of the claims, each once. A claim that is missing or of another shape gives none. */
function claimedRoles(settings: RoleSettings, claims: Claims): ClaimedRole[] {
  const { valueField, organisationField } = settings;
  const found = new Map<string, ClaimedRole>();
  for (const item of itemsOf(settings, claims)) {
    const values = valueField === undefined ? textsOf(item) : textsOf(fieldOf(item, valueField));
    const told = organisationField === undefined ? undefined : textsOf(fieldOf(item, organisationField))[0];
    for (const { claimValue, organisation, role } of settings.map) {
      const body = organisation ?? told;
      if (body === undefined || !values.includes(claimValue)) continue;
      // Where the claim names the body, a role mapped for one body is not given for another.
      if (organisationField !== undefined && body !== told) continue;
      found.set(`${body} ${role}`, { organisation: body, role });
    }
  }
  return [...found.values()];
}

function itemsOf({ claim, valueField, selected }: RoleSettings, claims: Claims): readonly unknown[] {
  const value = claims[claim];
  const items = Array.isArray(value) ? value : [value];
  if (valueField === undefined) return items.filter((item) => typeof item === 'string');
  const objects = items.filter((item) => typeof item === 'object' && item !== null);
  if (selected === undefined) return objects;
  const chosen = textsOf(claims[selected.claim]);
  return objects.filter((item) => textsOf(fieldOf(item, selected.field)).some((one) => chosen.includes(one)));
}

/** Some providers put a reference in place of a list that is too long (OpenID Connect Core 5.6.2). */
function isTooLong(claims: Claims, claim: string): boolean {
  return claims[claim] === undefined && fieldOf(claims._claim_names, claim) !== undefined;
}

function fieldOf(item: unknown, field: string): unknown {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, field)
    ? (item as Readonly<Record<string, unknown>>)[field]
    : undefined;
}

function textsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string');
}

function emailOf(value: unknown): string | null {
  return typeof value === 'string' ? parseEmail(value) : null;
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

/** Providers say yes as true, 1, or text. */
function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === 'true' || value === '1';
}
