/** `coterminous pack build`, `coterminous pack check` and `coterminous import`. */

import { type Command, Option } from 'commander';
import { buildPack } from '#actions/build-pack.ts';
import { checkPack } from '#actions/check-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { settingsFor, withStore } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, progressLine } from '#cli/output.ts';
import { describeProblem, hasErrors, type Problem } from '#std/problem.ts';
import { textTable } from '#std/text-table.ts';
import type { ImportReport } from '#store/save-facts.ts';

export function addPackCommands(program: Command): void {
  const pack = program.command('pack').description('make and check data packs');

  pack
    .command('build')
    .description("make a data pack from publishers' files")
    .argument('<name>', 'which pack: england')
    .requiredOption('--from <dir>', "folder of the publishers' files")
    .requiredOption('--out <dir>', 'folder to write the pack to')
    .action(async (name: string, flags: { readonly from: string; readonly out: string }) => {
      if (name !== 'england') throw new Stop(exitCodes.usage, `There is no builder for ${name}. Known: england.`);
      const line = progressLine();
      const built = answered(await buildPack(flags, line.show));
      line.end();
      for (const file of built.missing)
        process.stderr.write(`missing ${file.title} (${file.files.join(' or ')}): ${file.lost}\n`);
      process.stdout.write(`${built.summary}\nWritten to ${flags.out}\n`);
    });

  pack
    .command('check')
    .description('list every problem of a data pack')
    .argument('<dir>', 'folder of the pack')
    .option('--json', 'print JSON')
    .action(async (dir: string, flags: { readonly json?: boolean }) => {
      const { problems } = await checkPack(dir);
      if (flags.json === true) process.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
      else process.stdout.write(`${[...problems.map(describeProblem), problemCount(problems)].join('\n')}\n`);
      if (hasErrors(problems)) process.exitCode = exitCodes.refused;
    });

  program
    .command('import')
    .description('import a data pack: all of it or nothing')
    .argument('<dir>', 'folder of the pack')
    .addOption(new Option('--json', 'print JSON'))
    .action(async (dir: string, flags: { readonly json?: boolean }, command: Command) => {
      const line = progressLine();
      const recordedAt = new Date().toISOString();
      const show = (step: Parameters<NonNullable<Parameters<typeof importPack>[2]['progress']>>[0]) =>
        line.show(
          step === 'reading'
            ? `reading and checking ${dir}`
            : `${step.table}: ${step.done.toLocaleString('en-GB')} of ${step.total.toLocaleString('en-GB')} rows`,
        );
      const imported = await withStore(settingsFor(command), (store) =>
        importPack(store, dir, { recordedAt, progress: show }),
      );
      line.end();
      const { report, warnings } = answered(imported);
      for (const warning of warnings) process.stderr.write(`${describeProblem(warning)}\n`);
      process.stdout.write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${importText(report)}\n`);
    });
}

function problemCount(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return `${errors} error${errors === 1 ? '' : 's'}, ${problems.length - errors} warning${problems.length - errors === 1 ? '' : 's'}`;
}

function importText(report: ImportReport): string {
  if (!report.changed) return `${report.pack}: the store holds just this already; nothing was changed.`;
  const rows = Object.entries(report.tables)
    .filter(([, counts]) => counts.asserted + counts.retracted + counts.unchanged > 0)
    .map(([table, counts]) => [
      table,
      ...[counts.asserted, counts.retracted, counts.unchanged].map((count) => count.toLocaleString('en-GB')),
    ]);
  const table = textTable(
    [
      { heading: 'table' },
      { heading: 'asserted', align: 'right' },
      { heading: 'retracted', align: 'right' },
      { heading: 'unchanged', align: 'right' },
    ],
    rows,
  );
  return `${table}\n\n${report.pack} imported, recorded at ${report.recordedAt}`;
}
