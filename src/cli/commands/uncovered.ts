/** `coterminous uncovered`. */

import type { Command } from 'commander';
import { listUncovered } from '#actions/list-uncovered.ts';
import { withContextFlags, withRegisters } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseDateFlag, parseTierFlag } from '#cli/parse-flags.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { textTable } from '#std/text-table.ts';

export function addUncoveredCommand(program: Command): void {
  withContextFlags(program.command('uncovered'))
    .description('building blocks that no body of a kind is known to cover on a day')
    .requiredOption('--kind <kind>', 'such as pct or icb', parseTierFlag)
    .requiredOption('--on <date>', 'the day, as YYYY-MM-DD', parseDateFlag)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: OutputFlags & { readonly kind: TierName; readonly on: IsoDate }, command: Command) => {
      const { kind, on } = flags;
      const list = answered(
        await withRegisters(command, (shelf, context) => listUncovered(shelf, context, { tier: kind, on })),
      );
      const { geography, persons, population, blocks } = list;
      const rows = blocks.map((block) => [block.code, block.name ?? '', block.whole ? 'whole' : 'part']);
      const people =
        persons === null ? 'people not known' : `${persons.toLocaleString('en-GB')} people (${population})`;
      printAnswer(flags, {
        json: () => ({ on, kind, geography, count: blocks.length, persons, population, blocks }),
        csv: () =>
          csvTable(
            ['geography', 'block', 'name', 'whole'],
            blocks.map((block) => [geography, block.code, block.name, block.whole]),
          ),
        text: () =>
          `${textTable([{ heading: 'block' }, { heading: 'name' }, { heading: 'uncovered' }], rows)}\n\n${blocks.length} blocks of ${geography ?? 'no vintage'} that no ${tiers[kind].singular} is known to cover on ${on}: ${people}`,
      });
    });
}
