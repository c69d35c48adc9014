/** Who is signed in, and what signing in, accounts of one's own and tokens say and answer. */

import { z } from 'zod';
import { roleNames, verbGroupNames } from '#core/access/vocabulary.ts';
import { namedBodySchema } from '#wire/arrangements.ts';
import { choiceSchema, dateSchema, fieldsSchema, listSchema, textSchema } from '#wire/query.ts';

export const roleSchema = choiceSchema(roleNames);
export const scopeSchema = choiceSchema(verbGroupNames);

/** A role that the person holds on the day, in the register that was asked for. */
const ownRoleSchema = z.object({
  body: namedBodySchema,
  role: z.string(),
  from: z.string(),
  to: z.string().nullable(),
});

const providerSchema = z.object({ id: z.string(), title: z.string() });

/** `GET /api/session`, which anybody may ask. */
export const sessionSchema = z.object({
  /** False: a laptop, whose owner signs in by the link that the start prints. */
  accounts: z.boolean(),
  /** Where people sign in with another provider. */
  providers: z.array(providerSchema),
  /** Null: nobody is signed in. */
  person: z
    .object({
      kind: z.enum(['owner', 'person', 'token']),
      account: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      roles: z.array(ownRoleSchema),
      /** Roles ask for a second factor and there is none yet: only setting one up is possible. */
      mustAddFactor: z.boolean(),
      /** The session is known to be the person's at this moment: credentials can be changed. */
      isFresh: z.boolean(),
    })
    .nullable(),
});
export type SessionWire = z.infer<typeof sessionSchema>;

const password = z.string({ error: 'Give the password.' }).max(1000, { error: 'At most 128 characters.' });
const email = textSchema('E-mail address.', 254);
const code = textSchema('Six digits of the app, or a recovery code.', 40);

export const signInSchema = fieldsSchema('Say who signs in.', { email, password });
/** `done`: signed in. `second-factor`: give the code with `ticket`. */
export const signInOutcomeSchema = z.object({
  outcome: z.enum(['done', 'second-factor']),
  ticket: z.string().nullable(),
});
export const secondFactorSchema = fieldsSchema('Give the code.', { ticket: textSchema('Of the first step.'), code });
export const ownerKeySchema = fieldsSchema('Give the key of the link.', { key: textSchema('Of the link.') });
export const stepUpSchema = fieldsSchema('Prove again who you are.', {
  password: password.optional(),
  code: code.optional(),
});

/** What an invitation or reset link leads to. */
export const linkSchema = z.object({ purpose: z.enum(['invitation', 'reset']), name: z.string(), email: z.string() });
export const acceptLinkSchema = fieldsSchema('Choose a password.', { key: textSchema('Of the link.'), password });
export const newPasswordSchema = fieldsSchema('Choose a password.', { password });

const moment = z.string().nullable();
/** `GET /api/account`: how one signs in, and from where. */
export const ownAccountSchema = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  recoveryCodesLeft: z.number(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), addedAt: z.string(), lastUsedAt: moment })),
  identities: z.array(z.object({ provider: z.string(), name: z.string() })),
  sessions: z.array(
    z.object({
      id: z.string(),
      startedAt: z.string(),
      lastUsedAt: z.string(),
      device: z.string(),
      isThis: z.boolean(),
    }),
  ),
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      madeAt: z.string(),
      expiresAt: z.string(),
      lastUsedAt: moment,
    }),
  ),
});
export type OwnAccountWire = z.infer<typeof ownAccountSchema>;

/** A secret for the app, as text and as an otpauth address to draw. */
export const totpStartSchema = z.object({ secret: z.string(), address: z.string() });
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });
export const codeSchema = fieldsSchema('Give the code.', { code });
export const namedSchema = fieldsSchema('Give it a name.', { name: textSchema('Name.', 100) });

export const newTokenSchema = fieldsSchema('Say what the token is for.', {
  name: textSchema('What it is for.', 100),
  scopes: listSchema(scopeSchema, verbGroupNames.length),
  expiresOn: dateSchema,
});
/** The only time that the token itself is told. */
export const madeTokenSchema = z.object({ id: z.string(), token: z.string() });

/** What the browser's own interface for passkeys takes and gives; its shape is that of WebAuthn, and is checked by who uses it. */
export const passkeyOptionsSchema = z.object({ options: z.record(z.string(), z.unknown()) });
export const passkeyAnswerSchema = fieldsSchema('Give what the passkey answered.', {
  response: z.record(z.string(), z.unknown(), { error: 'Give what the passkey answered.' }),
});
export const newPasskeySchema = passkeyAnswerSchema.extend({ name: textSchema('Name.', 100) });
