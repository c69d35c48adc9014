/** `coterminous scenarios`: the list, and scenarios side by side. */

import type { Command } from 'commander';
import { type ComparisonQuestion, compareScenariosOf } from '#actions/compare-scenarios.ts';
import { listScenarios } from '#actions/list-scenarios.ts';
import { usualTolerance } from '#actions/measure-fit.ts';
import { withRegisters, withShelves } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseDateFlag, parseMomentFlag, parseTierFlag, parseToleranceFlag } from '#cli/parse-flags.ts';
import { textTable } from '#std/text-table.ts';
import { encodeTotals } from '#wire/encode-handover.ts';
import { comparisonCsv, encodeComparison, encodeScenario, scenariosCsv } from '#wire/encode-scenarios.ts';
import type { ComparisonWire, ScenarioWire } from '#wire/scenarios.ts';

export function addScenariosCommand(program: Command): void {
  const scenarios = withGroundFlags(program.command('scenarios'))
    .description('named choices of which events hold: those of the pack, and those that people keep')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: OutputFlags, command: Command) => {
      const list = answered(await withRegisters(command, (shelf, context) => listScenarios(shelf, context)));
      const given = list.scenarios.map(encodeScenario);
      printAnswer(flags, {
        json: () => ({ register: list.ground.pack.name, scenarios: given }),
        csv: () => scenariosCsv(given),
        text: () => scenariosText(given),
      });
    });

  withGroundFlags(scenarios.command('compare'))
    .description('scenarios side by side on a day: bodies, how they fit, people, and arrangements touched')
    .argument('<scenarios...>', 'ids of scenarios')
    .requiredOption('--on <date>', 'the day', parseDateFlag)
    .option('--from <date>', 'arrangements are handed over from this day (default: the day before)', parseDateFlag)
    .option('--bodies <kind>', 'health bodies', parseTierFlag, 'icb')
    .option('--councils <kind>', 'councils', parseTierFlag, 'utla')
    .option('--population <name>', 'count of people on blocks (default: the complete one nearest to the day)')
    .option('--tolerance <share>', 'share of people that may lie elsewhere', parseToleranceFlag, usualTolerance)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (ids: string[], _flags: unknown, command: Command) => {
      // The list takes some of the same flags, and commander gives those to it.
      const flags = command.optsWithGlobals<OutputFlags & Omit<ComparisonQuestion, 'scenarios'>>();
      const question = { ...flags, scenarios: [...new Set(ids)] };
      const compared = answered(
        await withShelves(command, (shelves, context) => compareScenariosOf(shelves, context, question)),
      );
      const touched = compared.handovers.map(({ handover }) => encodeTotals(handover));
      const register = compared.register.pack.name;
      const wire = encodeComparison(compared.comparison, touched, { register, from: compared.from });
      printAnswer(flags, { json: () => wire, csv: () => comparisonCsv(wire), text: () => comparisonText(wire) });
    });
}

function withGroundFlags(command: Command): Command {
  return command
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--known <moment>', 'as known at this moment of recorded time (default: now)', parseMomentFlag);
}

function scenariosText(scenarios: readonly ScenarioWire[]): string {
  const headings = ['scenario', 'kept by', 'from', 'to', 'events', 'problems', 'title'];
  return textTable(
    headings.map((heading) => ({ heading })),
    scenarios.map(({ scenario, origin, holding, problems }) => [
      scenario.id,
      origin === 'pack' ? 'the pack' : 'people',
      scenario.from ?? '',
      scenario.to ?? '',
      String(holding.length),
      String(problems.length),
      scenario.title,
    ]),
  );
}

function comparisonText({ on, from, bodies, councils, population, scenarios, differences }: ComparisonWire): string {
  const rows: (readonly [string, (one: ComparisonWire['scenarios'][number]) => number])[] = [
    [`bodies (${bodies})`, (one) => one.healthBodies],
    [`councils (${councils})`, (one) => one.councils],
    ['coterminous bodies', (one) => one.coterminousBodies],
    ['councils within one body', (one) => one.nestedCouncils],
    ['councils that straddle', (one) => one.straddlingCouncils],
    ['arrangements touched', (one) => one.arrangementsTouched],
    ['lines of the handover', (one) => one.lines],
    ['contradictions', (one) => one.problems],
  ];
  const heading = (text: string) => ({ heading: text, align: 'right' as const });
  const numbers = textTable(
    [{ heading: '' }, ...scenarios.map((one) => heading(one.id))],
    rows.map(([title, value]) => [title, ...scenarios.map((one) => String(value(one)))]),
  );
  const people = textTable(
    [{ heading: 'people in' }, { heading: 'kind' }, ...scenarios.map((one) => heading(one.id))],
    differences.map(({ body, tier, persons }) => [body.name, tier, ...persons.map((one) => String(one ?? ''))]),
  );
  const about = `On ${on}; arrangements handed over from ${from}. People of ${population ?? 'no count'}.`;
  return [
    about,
    numbers,
    differences.length === 0 ? 'The same bodies, with the same people, in all of them.' : people,
  ].join('\n\n');
}
