/** `coterminous release`: check, make, list, show, export, verify. */

import { type Command, InvalidArgumentError } from 'commander';
import { checkRelease } from '#actions/check-release.ts';
import { releaseParquet } from '#actions/export-release.ts';
import { listReleases, showRelease } from '#actions/list-releases.ts';
import { makeRelease } from '#actions/make-release.ts';
import { verifyRelease } from '#actions/verify-release.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, writeOutput } from '#cli/output.ts';
import { parseDateFlag, parseTierFlag } from '#cli/parse-flags.ts';
import { auditText, cellsText, releasesText, releaseText } from '#cli/release-text.ts';
import { type DisclosureRules, nhsRules } from '#core/disclosure/rules.ts';
import type { TierName } from '#core/register/tiers.ts';
import { type ReleaseQuestion, type TotalKind, totalKinds } from '#core/release/release.ts';
import type { IsoDate } from '#std/iso-date.ts';
import {
  encodeRelease,
  encodeReleaseDraft,
  encodeReleaseSummary,
  encodeReleaseVerdict,
} from '#wire/encode-releases.ts';
import { releaseCsv, releaseJson } from '#wire/release-csv.ts';
import { releaseSheets } from '#wire/release-sheets.ts';

type QuestionFlags = {
  readonly data: string;
  readonly dataVersion?: number;
  readonly measures?: readonly string[];
  readonly periods?: readonly string[];
  readonly to: TierName;
  readonly on: IsoDate;
  readonly title?: string;
  readonly weights?: string;
  readonly scenario?: string;
  readonly totals?: readonly TotalKind[];
  readonly suppress?: { readonly from: 0 | 1; readonly to: number };
  readonly round?: number;
  readonly roundOnly?: number;
  /** A text: the reason. */
  readonly protection?: string | boolean;
  readonly withhold?: readonly string[];
};
type MakeFlags = QuestionFlags & AuthorFlags & { readonly reason?: string; readonly json?: boolean };
type FileFlags = { readonly csv?: string; readonly xlsx?: string; readonly parquet?: string };

export function addReleaseCommands(program: Command): void {
  const release = program.command('release').description('tables made safe to publish, and kept for good');
  addCheckCommand(release);
  addMakeCommand(release);
  addReadingCommands(release);
  addExportCommand(release);
  addVerifyCommand(release);
}

function withQuestionFlags(command: Command): Command {
  return command
    .requiredOption('--data <name>', 'id of the data set')
    .option('--data-version <number>', 'version of the data set (default: the newest)', parseWhole(1))
    .requiredOption('--to <kind>', 'kind of body to publish on', parseTierFlag)
    .requiredOption('--on <date>', 'the day whose bodies they are', parseDateFlag)
    .option('--title <text>', 'what the release is called')
    .option('--measures <ids>', 'which measures, separated by commas (default: all counts and rates)', parseList)
    .option('--periods <ids>', 'which periods, separated by commas (default: all)', parseList)
    .option('--weights <name>', 'what divides areas that are cut (default: the nearest population)')
    .option('--totals <kinds>', `sums that stand in the table: ${totalKinds.join(', ')}`, parseTotals)
    .option('--suppress <range>', 'counts to hide, such as 1-7 (the default)', parseRange)
    .option('--round <base>', 'round what is shown to the nearest base (default: 5; 1: as it is)', parseWhole(1))
    .option('--round-only <base>', 'hide nothing, round everything to the nearest base', parseWhole(2))
    .option('--no-protection <reason>', 'hide and round nothing, for this reason')
    .option('--withhold <codes>', 'areas that are not published, by code, separated by commas', parseList)
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--scenario <name>', 'which events hold (default: the law as it stands)')
    .option('--json', 'print JSON');
}

function addCheckCommand(release: Command): void {
  withAuthorFlags(withQuestionFlags(release.command('check')))
    .description('what would be published, and what it would give away; nothing is stored')
    .action(async (flags: MakeFlags, command: Command) => {
      const draft = answered(
        await withShelves(command, (shelves, context) =>
          checkRelease(shelves, { register: context.register }, questionOf(flags, 'Draft'), { at: now() }),
        ),
      );
      const { audit, published } = draft.composed;
      const source = {
        register: draft.rebased.opened.pack.name,
        question: draft.question,
        toTitle: draft.rebased.targetTitle,
        cells: published.cells,
        audit,
      };
      const wire = encodeReleaseDraft(source);
      const text = () => `${auditText(wire.audit)}\n\n${cellsText(wire.cells)}`;
      const json = () => JSON.stringify(encodeReleaseVerdict(source), null, 2);
      process.stdout.write(`${flags.json === true ? json() : text()}\n`);
      if (!wire.audit.isSafe) process.exitCode = exitCodes.refused;
    });
}

function addMakeCommand(release: Command): void {
  withAuthorFlags(withQuestionFlags(release.command('make')))
    .description('publish a table: signed and kept for good, or refused with all that is not safe')
    .option('--reason <text>', 'why it is published')
    .action(async (flags: MakeFlags, command: Command) => {
      if (flags.title === undefined) throw new Stop(exitCodes.usage, 'Say what the release is called, with --title.');
      const question = questionOf(flags, flags.title);
      const signing = { author: authorOf(flags), reason: flags.reason ?? null, at: now() };
      const made = answeredOrListed(
        await withShelves(command, (shelves, context) =>
          makeRelease(shelves, { register: context.register }, question, signing),
        ),
        flags,
      );
      const wire = encodeRelease(made.register, made.release, made.world);
      if (flags.json === true)
        process.stdout.write(`${JSON.stringify(releaseJson(made.release, made.world), null, 2)}\n`);
      else process.stdout.write(`Published as ${wire.release.id}.\n\n${releaseText(wire)}\n`);
    });
}

