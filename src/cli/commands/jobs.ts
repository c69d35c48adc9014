/** `coterminous jobs`: long work, how far it is and what became of it. */

import type { Command } from 'commander';
import { type ShownJob, showJob, showJobs } from '#actions/jobs/show-jobs.ts';
import { encodeJob } from '#api/encode-job.ts';
import { withShelves } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { textTable } from '#std/text-table.ts';
import type { JobWire } from '#wire/jobs.ts';

export function addJobCommands(program: Command): void {
  const jobs = program
    .command('jobs')
    .description('work that servers do by themselves: imports of files, and daily work');
  jobs
    .command('list')
    .description('the newest jobs, with how far they are')
    .option('--json', 'print JSON')
    .action(async (flags: OutputFlags, command: Command) => {
      const all = await withShelves(command, async (shelves) => {
        const shown = await showJobs(shelves);
        return shown.map((job) => encodeJob(job, shelves.asker));
      });
      printAnswer(flags, { json: () => ({ jobs: all }), csv: () => '', text: () => jobsText(all) });
    });
  jobs
    .command('show')
    .description('one job: who asked for it, how far it is, what became of it')
    .argument('<id>', 'id of the job')
    .option('--json', 'print JSON')
    .action(async (id: string, flags: OutputFlags, command: Command) => {
      const job = await withShelves(command, async (shelves) => {
        const shown: ShownJob = answered(await showJob(shelves, id));
        return encodeJob(shown, shelves.asker);
      });
      printAnswer(flags, { json: () => job, csv: () => '', text: () => jobText(job) });
    });
}

function jobsText(jobs: readonly JobWire[]): string {
  if (jobs.length === 0) return 'There are no jobs.';
  return textTable(
    ['job', 'what', 'state', 'asked at', 'tries', 'rows'].map((heading) => ({ heading })),
    jobs.map((job) => [job.id, whatOf(job), job.state, job.madeAt, String(job.tries), String(job.rows)]),
  );
}

function jobText(job: JobWire): string {
  const { id, state, tries, rows, by, madeAt, begunAt, endedAt, server, report, problem, says } = job;
  return [
    `${whatOf(job)}: ${state}`,
    `Job ${id}, asked at ${madeAt} by ${by ?? 'the program itself'}`,
    begunAt === null ? null : `Begun at ${begunAt} by ${server}, try ${tries}; ${rows} rows read`,
    endedAt === null ? null : `Ended at ${endedAt}`,
    report === null ? null : `It is ${report.id}, version ${report.version}, of ${report.rows} rows`,
    problem === null ? null : problem.detail,
    ...(problem?.problems ?? []).map(({ message }) => `  ${message}`),
    says,
  ]
    .filter((line) => line !== null)
    .join('\n');
}

function whatOf({ kind, fileName, day }: JobWire): string {
  return [kind, fileName ?? day ?? ''].join(' ').trim();
}
