/** Passkeys: asks the browser for one, or for a new one, and sends it on. The library comes when it is first needed. */

import { ApiFault, send } from './api-client.ts';

type Library = typeof import('@simplewebauthn/browser');
type MakingOptions = Parameters<Library['startRegistration']>[0]['optionsJSON'];
type UsingOptions = Parameters<Library['startAuthentication']>[0]['optionsJSON'];

/** True where this browser can use passkeys with this server: over TLS, or on the machine itself by its name. */
export function canUsePasskeys(): boolean {
  // Browsers take no address in numbers for a passkey.
  return window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(window.location.hostname);
}

/** Signs in with a passkey that the person picks; no name is asked. Rejects with an ApiFault. */
export async function signInWithPasskey(): Promise<void> {
  const { options } = await send<{ options: UsingOptions }>('POST', '/api/session/passkey/start', {});
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const response = await startAuthentication({ optionsJSON: options }).catch(told);
  await send('POST', '/api/session/passkey/finish', { response });
}

/** Makes a passkey on this device and keeps it under that name. Rejects with an ApiFault. */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await send<{ options: MakingOptions }>('POST', '/api/account/passkeys/start', {});
  const { startRegistration } = await import('@simplewebauthn/browser');
  const response = await startRegistration({ optionsJSON: options }).catch(told);
  await send('POST', '/api/account/passkeys/finish', { name, response });
}

/** What the browser said, in words that tell what to do. */
function told(problem: unknown): never {
  const name = problem instanceof Error ? problem.name : '';
  const detail =
    name === 'InvalidStateError'
      ? 'This device has a passkey for your account already.'
      : name === 'NotAllowedError' || name === 'AbortError'
        ? 'It was cancelled, or took too long. Try again, or use another way.'
        : 'The browser could not use it. Try again, or use another way.';
  throw new ApiFault({ title: 'No passkey was used', status: 0, detail });
}
