/** `coterminous backup` and `coterminous restore`: all that the store holds, in one file, and back. */

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { settingsFor, withStore } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { holdHome } from '#cli/hold-home.ts';
import { type OutputFlags, printAnswer, progressLine } from '#cli/output.ts';
import { saveBackup } from '#store/backup.ts';
import type { BackupManifest } from '#store/backup-manifest.ts';
import { checkBackup } from '#store/backup-source.ts';
import { openStoreAsItIs, type Store } from '#store/open.ts';
import { type RestoreReport, restoreBackup } from '#store/restore.ts';

type PassphraseFlags = { readonly passphraseFile?: string };
type BackupFlags = OutputFlags & PassphraseFlags & { readonly encrypt?: boolean; readonly replace?: boolean };
type RestoreFlags = OutputFlags &
  PassphraseFlags & { readonly check?: boolean; readonly acceptBrokenJournal?: boolean };

const passphraseFlag = '--passphrase-file <file>';
const passphraseHelp = 'file with the passphrase (default: COTERMINOUS_PASSPHRASE)';
/** A passphrase guards a file that anybody may try to open for ever. */
const shortestPassphrase = 12;

export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write all that the store holds to one file, also while servers run')
    .argument('<file>', 'the new file; only this account may read it')
    .option('--encrypt', 'encrypt it with a passphrase')
    .option(passphraseFlag, passphraseHelp)
    .option('--replace', 'put it in the place of a file of that name')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: BackupFlags, command: Command) => {
      const passphrase = flags.encrypt === true ? newPassphrase(flags) : undefined;
      const isReplacing = flags.replace === true;
      const manifest = await withProgress(command, (store, show) =>
        saveBackup(store, file, {
          passphrase,
          isReplacing,
          progress: ({ table, rows, isDone }) => show(`${table}: ${counted(rows, 'row')}`, isDone),
        }),
      );
      printAnswer(flags, {
        json: () => ({ file, ...toldOf(manifest), isEncrypted: passphrase !== undefined }),
        csv: () => '',
        text: () => `Written to ${file}.\n${manifestText(manifest)}`,
      });
    });

  program
    .command('restore')
    .description('restore a backup into an empty store: all of it or nothing')
    .argument('<file>', 'the backup')
    .option('--check', 'only check that every byte of the file is as it was written')
    .option(passphraseFlag, passphraseHelp)
    .option('--accept-broken-journal', 'restore also a journal that was broken when the backup was taken')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: RestoreFlags, command: Command) => {
      const passphrase = givenPassphrase(flags);
      if (flags.check === true) return checked(file, passphrase, flags);
      const { databaseUrl, home } = settingsFor(command);
      // A server on the folder would find its tables changed below it.
      const release = databaseUrl === undefined ? await holdHome(home) : null;
      const restoring = withProgress(command, (store, progress) => {
        const isBrokenJournalAccepted = flags.acceptBrokenJournal === true;
        return restoreBackup(store, file, { passphrase, isBrokenJournalAccepted, progress });
      });
      const report = await restoring.finally(() => release?.());
      printAnswer(flags, {
        json: () => ({
          file,
          ...toldOf(report.manifest),
          isJournalSound: report.journal.isSound,
          migrated: report.migrated,
        }),
        csv: () => '',
        text: () => restoreText(file, report),
      });
    });
}

/** Runs with the store as it is and a line of progress; a signal ends it at the next step. */
async function withProgress<T>(
  command: Command,
  run: (store: Store, show: (text: string, isDone?: boolean) => void) => Promise<T>,
): Promise<T> {
  const line = progressLine();
  const running = withStore(
    settingsFor(command),
    (store, isOver) =>
      run(store, (text, isDone) => {
        // Thrown inside the transaction, which is then rolled back.
        if (isOver()) throw new Error('stopped');
        line.show(text, isDone);
      }),
    openStoreAsItIs,
  );
  return running.finally(line.end);
}

async function checked(file: string, passphrase: string | undefined, flags: OutputFlags): Promise<void> {
  const line = progressLine();
  const manifest = await checkBackup(file, passphrase, (text) => line.show(text, false)).finally(line.end);
  printAnswer(flags, {
    json: () => ({ file, ...toldOf(manifest) }),
    csv: () => '',
    text: () => `${file} is whole.\n${manifestText(manifest)}`,
  });
}

function newPassphrase(flags: PassphraseFlags): string {
  const passphrase = givenPassphrase(flags);
  if (passphrase === undefined) {
    const message = 'There is no passphrase. Give a file with one by --passphrase-file, or set COTERMINOUS_PASSPHRASE.';
    throw new Stop(exitCodes.usage, message);
  }
  if ([...passphrase].length >= shortestPassphrase) return passphrase;
  const message = `The passphrase is short. Take one of ${shortestPassphrase} letters or more, such as five words.`;
  throw new Stop(exitCodes.usage, message);
}

/** Never an argument: others on the machine can read those. */
function givenPassphrase({ passphraseFile }: PassphraseFlags): string | undefined {
  if (passphraseFile === undefined) {
    const given = process.env['COTERMINOUS_PASSPHRASE'];
    return given === '' ? undefined : given;
  }
  try {
    return readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Stop(exitCodes.file, `${passphraseFile} cannot be read: ${(error as Error).message}.`);
  }
}

function toldOf({ program, postgresql, takenAt, migrations, journal, tables }: BackupManifest) {
  return {
    program,
    postgresql,
    takenAt,
    migrations: migrations.map(({ name }) => name),
    journal,
    tables: tables.map(({ schema, name, rows, sha256 }) => ({ name: `${schema}.${name}`, rows, sha256 })),
  };
}

function restoreText(file: string, { manifest, journal, migrated }: RestoreReport): string {
  const lines = [`Restored from ${file}.`, manifestText(manifest)];
  if (migrated.length > 0) lines.push(`Brought up to date: ${migrated.join(', ')}.`);
  lines.push(
    journal.isSound
      ? 'The journal is sound.'
      : ['The journal is broken, as it was when the backup was taken:', ...journal.faults].join('\n  '),
  );
  return lines.join('\n');
}

function manifestText({ takenAt, program, tables, journal }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const lines = [
    `The store as it was at ${takenAt}, by version ${program}: ${counted(tables.length, 'table')}, ${counted(rows, 'row')}.`,
  ];
  if (journal !== null && journal.seq > 0) lines.push(`The journal ends with entry ${journal.seq}, ${journal.hash}.`);
  return lines.join('\n');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
