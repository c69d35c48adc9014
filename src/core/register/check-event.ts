/** Contradictions in a succession event, each with a code and a sentence. Reads the state, changes nothing. */

import { participantsOf, type SuccessionEvent, type World } from '#core/register/world.ts';
import type { Problem } from '#std/problem.ts';

/** Who exists when the day of an event begins, who begins by this very event, and who exists once all have begun. */
export type Existence = {
  readonly isOld: (body: number) => boolean;
  readonly isNew: (body: number) => boolean;
  readonly isAlive: (body: number) => boolean;
};

/** What is wrong with the event. A body that begins by another event of the day may take part as continuing. */
export function checkEvent(world: World, event: SuccessionEvent, { isOld, isNew, isAlive }: Existence): Problem[] {
  const name = (body: number) => world.organisations[body]?.row.name ?? 'an unknown body';
  const refuse = (code: string, file: string, message: string): Problem => ({
    code,
    severity: 'error',
    where: { file: `${file}.csv` },
    message: `${event.row.title} (${event.row.id}, ${event.day}): ${message}`,
  });
  const problems = checkShape(event, refuse);
  const begins = event.row.kind === 'establish' ? [...event.successors, ...event.subjects] : event.successors;
  const ends = event.row.kind === 'abolish' ? [...event.predecessors, ...event.subjects] : event.predecessors;
  const lasting = [...event.continuing, ...event.subjects].filter(
    (body) => !begins.includes(body) && !ends.includes(body),
  );
  for (const body of [...ends.filter((one) => !isOld(one)), ...lasting.filter((one) => !isAlive(one))]) {
    const what = 'takes part but does not exist when the event takes effect. It had ended, or had not begun.';
    problems.push(refuse('body-not-in-existence', 'participants', `${name(body)} ${what}`));
  }
  for (const body of begins.filter((one) => !isNew(one))) {
    const what = 'is to begin by it but exists already, or existed before. If it lives on, its part is "continuing".';
    problems.push(refuse('successor-already-exists', 'participants', `${name(body)} ${what}`));
  }
  for (const move of event.moves) {
    const known = participantsOf(event);
    for (const body of [move.from, move.to]) {
      if (body < 0 || known.includes(body)) continue;
      problems.push(
        refuse(
          'territory-of-a-stranger',
          'territory',
          `${name(body)} gives or takes land but is not among its participants.`,
        ),
      );
    }
  }
  return problems;
}

/**
 * Bodies that would be their own successors, by the events that hold. One problem for each body at which a
 * circle closes; found by walking the lines of succession once (depth first, without recursion).
 */
export function checkCycles(world: World, holding: readonly number[]): Problem[] {
  const next = successorsOf(world, holding);
  const done = new Set<number>();
  const problems: Problem[] = [];
  for (const start of next.keys()) {
    const path = [{ body: start, rest: [...(next.get(start) ?? [])] }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = done.has(top.body) ? undefined : top.rest.pop();
      if (to === undefined) {
        done.add(top.body);
        path.pop();
      } else if (path.some((step) => step.body === to)) {
        problems.push(cycleProblem(world, [...path.map((step) => step.body), to], to));
      } else path.push({ body: to, rest: [...(next.get(to) ?? [])] });
    }
  }
  return problems;
}

function successorsOf(world: World, holding: readonly number[]): Map<number, Set<number>> {
  const next = new Map<number, Set<number>>();
  for (const number of holding) {
    const event = world.events[number];
    for (const from of event?.predecessors ?? []) {
      const known = next.get(from) ?? [];
      next.set(from, new Set([...known, ...(event?.successors ?? [])]));
    }
  }
  return next;
}

/** Zones as a reader knows them: how many building blocks, and the first few codes. */
export function zonesInWords(world: World, zones: readonly number[]): string {
  const geography = world.land.geographies.at(-1);
  const wanted = new Set(zones);
  const codes = new Set<string>();
  for (let part = 0; part < world.land.partCount; part++) {
    if (!wanted.has(world.zones.zoneOfPart[part] ?? -1)) continue;
    const block = geography?.blockOfPart[part] ?? -1;
    codes.add(geography?.codes[block] ?? 'a block that the latest vintage lacks');
  }
  const first = [...codes].slice(0, 3).join(', ');
  return `${codes.size} block${codes.size === 1 ? '' : 's'} (${first}${codes.size > 3 ? ', ...' : ''})`;
}

function checkShape(
  event: SuccessionEvent,
  refuse: (code: string, file: string, message: string) => Problem,
): Problem[] {
  const givers = event.predecessors.length;
  const takers = event.successors.length + event.continuing.length;
  const problems: Problem[] = [];
  const { kind } = event.row;
  if (kind === 'merge' && (takers !== 1 || givers + event.continuing.length < 2)) {
    problems.push(
      refuse(
        'merge-needs-two-into-one',
        'participants',
        `a merge takes at least two bodies into one; this has ${givers} that end and ${takers} that take over.`,
      ),
    );
  }
  if (kind === 'divide' && takers < 2) {
    problems.push(
      refuse(
        'division-with-one-successor',
        'participants',
        `a divided body has at least two successors; this has ${takers}. A body with one is a merge, a rename or a change of status.`,
      ),
    );
  }
  if (kind === 'divide' && givers === 0 && event.continuing.length === 0) {
    problems.push(refuse('division-of-nothing', 'participants', 'it names no body that is divided.'));
  }
  if (kind === 'cluster' && (givers > 0 || event.successors.length > 0 || event.moves.length > 0)) {
    problems.push(
      refuse(
        'cluster-changes-nothing',
        'participants',
        'a cluster is not a merger: its bodies stay separate in law, so nobody ends, begins or moves land. Name them as subjects.',
      ),
    );
  }
  const all = givers + takers + event.subjects.length;
  if (all === 0) problems.push(refuse('event-without-bodies', 'participants', 'it names no body at all.'));
  return problems;
}

function cycleProblem(world: World, path: readonly number[], back: number): Problem {
  const loop = path.slice(path.indexOf(back)).map((body) => world.organisations[body]?.row.name ?? '?');
  return {
    code: 'succession-cycle',
    severity: 'error',
    where: { file: 'participants.csv' },
    message: `These bodies succeed each other in a circle: ${loop.join(' -> ')}. Correct one of the events.`,
  };
}
