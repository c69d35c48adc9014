/** `coterminous measure`. */

import type { Command } from 'commander';
import { measureFit, usualTolerance } from '#actions/measure-fit.ts';
import { withContextFlags, withRegisters } from '#cli/context-flags.ts';
import { measureText } from '#cli/measure-text.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseDateFlag, parseTierFlag, parseToleranceFlag } from '#cli/parse-flags.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import { encodeMeasure, measureCsv } from '#wire/encode-measure.ts';

export function addMeasureCommand(program: Command): void {
  withContextFlags(program.command('measure'))
    .description('how two kinds of body fit on a day')
    .requiredOption('--bodies <kind>', 'health bodies, such as icb', parseTierFlag)
    .requiredOption('--councils <kind>', 'councils, such as ltla or utla', parseTierFlag)
    .requiredOption('--on <date>', 'the day, as YYYY-MM-DD', parseDateFlag)
    .option('--population <name>', 'count of people on blocks (default: the complete one nearest to the day)')
    .option('--region <code>', 'only this region')
    .option('--tolerance <share>', 'share of people that may lie elsewhere', parseToleranceFlag, usualTolerance)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write the pairs to a CSV file; - prints them')
    .action(async (flags: OutputFlags & MeasureQuery, command: Command) => {
      const fit = answered(await withRegisters(command, (shelf, context) => measureFit(shelf, context, flags)));
      const { register, measure } = fit;
      const wire = encodeMeasure(measure, register.world, register.pack.name, register.timeline.scenario.id);
      printAnswer(flags, { json: () => wire, csv: () => measureCsv(wire), text: () => measureText(wire) });
    });
}
