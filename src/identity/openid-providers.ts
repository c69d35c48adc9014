/** The providers of a settings file, ready for use: settings checked, secrets read from where the file says they are kept. */

import { readFile } from 'node:fs/promises';
import { SignInProvider } from '#identity/openid-provider.ts';
import { type ProviderSettings, parseProviderSettings, settingsProblem } from '#identity/openid-settings.ts';
import type { Problem } from '#std/problem.ts';

type Variables = Readonly<Record<string, string | undefined>>;
type Secret = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

/**
 * The providers of the file with their secrets, in its order; or none, and every problem. `variables` are those of the
 * environment, of which only the ones that the file names are read. No provider is asked anything yet.
 */
export async function loadSignInProviders(
  path: string,
  variables: Variables,
): Promise<{ readonly providers: readonly SignInProvider[]; readonly problems: readonly Problem[] }> {
  const file = await readFile(path, 'utf8').catch(() => null);
  if (file === null) return { providers: [], problems: [settingsProblem(path, '', 'The file cannot be read.')] };
  const { settings, problems } = parseProviderSettings(path, file);
  if (problems.length > 0) return { providers: [], problems };
  const providers: SignInProvider[] = [];
  const missing: Problem[] = [];
  for (const [at, one] of settings.entries()) {
    const secret = await secretOf(one, variables);
    if (secret.ok) providers.push(new SignInProvider(one, secret.value));
    else missing.push(settingsProblem(path, `providers.${at}.clientSecret`, secret.message));
  }
  return missing.length === 0 ? { providers, problems: [] } : { providers: [], problems: missing };
}

async function secretOf({ clientSecret }: ProviderSettings, variables: Variables): Promise<Secret> {
  const [place, found] =
    'file' in clientSecret
      ? [`the file ${clientSecret.file}`, await readFile(clientSecret.file, 'utf8').catch(() => undefined)]
      : [`the variable ${clientSecret.variable}`, variables[clientSecret.variable]];
  const value = found?.trim() ?? '';
  return value === '' ? { ok: false, message: `There is no secret in ${place}.` } : { ok: true, value };
}