function addReadingCommands(release: Command): void {
  release
    .command('list')
    .description('what was released, newest first')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly json?: boolean }, command: Command) => {
      const list = answered(await withShelves(command, listReleases));
      const releases = list.releases.map((one) => encodeReleaseSummary(one, list.world));
      const json = () => JSON.stringify({ register: list.register, releases }, null, 2);
      process.stdout.write(`${flags.json === true ? json() : releasesText(releases)}\n`);
    });

  release
    .command('show')
    .description('one release, with its numbers and its audit')
    .argument('<id>', 'id of the release, such as R-001')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON')
    .action(async (id: string, flags: { readonly json?: boolean }, command: Command) => {
      const shown = answered(await withShelves(command, (shelves, context) => showRelease(shelves, context, id)));
      const wire = encodeRelease(shown.register, shown.release, shown.world);
      const json = () => JSON.stringify(releaseJson(shown.release, shown.world), null, 2);
      process.stdout.write(`${flags.json === true ? json() : releaseText(wire)}\n`);
    });
}

function addExportCommand(release: Command): void {
  release
    .command('export')
    .description('write what a release shows to a file for everybody: hidden numbers are [c]')
    .argument('<id>', 'id of the release, such as R-001')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .option('--xlsx <file>', 'write an Excel file')
    .option('--parquet <file>', 'write a Parquet file')
    .option('--register <name>', 'which register (default: the newest import)')
    .action(async (id: string, { csv, xlsx, parquet }: FileFlags, command: Command) => {
      if (csv === undefined && xlsx === undefined && parquet === undefined)
        throw new Stop(exitCodes.usage, 'Say which file to write: --csv, --xlsx or --parquet.');
      const shown = answered(await withShelves(command, (shelves, context) => showRelease(shelves, context, id)));
      const source = shown.release;
      if (csv === '-') process.stdout.write(releaseCsv(source.document));
      else if (csv !== undefined) writeNamed(csv, releaseCsv(source.document));
      if (xlsx !== undefined) writeNamed(xlsx, await writeSheets(releaseSheets(source, shown.world)));
      if (parquet !== undefined) writeNamed(parquet, await releaseParquet(source));
    });
}

function addVerifyCommand(release: Command): void {
  release
    .command('verify')
    .description('work a release out again from its recorded inputs and compare')
    .argument('<id>', 'id of the release, such as R-001')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON')
    .action(async (id: string, flags: { readonly json?: boolean }, command: Command) => {
      const check = answered(await withShelves(command, (shelves, context) => verifyRelease(shelves, context, id)));
      const words = check.isReproduced
        ? [`${check.id} comes out again, to the last number.`]
        : [`${check.id} does not come out again:`, ...check.differences.map((one) => `  ${one}`)];
      process.stdout.write(`${flags.json === true ? JSON.stringify(check, null, 2) : words.join('\n')}\n`);
      if (!check.isReproduced) process.exitCode = exitCodes.refused;
    });
}

function questionOf(flags: MakeFlags, title: string): ReleaseQuestion {
  const { data, dataVersion, measures, periods, to, on, weights, scenario } = flags;
  return {
    title: flags.title ?? title,
    data,
    version: dataVersion,
    measures,
    periods,
    to,
    on,
    weights,
    scenario,
    totals: flags.totals ?? [],
    rules: rulesOf(flags),
    withhold: flags.withhold ?? [],
  };
}

function rulesOf(flags: MakeFlags): DisclosureRules {
  const isBare = typeof flags.protection === 'string';
  const kinds = [flags.suppress ?? flags.round, flags.roundOnly, isBare ? true : undefined];
  if (kinds.filter((one) => one !== undefined).length > 1) {
    const message = 'Give one set of rules: --suppress with --round, or --round-only, or --no-protection.';
    throw new Stop(exitCodes.usage, message);
  }
  if (flags.protection === false) throw new Stop(exitCodes.usage, 'Say why, with --no-protection REASON.');
  if (isBare) return { kind: 'none', reason: String(flags.protection), by: authorOf(flags).name };
  if (flags.roundOnly !== undefined) return { kind: 'round', base: flags.roundOnly };
  return { kind: 'suppress', ...(flags.suppress ?? { from: 1, to: nhsRules.to }), base: flags.round ?? nhsRules.base };
}

function writeNamed(path: string, content: string | Uint8Array): void {
  writeOutput(path, content);
  process.stderr.write(`Written to ${path}\n`);
}

function parseList(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) throw new InvalidArgumentError('Give ids separated by commas.');
  return items;
}

function parseTotals(text: string): TotalKind[] {
  return parseList(text).map((item) => {
    const found = totalKinds.find((kind) => kind === item);
    if (found === undefined) throw new InvalidArgumentError(`Sums are: ${totalKinds.join(', ')}.`);
    return found;
  });
}

function parseRange(text: string): { from: 0 | 1; to: number } {
  const [, from, to] = /^([01])-(\d{1,6})$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from))
    throw new InvalidArgumentError('Give a range that begins at 0 or 1, such as 1-7.');
  return { from: from === '0' ? 0 : 1, to: Number(to) };
}

function parseWhole(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least)
      throw new InvalidArgumentError(`Give a whole number from ${least}.`);
    return Number(text);
  };
}
