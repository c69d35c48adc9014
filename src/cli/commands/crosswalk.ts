/** `coterminous crosswalk`. */

import type { Command } from 'commander';
import { crosswalkAreas } from '#actions/crosswalk-areas.ts';
import { checkWeightsLeaving } from '#actions/export-rebased.ts';
import { withContextFlags, withShelves } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer, writeOutput } from '#cli/output.ts';
import { crosswalkText } from '#cli/rebase-text.ts';
import { encodeCrosswalk } from '#wire/encode-rebase.ts';
import { crosswalkCsv, partsCsv } from '#wire/rebase-csv.ts';

type CrosswalkFlags = OutputFlags & {
  readonly from: string;
  readonly to: string;
  readonly weights?: string;
  readonly parts?: string;
};

export function addCrosswalkCommand(program: Command): void {
  withContextFlags(program.command('crosswalk'))
    .description('how the areas of one geography and day lie in those of another: the weights themselves, both ways')
    .requiredOption('--from <areas>', 'building blocks, as lsoa21, or bodies of a day, as ltla@2022-04-01')
    .requiredOption('--to <areas>', 'the same, as icb@2026-04-01')
    .option(
      '--weights <name>',
      'a population, or DATA-SET:MEASURE on blocks (default: the nearest complete population)',
    )
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write all pieces to a CSV file; - prints them')
    .option('--parts <file>', 'write the parts of land that both are made of: the table that rebase --sql reads')
    .action(async (flags: CrosswalkFlags, command: Command) => {
      const { opened, overlap } = answered(
        await withShelves(command, async (shelves, context) => {
          const isFile = flags.json === true || flags.csv !== undefined || flags.parts !== undefined;
          const may = await checkWeightsLeaving(shelves, context, isFile ? flags.weights : undefined);
          return may.ok ? crosswalkAreas(shelves, context, flags) : may;
        }),
      );
      const wire = encodeCrosswalk(overlap, opened.pack.name, opened.timeline.scenario.id);
      if (flags.parts !== undefined) {
        writeOutput(flags.parts, partsCsv(overlap));
        process.stderr.write(`Written to ${flags.parts}\n`);
        if (flags.json !== true && flags.csv === undefined) return;
      }
      printAnswer(flags, { json: () => wire, csv: () => crosswalkCsv(wire), text: () => crosswalkText(wire) });
    });
}
