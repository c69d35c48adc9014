/**
 * What the settings file of the providers at which people sign in (OpenID Connect) may say, checked as a whole with every
 * problem at its place. A secret is never in the file, only where it is kept. Guide: docs/guide/single-sign-on.md.
 */

import { z } from 'zod';
import { roleNames } from '#core/access/vocabulary.ts';
import type { Problem } from '#std/problem.ts';

const text = z.string().min(1).max(300);
const domain = z
  .string()
  .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'A domain in lower case, as surreycc.gov.uk: without @ or *.' });
const address = z.string().superRefine((found, check) => {
  const fault = addressFault(found);
  if (fault !== null) check.addIssue({ code: 'custom', message: fault });
});
const origin = address.refine((found) => URL.canParse(found) && new URL(found).origin === found, {
  error: 'Only scheme and host, as https://graph.microsoft.com: without a path.',
});

const placeSchema = (kept: string) =>
  z.union(
    [z.strictObject({ file: text }), z.strictObject({ variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) })],
    { error: `Say where the ${kept} is kept, {"file": "..."} or {"variable": "NAME"}: never the ${kept} itself.` },
  );

const waysToProve = ['post', 'basic', 'key'] as const;
const ofKeys = ['clientKey', 'keyAlgorithm', 'keyId', 'keyThumbprint', 'keyAudience'] as const;
const onlyWithKey = 'Only with clientAuthentication "key". State that, or take it out.';
const keyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

const mappedRoleSchema = z.strictObject({
  /** What the claim says. */
  claimValue: text,
  /** Code or id of the body; left out only where the claim itself names the body. */
  organisation: text.optional(),
  role: z.enum(roleNames),
});

const rolesSchema = z
  .strictObject({
    /** The claim: a text, a list of texts, or a list of objects. */
    claim: text,
    /** Of objects: where the value stands. */
    valueField: text.optional(),
    /** Of objects: where the code of the body stands. */
    organisationField: text.optional(),
    /** Of objects: only the one whose `field` is what the claim `claim` says, as of the role a person chose. */
    selected: z.strictObject({ claim: text, field: text }).optional(),
    map: z.array(mappedRoleSchema).min(1).max(1000),
  })
  .superRefine((roles, check) => {
    roles.map.forEach(({ organisation }, at) => {
      if (organisation !== undefined || roles.organisationField !== undefined) return;
      const message = 'Say for which body the role is: its code or id. (Left out only with organisationField.)';
      check.addIssue({ code: 'custom', message, path: ['map', at, 'organisation'] });
    });
    if (roles.valueField === undefined && (roles.organisationField ?? roles.selected) !== undefined) {
      const message = 'A claim of objects needs valueField: where in each object the value stands.';
      check.addIssue({ code: 'custom', message, path: ['valueField'] });
    }
  });

const providerSchema = z
  .strictObject({
    /** Part of the address that the provider sends people back to. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'Lower case letters, digits and hyphens, at most 40.' }),
    /** On the button. */
    title: text.max(80),
    issuer: address,
    clientId: text,
    /** How this server proves to be that client: a secret in the body or a header, or a signature with its own key. */
    clientAuthentication: z.enum(waysToProve).default('post'),
    clientSecret: placeSchema('secret').optional(),
    /** A private key, PKCS#8 in PEM. */
    clientKey: placeSchema('key').optional(),
    /** Left out: RS256. */
    keyAlgorithm: z.enum(keyAlgorithms).optional(),
    /** By what the provider finds the public half: the kid of the header. */
    keyId: text.optional(),
    /** Of its certificate, as x5t#S256: what Entra ID finds it by. */
    keyThumbprint: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, { error: 'The SHA-256 of the certificate as base64url: 43 characters, without =.' })
      .optional(),
    /** For whom what is signed is said to be; left out: the token endpoint. */
    keyAudience: z.enum(['token-endpoint', 'issuer']).optional(),
    scopes: z
      .array(text)
      .refine((scopes) => scopes.includes('openid'), { error: 'The scope openid is needed.' })
      .default(['openid', 'profile', 'email']),
    /** Hosts beside the issuer's own that its metadata may name. */
    alsoAt: z.array(origin).max(10).default([]),
    /** True: claims are also asked of the provider's user info endpoint. */
    userInfo: z.boolean().default(false),
    claims: z
      .strictObject({
        email: text.default('email'),
        /** The claim that says yes where the address is verified; true: the provider tells no others. */
        emailVerified: z.union([text, z.literal(true)]).default('email_verified'),
        name: text.default('name'),
        /** Claims without one of these values are refused, as a tenant's id. */
        required: z.record(z.string(), z.array(text).min(1)).default({}),
      })
      .prefault({}),
    /** People with another e-mail address, or one that is not verified, are refused; empty: any. */
    allowedEmailDomains: z.array(domain).default([]),
    /** A verified address of these finds the account that has it; empty: never. */
    trustedEmailDomains: z.array(domain).default([]),
    /** True: who has no account gets one. */
    createAccounts: z.boolean().default(false),
    /** Where accounts that are made and mapped roles are kept. */
    register: text.optional(),
    roles: rolesSchema.optional(),
    assurance: z
      .strictObject({
        /** Asked for, as acr_values. */
        ask: z.array(text).min(1),
        /** What the claim may say; else nobody is let in. */
        accept: z.array(text).min(1),
        claim: text.default('acr'),
      })
      .optional(),
    /** True: whoever signs in there has shown two factors, which the provider enforces. */
    isTwoFactors: z.boolean().default(false),
  })
  // Even where something else is wrong: all is told at once.
  .superRefine(checkProof, { when: () => true })
  .superRefine((provider, check) => {
    if (provider.register !== undefined || !(provider.createAccounts || provider.roles !== undefined)) return;
    const message = 'Say in which register accounts and roles are kept.';
    check.addIssue({ code: 'custom', message, path: ['register'] });
  });

