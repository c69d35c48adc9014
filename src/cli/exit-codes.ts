/** The one place where refusals and faults become exit codes. docs/guide/cli.md lists them. */

import type { Refusal, RefusalKind } from '#actions/refusal.ts';
import { describeProblem } from '#std/problem.ts';
import { StoreError, type StoreFault } from '#store/store-error.ts';

export const exitCodes = {
  done: 0,
  fault: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  store: 5,
  inUse: 6,
  file: 7,
} as const;

/** What each exit code means, for `--help` and the guide. */
export const exitCodeMeanings: Record<keyof typeof exitCodes, string> = {
  done: 'done',
  fault: 'a fault of the program itself',
  usage: 'the command or a flag cannot be read',
  refused: 'the data have problems or were changed meanwhile; all of it is listed and nothing was changed',
  notFound: 'what was asked for is not there: no such register, scenario, body or arrangement, or nothing to measure',
  store: 'the database or the data folder cannot be used',
  inUse: 'the port is taken, or Coterminous already runs on this data folder',
  file: 'a file cannot be read or written',
};

const codeOfRefusal: Record<RefusalKind, number> = {
  'sign-in-failed': exitCodes.refused,
  'try-later': exitCodes.refused,
  'link-not-valid': exitCodes.refused,
  'prove-again': exitCodes.refused,
  'password-has-problems': exitCodes.refused,
  'account-has-problems': exitCodes.refused,
  'unknown-account': exitCodes.notFound,
  'account-of-others': exitCodes.refused,
  'account-has-state': exitCodes.refused,
  'not-signed-in': exitCodes.refused,
  'bad-question': exitCodes.usage,
  'no-register': exitCodes.notFound,
  'unknown-register': exitCodes.notFound,
  'not-yet-known': exitCodes.notFound,
  'unknown-scenario': exitCodes.notFound,
  'unknown-population': exitCodes.notFound,
  'unknown-region': exitCodes.notFound,
  'unknown-organisation': exitCodes.notFound,
  'ambiguous-code': exitCodes.notFound,
  'unknown-arrangement': exitCodes.notFound,
  'unknown-schedule': exitCodes.notFound,
  'unknown-rulebook': exitCodes.notFound,
  'unknown-line': exitCodes.notFound,
  'unknown-event': exitCodes.notFound,
  'unknown-data-set': exitCodes.notFound,
  'unknown-measure': exitCodes.notFound,
  'unknown-geography': exitCodes.notFound,
  'unknown-release': exitCodes.notFound,
  'unknown-proposal': exitCodes.notFound,
  'unknown-job': exitCodes.notFound,
  'not-signatory': exitCodes.refused,
  'not-permitted': exitCodes.refused,
  'became-proposal': exitCodes.refused,
  'nothing-to-measure': exitCodes.notFound,
  'cannot-rebase': exitCodes.refused,
  'needs-release': exitCodes.refused,
  'not-safe': exitCodes.refused,
  'data-has-problems': exitCodes.refused,
  'pack-has-problems': exitCodes.refused,
  'workbook-has-problems': exitCodes.refused,
  'arrangement-has-problems': exitCodes.refused,
  'scenario-has-problems': exitCodes.refused,
  'rulebook-has-problems': exitCodes.refused,
  'changed-meanwhile': exitCodes.refused,
  'journal-broken': exitCodes.refused,
  'cannot-write': exitCodes.file,
};

/** Faults of the store that are not of the database itself. */
const codeOfFault: Partial<Record<StoreFault, number>> = {
  'store-not-empty': exitCodes.refused,
  'journal-broken': exitCodes.refused,
  'store-empty': exitCodes.notFound,
  'backup-exists': exitCodes.file,
  'backup-not-writable': exitCodes.file,
  'backup-not-readable': exitCodes.file,
  'not-a-backup': exitCodes.file,
  'backup-damaged': exitCodes.file,
  'backup-cut-short': exitCodes.file,
  'passphrase-needed': exitCodes.usage,
  'wrong-passphrase': exitCodes.file,
};

/** A command that ends with something to say and an exit code. */
export class Stop extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The end of a command that was refused: the reason, then every problem on a line of its own. */
export function stopOf(refusal: Refusal): Stop {
  const lines = [refusal.detail];
  if ('problems' in refusal && refusal.problems !== undefined)
    lines.push(...refusal.problems.map((problem) => `  ${describeProblem(problem)}`));
  if (refusal.kind === 'journal-broken') lines.push(...refusal.faults.map((fault) => `  ${fault}`));
  if (refusal.kind === 'ambiguous-code') {
    for (const one of refusal.candidates)
      lines.push(`  ${one.id}: ${one.name} (${one.from ?? 'before the record'} to ${one.to ?? 'now'})`);
  }
  return new Stop(codeOfRefusal[refusal.kind], lines.join('\n'));
}

/** The message and exit code of anything thrown. A fault of the program shows its stack; a person's error does not. */
export function endOf(error: unknown): { readonly exitCode: number; readonly message: string } {
  if (error instanceof Stop) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof StoreError)
    return { exitCode: codeOfFault[error.code] ?? exitCodes.store, message: error.message };
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return { exitCode: exitCodes.inUse, message };
  if (code !== undefined && ['ENOENT', 'EACCES', 'ENOSPC', 'EISDIR', 'ENOTDIR', 'EROFS', 'EPERM'].includes(code)) {
    return { exitCode: exitCodes.file, message: `A file cannot be read or written: ${message}` };
  }
  return { exitCode: exitCodes.fault, message: `The program met a fault of its own. ${stack ?? message}` };
}
