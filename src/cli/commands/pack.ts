/** `coterminous pack build`, `coterminous pack check` and `coterminous import`. */

import type { Command } from 'commander';
import { checkPack } from '#actions/check-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { now } from '#cli/clock.ts';
import { settingsFor, withStore } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, type OutputFlags, printAnswer, progressLine } from '#cli/output.ts';
import { csvTable } from '#std/csv-text.ts';
import { describeProblem, hasErrors, type Problem } from '#std/problem.ts';
import { textTable } from '#std/text-table.ts';
import type { ImportReport, SaveProgress } from '#store/save-facts.ts';

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
      // Loaded here, so that no other command waits for it.
      const { buildPack } = await import('#actions/build-pack.ts');
      const built = answered(await buildPack(flags, line.show).finally(line.end));
      for (const file of built.missing)
        process.stderr.write(`missing ${file.title} (${file.files.join(' or ')}): ${file.lost}\n`);
      process.stdout.write(`${built.summary}\nWritten to ${flags.out}\n`);
    });

  pack
    .command('check')
    .description('list every problem of a data pack')
    .argument('<dir>', 'folder of the pack')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write the problems to a CSV file; - prints them')
    .action(async (dir: string, flags: OutputFlags) => {
      const { problems } = await checkPack(dir);
      printAnswer(flags, {
        json: () => ({ problems }),
        csv: () => problemsCsv(problems),
        text: () => [...problems.map(describeProblem), problemCount(problems)].join('\n'),
      });
      if (hasErrors(problems)) process.exitCode = exitCodes.refused;
    });

  program
    .command('import')
    .description('import a data pack: all of it or nothing')
    .argument('<dir>', 'folder of the pack')
    .option('--json', 'print JSON')
    .action(async (dir: string, flags: OutputFlags, command: Command) => {
      const line = progressLine();
      const imported = await withStore(settingsFor(command), (store, isOver) =>
        importPack(store, dir, {
          recordedAt: now(),
          progress: (step) => {
            // Thrown inside the transaction, which is then rolled back.
            if (isOver()) throw new Error('stopped');
            line.show(stepText(dir, step), step === 'reading' || step.done === step.total);
          },
        }),
      ).finally(line.end);
      const { report, warnings } = answeredOrListed(imported, flags);
      for (const warning of warnings) process.stderr.write(`${describeProblem(warning)}\n`);
      process.stdout.write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${importText(report)}\n`);
    });
}

function stepText(dir: string, step: SaveProgress | 'reading'): string {
  if (step === 'reading') return `reading and checking ${dir}`;
  return `${step.table}: ${step.done.toLocaleString('en-GB')} of ${step.total.toLocaleString('en-GB')} rows`;
}

function problemsCsv(problems: readonly Problem[]): string {
  return csvTable(
    ['severity', 'code', 'file', 'row', 'column', 'message', 'expected', 'found'],
    problems.map(({ severity, code, where, message, expected, found }) => [
      severity,
      code,
      where.file ?? null,
      where.row ?? null,
      where.column ?? null,
      message,
      expected ?? null,
      found ?? null,
    ]),
  );
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
