/** `coterminous registers`: what the store holds. */

import type { Command } from 'commander';
import { listRegisters, plansOf } from '#actions/list-registers.ts';
import { today } from '#cli/clock.ts';
import { withRegisters } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { csvTable } from '#std/csv-text.ts';
import { textTable } from '#std/text-table.ts';
import { encodeRegister } from '#wire/encode-registers.ts';

export function addRegisterCommand(program: Command): void {
  program
    .command('registers')
    .description('the registers that were imported, the default one first')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: OutputFlags, command: Command) => {
      const opened = answered(await withRegisters(command, (shelf) => listRegisters(shelf)));
      const registers = opened.map(({ pack, timeline, scenarios, records }) =>
        encodeRegister(pack, timeline, scenarios, today(), plansOf(records)),
      );
      const rows = registers.map((one) => [one.name, one.title, one.organisationCount, one.eventCount, one.recordedAt]);
      const heading = ['name', 'title', 'bodies', 'events', 'recorded at'];
      printAnswer(flags, {
        json: () => ({ registers }),
        csv: () => csvTable(['name', 'title', 'bodies', 'events', 'recorded_at'], rows),
        text: () =>
          textTable(
            heading.map((text) => ({ heading: text })),
            rows.map((row) => row.map(String)),
          ),
      });
    });
}
