/** `coterminous registers`: what the store holds. */

import type { Command } from 'commander';
import { listRegisters } from '#actions/list-registers.ts';
import { withRegisters } from '#cli/context-flags.ts';
import { answered, printAnswer } from '#cli/output.ts';
import { csvTable } from '#std/csv-text.ts';
import { textTable } from '#std/text-table.ts';
import { encodeRegister } from '#wire/encode-registers.ts';

export function addRegisterCommand(program: Command): void {
  program
    .command('registers')
    .description('the registers that were imported, the default one first')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly json?: boolean }, command: Command) => {
      const opened = answered(await withRegisters(command, (shelf) => listRegisters(shelf)));
      const registers = opened.map(({ pack, timeline, scenarios }) => encodeRegister(pack, timeline, scenarios));
      const rows = registers.map((one) => [
        one.name,
        one.title,
        String(one.organisationCount),
        String(one.eventCount),
        one.recordedAt,
      ]);
      const heading = ['name', 'title', 'bodies', 'events', 'recorded at'];
      printAnswer(flags, {
        json: () => ({ registers }),
        csv: () => csvTable(heading, rows),
        text: () =>
          textTable(
            heading.map((text) => ({ heading: text })),
            rows,
          ),
      });
    });
}
