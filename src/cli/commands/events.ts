/** `coterminous events`. */

import { type Command, Option } from 'commander';
import { listEvents } from '#actions/list-events.ts';
import { withContextFlags, withRegisters } from '#cli/context-flags.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { type EventKind, eventKinds } from '#core/pack/vocabulary.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { describeProblem } from '#std/problem.ts';
import { textTable } from '#std/text-table.ts';
import { encodeEvent } from '#wire/encode-register.ts';
import type { EventWire } from '#wire/register.ts';

type EventFlags = OutputFlags & {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly kind?: EventKind;
  readonly organisation?: string;
};

export function addEventCommand(program: Command): void {
  withContextFlags(program.command('events'))
    .description('succession events by day, with contradictions found')
    .option('--from <date>', 'from this day', parseDateFlag)
    .option('--to <date>', 'before this day', parseDateFlag)
    .addOption(new Option('--kind <kind>', 'only events of this kind').choices(eventKinds))
    .option('--organisation <id>', 'only events that name this body, by a code or its id')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: EventFlags, command: Command) => {
      const list = answered(await withRegisters(command, (shelf, context) => listEvents(shelf, context, flags)));
      const { timeline } = list.register;
      const events = list.events.map((event) => encodeEvent(timeline, event));
      printAnswer(flags, {
        json: () => ({ scenario: timeline.scenario.id, count: events.length, events, problems: timeline.problems }),
        csv: () => eventsCsv(events),
        text: () => [eventsText(events), ...timeline.problems.map(describeProblem)].join('\n'),
      });
    });
}

const day = (event: EventWire) => event.legal ?? event.operational ?? '';
const codes = (bodies: EventWire['predecessors']) => bodies.map((body) => body.code).join(' ');

function eventsText(events: readonly EventWire[]): string {
  const rows = events.map((event) => [
    day(event),
    event.kind,
    event.status,
    event.holds ? 'yes' : 'no',
    event.evidence,
    event.title,
  ]);
  const table = textTable(
    [
      { heading: 'on' },
      { heading: 'kind' },
      { heading: 'status' },
      { heading: 'holds' },
      { heading: 'evidence' },
      { heading: 'event' },
    ],
    rows,
  );
  return `${table}\n\n${events.length} event${events.length === 1 ? '' : 's'}`;
}

function eventsCsv(events: readonly EventWire[]): string {
  return csvTable(
    [
      'id',
      'kind',
      'title',
      'status',
      'announced',
      'legal',
      'operational',
      'holds',
      'instrument',
      'evidence',
      'predecessors',
      'successors',
      'continuing',
      'subjects',
      'blocks_moved',
    ],
    events.map((event) => [
      event.id,
      event.kind,
      event.title,
      event.status,
      event.announced,
      event.legal,
      event.operational,
      event.holds,
      event.instrument,
      event.evidence,
      codes(event.predecessors),
      codes(event.successors),
      codes(event.continuing),
      codes(event.subjects),
      event.blocksMoved,
    ]),
  );
}
