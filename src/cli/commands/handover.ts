/** `coterminous handover`. */

import { type Command, Option } from 'commander';
import { type HandoverQuestion, type ShownHandover, showHandover, sourceOf } from '#actions/show-handover.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import { today } from '#cli/clock.ts';
import { withContextFlags, withShelves } from '#cli/context-flags.ts';
import { handoverText } from '#cli/handover-text.ts';
import { answered, type OutputFlags, printAnswer, writeOutput } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { rulebookFile } from '#cli/rulebook-file.ts';
import { type CareGroup, careGroupNames } from '#core/agreements/vocabulary.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { handoverCalendar } from '#wire/encode-calendar.ts';
import { encodeHandover } from '#wire/encode-handover.ts';
import { handoverCsv } from '#wire/handover-csv.ts';
import { handoverSheets } from '#wire/handover-sheets.ts';
import type { HandoverSource } from '#wire/handover-source.ts';

type HandoverFlags = OutputFlags & {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly party?: string;
  readonly careGroup?: CareGroup;
  readonly population?: string;
  readonly schedule?: string;
  /** A file. */
  readonly rulebook?: string;
  readonly all?: boolean;
  readonly xlsx?: string;
  readonly ics?: string;
};

export function addHandoverCommand(program: Command): void {
  withContextFlags(program.command('handover'))
    .description(
      'what becomes of every arrangement between two days: who inherits it, in what shares, what to do by when',
    )
    .option('--from <date>', 'the state after this day (default: the first day of the scenario)', parseDateFlag)
    .option('--to <date>', 'the state after this day (default: the second day of the scenario)', parseDateFlag)
    .option('--party <code>', 'only lines of this body, by a code or its id')
    .addOption(new Option('--care-group <name>', 'only arrangements for these people').choices(careGroupNames))
    .option('--population <id>', 'the count of residents to share by (default: the one nearest to each vesting day)')
    .option('--schedule <id>', 'a schedule that is worked on: its scenario, days, rulebook, count and overrides')
    .option('--rulebook <file>', 'another rulebook, as a JSON file (see "coterminous rulebook --json")')
    .option('--all', 'also a line for each party that nothing happens to')
    .option('--json', 'print JSON')
    .option('--xlsx <file>', 'write an Excel workbook')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .option('--ics <file>', 'write the deadlines as a calendar file')
    .action(async (flags: HandoverFlags, command: Command) => {
      const question = questionOf(flags);
      const shown = answered(
        await withShelves(command, (shelves, context) => showHandover(shelves, context, question)),
      );
      const source = sourceOf(shown);
      await writeFiles(flags, shown, source);
      const isFileOnly = (flags.xlsx ?? flags.ics) !== undefined && flags.json !== true && flags.csv === undefined;
      if (isFileOnly) return;
      const { handover } = shown;
      printAnswer(flags, {
        json: () => encodeHandover(handover, source),
        csv: () => handoverCsv(handover, source),
        text: () => handoverText(encodeHandover(handover, source)),
      });
    });
}

function questionOf(flags: HandoverFlags): HandoverQuestion {
  const { from, to, party, careGroup, population, schedule, all, rulebook } = flags;
  const rulebookGiven = rulebook === undefined ? undefined : rulebookFile(rulebook);
  return { from, to, party, careGroup, population, schedule, all, rulebookGiven };
}

async function writeFiles(flags: HandoverFlags, { handover }: ShownHandover, source: HandoverSource): Promise<void> {
  if (flags.xlsx !== undefined) {
    writeOutput(flags.xlsx, await writeSheets(handoverSheets(handover, source)));
    process.stderr.write(`Written to ${flags.xlsx}\n`);
  }
  if (flags.ics !== undefined) {
    const title = `Handover: ${source.timeline.scenario.title}`;
    writeOutput(flags.ics, handoverCalendar(handover, source, title, today()));
    process.stderr.write(`Written to ${flags.ics}\n`);
  }
}
