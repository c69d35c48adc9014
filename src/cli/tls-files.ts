/** The certificate of a server that speaks TLS itself: read at the start, and again when it is renewed. */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { TlsFiles } from '#api/bare-server.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

export type TlsPaths = { readonly cert: string; readonly key: string };

/** How often it is looked whether the files are new. @units milliseconds */
const lookEveryMs = 60_000;

/**
 * The certificate and the key. `say` is told of what may be meant and should not be: an expired certificate, a key that everybody
 * on the machine can read.
 * @throws Stop when a file cannot be read, is not what it should be, or the two do not belong together
 */
export function loadTlsFiles({ cert, key }: TlsPaths, say: (text: string) => void): TlsFiles {
  const files = { cert: textOf(cert, 'certificate'), key: textOf(key, 'key') };
  const certificate = parsed(() => new X509Certificate(files.cert), cert, 'certificate', 'BEGIN CERTIFICATE');
  const secret = parsed(() => createPrivateKey(files.key), key, 'key without a passphrase', 'BEGIN PRIVATE KEY');
  if (!certificate.checkPrivateKey(secret))
    throw new Stop(
      exitCodes.usage,
      `The key ${key} is not that of the certificate ${cert}. Name the two that belong together.`,
    );
  if (certificate.validToDate.getTime() < Date.now())
    say(
      `The certificate ${cert} expired on ${certificate.validToDate.toISOString().slice(0, 10)}: browsers will refuse it. Renew it.`,
    );
  if ((statSync(key).mode & 0o004) !== 0)
    say(`The key ${key} can be read by everybody on this machine. Take that away: chmod o-r ${key}`);
  return files;
}

/** Calls `use` with the files whenever they were replaced by good ones; call what it returns to stop. */
export function watchTlsFiles(
  paths: TlsPaths,
  use: (files: TlsFiles) => void,
  say: (text: string) => void,
): () => void {
  const look = (): void => {
    try {
      use(loadTlsFiles(paths, say));
      say('The certificate was read anew.');
    } catch (error) {
      // Half of the two may have been replaced; the old ones serve until both fit.
      say(`The certificate was not read anew. ${(error as Error).message}`);
    }
  };
  const watched = [paths.cert, paths.key];
  for (const path of watched) {
    watchFile(path, { interval: lookEveryMs, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs) look();
    });
  }
  return () => {
    for (const path of watched) unwatchFile(path);
  };
}

function textOf(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(exitCodes.file, `The ${what} ${path} cannot be read: ${(error as Error).message}.`);
  }
}

function parsed<T>(read: () => T, path: string, what: string, mark: string): T {
  try {
    return read();
  } catch {
    throw new Stop(exitCodes.usage, `${path} is not a ${what}. Give a PEM file, with a line "-----${mark}-----".`);
  }
}
