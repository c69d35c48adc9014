/** `coterminous rulebook`: the rules in plain English, and what another rulebook would change. */

import type { Command } from 'commander';
import { rulebookNamed } from '#actions/list-rulebooks.ts';
import { tryRulebook } from '#actions/try-rulebook.ts';
import { withContextFlags, withShelves } from '#cli/context-flags.ts';
import { answered } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { jsonFile } from '#cli/rulebook-file.ts';
import { describeRule } from '#core/handover/describe-rule.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import type { IsoDate } from '#std/iso-date.ts';

type TrialFlags = { readonly json?: boolean; readonly from?: IsoDate; readonly to?: IsoDate };

export function addRulebookCommand(program: Command): void {
  const rulebook = program
    .command('rulebook')
    .description('the rules of handing over, in plain English with what they cite')
    .argument('[id]', 'a rulebook that is kept (default: the one of the program)')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print the rulebook itself as JSON, to change and try')
    .action(async (id: string | undefined, flags: { readonly json?: boolean }, command: Command) => {
      const kept = answered(
        await withShelves(command, async ({ registers }, context) => {
          if (id === undefined) return rulebookNamed(registers, '', undefined);
          const ground = await registers.ground(context);
          return ground.ok ? rulebookNamed(registers, ground.value.pack.name, id) : ground;
        }),
      );
      const text = flags.json === true ? JSON.stringify(kept.rulebook, null, 2) : rulebookInWords(kept.rulebook);
      process.stdout.write(`${text}\n`);
    });

  withContextFlags(rulebook.command('try'))
    .description('what a rulebook of your own would change, line by line; nothing is stored')
    .argument('<file>', 'the rulebook as JSON')
    .option('--from <date>', 'the state after this day (default: the first day of the scenario)', parseDateFlag)
    .option('--to <date>', 'the state after this day (default: the second day of the scenario)', parseDateFlag)
    .option('--json', 'print JSON')
    .action(async (file: string, flags: TrialFlags, command: Command) => {
      const given = jsonFile(file);
      const { from, to } = flags;
      const { shown, changed } = answered(
        await withShelves(command, (shelves, context) => tryRulebook(shelves, context, { from, to }, given)),
      );
      const lines = shown.handover.lines.length;
      const rows = changed.map(({ line, changes }) => ({ key: line.key, title: line.arrangement.title, changes }));
      const text = [
        `${rows.length} of ${lines} lines would change.`,
        ...rows.flatMap(({ key, title, changes }) => ['', `${title} (${key})`, ...changes.map((one) => `  ${one}`)]),
      ];
      const { json } = command.optsWithGlobals<TrialFlags>();
      process.stdout.write(`${json === true ? JSON.stringify({ lines, changed: rows }, null, 2) : text.join('\n')}\n`);
    });
}

function rulebookInWords(rulebook: Rulebook): string {
  const { title, version, note, dispositions, flags, citations } = rulebook;
  const rule = (one: Rulebook['dispositions'][number] | Rulebook['flags'][number]) => {
    const heading = 'disposition' in one ? `${one.id}: ${one.title}` : `${one.id}: flag ${one.flag}`;
    return [heading, ...describeRule(one, rulebook).map((line) => `  ${line}`), ''];
  };
  return [
    `${title}, version ${version}`,
    note,
    '',
    'Rules are asked in this order; the first that is met decides.',
    '',
    ...dispositions.flatMap(rule),
    'Flags: all that are met are raised.',
    '',
    ...flags.flatMap(rule),
    'Cited:',
    ...citations.map(
      (one) => `  ${one.reference} (${one.standing}): ${one.says}${one.url === null ? '' : ` ${one.url}`}`,
    ),
  ].join('\n');
}
