/** `coterminous journal` and `coterminous journal verify`. */

import { type Command, Option } from 'commander';
import { showJournal } from '#actions/show-journal.ts';
import { checkJournal, soundJournal } from '#actions/verify-journal.ts';
import { journalText } from '#cli/arrangement-text.ts';
import { settingsFor, withRegisters, withStore } from '#cli/context-flags.ts';
import { answered, type OutputFlags, progressLine } from '#cli/output.ts';
import { parseLimitFlag } from '#cli/parse-flags.ts';
import { type RecordKind, recordKinds } from '#store/record-rows.ts';
import { encodeJournalEntry } from '#wire/encode-journal.ts';

type JournalFlags = OutputFlags & {
  readonly register?: string;
  readonly kind?: RecordKind;
  readonly id?: string;
  readonly limit: number;
};

/** A line of progress for each so many entries. */
const entriesAtOnce = 20_000;

export function addJournalCommands(program: Command): void {
  const journal = program
    .command('journal')
    .description('every change of what people keep, the newest first')
    .option('--register <name>', 'only changes in this register')
    .addOption(new Option('--kind <kind>', 'only changes of such records').choices(recordKinds))
    .option('--id <id>', 'only changes of the record with this id')
    .option('--limit <number>', 'at most so many', parseLimitFlag, 50)
    .option('--json', 'print JSON')
    .action(async (flags: JournalFlags, command: Command) => {
      const page = answered(await withRegisters(command, (shelf) => showJournal(shelf, flags)));
      const entries = page.changes.map((change) =>
        encodeJournalEntry(change, page.worlds.get(change.entry.register) ?? null),
      );
      const answer = { register: page.register, entries, next: page.next };
      process.stdout.write(`${flags.json === true ? JSON.stringify(answer, null, 2) : journalText(entries)}\n`);
    });

  journal
    .command('verify')
    .description('prove that the journal is whole and that what is kept is what it says')
    .option('--json', 'print JSON')
    .action(async (_flags: unknown, command: Command) => {
      const line = progressLine();
      const check = await withStore(settingsFor(command), (store, isOver) =>
        checkJournal(store, (entries) => {
          if (isOver()) throw new Error('stopped');
          line.show(`${entries.toLocaleString('en-GB')} entries`, entries % entriesAtOnce === 0 && entries > 0);
        }),
      ).finally(line.end);
      const { isSound, entries, head, faults } = check;
      // The command above has a flag of the same name, which takes it.
      const { json } = command.optsWithGlobals<OutputFlags>();
      if (json === true) process.stdout.write(`${JSON.stringify({ isSound, entries, head, faults }, null, 2)}\n`);
      else if (isSound)
        process.stdout.write(`The journal is sound: ${entries.toLocaleString('en-GB')} entries, head ${head}\n`);
      answered(soundJournal(check));
    });
}