const fileSchema = z.strictObject({ providers: z.array(providerSchema).min(1).max(20) });

export type ProviderSettings = z.infer<typeof providerSchema>;
export type RoleSettings = z.infer<typeof rolesSchema>;
export type SecretPlace = NonNullable<ProviderSettings['clientSecret']>;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** The settings that a file's text states, or none and all that is wrong with them; `path` names the file in problems. */
export function parseProviderSettings(
  path: string,
  content: string,
): { readonly settings: readonly ProviderSettings[]; readonly problems: readonly Problem[] } {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    // What the parser says quotes the text, which may be a secret in the wrong place.
    return { settings: [], problems: [settingsProblem(path, '', 'The file is not JSON.')] };
  }
  const read = fileSchema.safeParse(document);
  if (!read.success) {
    return {
      settings: [],
      problems: read.error.issues.map((issue) => settingsProblem(path, issue.path.join('.'), messageOf(issue))),
    };
  }
  const { providers } = read.data;
  const twice = providers.flatMap((one, at) => {
    const before = providers.slice(0, at);
    const message = before.some(({ id }) => id === one.id)
      ? 'Another provider has this id.'
      : before.some(({ issuer, clientId }) => issuer === one.issuer && clientId === one.clientId)
        ? 'Another provider has this issuer and client.'
        : null;
    return message === null ? [] : [settingsProblem(path, `providers.${at}`, message)];
  });
  return { settings: twice.length === 0 ? providers : [], problems: twice };
}

/** A secret or a key, as the way to prove it asks for, and nothing of the other. `provider` may be unsound otherwise. */
function checkProof(provider: unknown, check: z.core.$RefinementCtx<unknown>): void {
  const told = (provider ?? {}) as Readonly<Record<string, unknown>>;
  if (!waysToProve.some((way) => way === told.clientAuthentication)) return;
  const isKey = told.clientAuthentication === 'key';
  const [needed, other] = isKey ? (['clientKey', ['clientSecret']] as const) : (['clientSecret', ofKeys] as const);
  const add = (setting: string, message: string) => check.addIssue({ code: 'custom', message, path: [setting] });
  if (told[needed] === undefined) {
    const named = isKey ? 'key' : 'secret';
    add(needed, `Say where the ${named} is kept, {"file": "..."} or {"variable": "NAME"}.`);
  }
  for (const setting of other.filter((name) => told[name] !== undefined)) {
    const message = isKey ? 'Take it out: with clientAuthentication "key" there is no secret.' : onlyWithKey;
    add(setting, message);
  }
}

/** Only TLS, but on this machine, and nothing that could say two things. Null: sound. */
function addressFault(found: string): string | null {
  if (!URL.canParse(found)) return 'An address that begins with https://.';
  const { protocol, hostname, username, password, search, hash } = new URL(found);
  if (username !== '' || password !== '' || search !== '' || hash !== '') {
    return 'An address without a user, a question mark or a hash.';
  }
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return null;
  return 'An address that begins with https:// (http:// only for a provider on this machine).';
}

/** True of a host that is this machine by its name. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** What is wrong, without quoting what was found: it may be a secret in the wrong place. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `Not known here: ${issue.keys.join(', ')}. Take it out, or look up how it is written.`;
  }
  return issue.message;
}

/** A problem of the settings file at a place such as `providers.0.issuer`; empty: of the whole file. */
export function settingsProblem(file: string, column: string, message: string): Problem {
  const where = column === '' ? { file } : { file, column };
  return { code: 'sign-in-provider', severity: 'error', where, message };
}
