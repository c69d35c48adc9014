/** The providers of a settings file, ready for use: settings checked, secrets and keys read from where the file says they are kept. */

import { readFile } from 'node:fs/promises';
import { loadClientAuth, type Variables } from '#identity/openid-client-auth.ts';
import { SignInProvider } from '#identity/openid-provider.ts';
import { parseProviderSettings, settingsProblem } from '#identity/openid-settings.ts';
import type { Problem } from '#std/problem.ts';

/**
 * The providers of the file with their secrets or keys, in its order; or none, and every problem. `variables` are those of the
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
  const unfit: Problem[] = [];
  for (const [at, one] of settings.entries()) {
    const proof = await loadClientAuth(one, variables);
    if (proof.ok) providers.push(new SignInProvider(one, proof.value));
    else unfit.push(settingsProblem(path, `providers.${at}.${proof.refusal.setting}`, proof.refusal.message));
  }
  return unfit.length === 0 ? { providers, problems: [] } : { providers: [], problems: unfit };
}
