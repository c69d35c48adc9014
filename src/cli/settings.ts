/** Settings: flags first, then the environment, then what suits a laptop. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Settings = {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  /** Where a backup goes before a migration; `none`: nowhere. */
  readonly backupFolder?: string | undefined;
  /** The token in whose holder's name the command asks; without one it asks as the owner of the installation. */
  readonly token?: string | undefined;
};

/** Where data lie when nobody says: the usual place for a program's data of this person. */
export function usualHome(environment: NodeJS.ProcessEnv): string {
  const data = environment['XDG_DATA_HOME'];
  return join(data === undefined || data === '' ? join(homedir(), '.local', 'share') : data, 'coterminous');
}

/** The data folder, the database and the token of this run. An empty variable counts as not set. */
export function settingsOf(
  flags: { readonly home?: string; readonly databaseUrl?: string; readonly token?: string },
  environment: NodeJS.ProcessEnv,
): Settings {
  const home = flags.home ?? nonEmpty(environment['COTERMINOUS_HOME']) ?? usualHome(environment);
  const backups = nonEmpty(environment['COTERMINOUS_BACKUP_FOLDER']);
  return {
    home: resolve(home),
    databaseUrl: flags.databaseUrl ?? nonEmpty(environment['DATABASE_URL']),
    token: flags.token ?? nonEmpty(environment['COTERMINOUS_TOKEN']),
    backupFolder: backups === undefined || backups === 'none' ? backups : resolve(backups),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
