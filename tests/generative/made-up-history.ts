/**
 * Made-up histories for differential tests: a valid run of events drawn step by step, kept twice, as facts for
 * the program and as the plainest possible table of who holds which block, day by day.
 */

import fc from 'fast-check';
import type { Facts } from '#core/pack/tables.ts';
import { bodies, events, ground, together } from '#tests/support/tiny-register.ts';

/** On each day: who lives, and who holds each block ('' nobody). */
export type Ledger = ReadonlyMap<string, { readonly alive: ReadonlySet<string>; readonly holders: readonly string[] }>;
export type History = { readonly facts: Facts; readonly ledger: Ledger; readonly eventIds: readonly string[] };

type Step = {
  readonly kind: 'merge' | 'divide' | 'transfer' | 'abolish' | 'swap' | 'cluster';
  readonly pick: number;
  readonly other: number;
  readonly cut: number;
};
type TinyEvents = Parameters<typeof events>[0][number];

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('merge', 'divide', 'transfer', 'abolish', 'swap', 'cluster'),
  pick: fc.nat(1000),
  other: fc.nat(1000),
  cut: fc.nat(1000),
});

/** A history of up to a dozen events over up to twelve blocks, one event a day. */
export const historyArbitrary: fc.Arbitrary<History> = fc
  .record({
    blocks: fc.integer({ min: 1, max: 12 }),
    bodies: fc.integer({ min: 1, max: 5 }),
    seeds: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
    steps: fc.array(stepArbitrary, { maxLength: 12 }),
  })
  .map(({ blocks, bodies: count, seeds, steps }) => makeHistory(blocks, count, seeds, steps));

function makeHistory(blockCount: number, bodyCount: number, seeds: readonly number[], steps: readonly Step[]): History {
  const holders = Array.from({ length: blockCount }, (_, block) => `o${(seeds[block] ?? 0) % bodyCount}`);
  const alive = new Set(Array.from({ length: bodyCount }, (_, i) => `o${i}`));
  const started = [...alive].map((id) => [id, 'region', held(holders, id).join(' ')] as const);
  const born: string[] = [];
  const list: TinyEvents[] = [];
  const ledger = new Map([['1900-01-01', { alive: new Set(alive), holders: [...holders] }]]);
  for (const [at, step] of steps.entries()) {
    const day = `${2000 + at}-04-01`;
    const event = play(step, `e${at}`, day, alive, holders, born);
    if (event !== null) list.push(event);
    ledger.set(day, { alive: new Set(alive), holders: [...holders] });
  }
  const facts = together(
    ground(blockCount),
    bodies([...started, ...born.map((id) => [id, 'region'] as const)]),
    events(list),
  );
  return { facts, ledger, eventIds: list.map((event) => event.id) };
}

const held = (holders: readonly string[], id: string) =>
  holders.flatMap((holder, block) => (holder === id ? [`b${block}`] : []));

/** Plays one step on the ledger and returns the event that says the same; null when the step cannot be. */
function play(
  step: Step,
  id: string,
  day: string,
  alive: Set<string>,
  holders: string[],
  born: string[],
): TinyEvents | null {
  const living = [...alive].sort();
  const a = living[step.pick % living.length];
  const b = living.filter((one) => one !== a)[step.other % Math.max(1, living.length - 1)];
  if (a === undefined) return null;
  const own = held(holders, a);
  const cut = own.filter((_, at) => ((step.cut >> (at % 10)) & 1) === 1);
  const pass = (blocks: readonly string[], to: string) => {
    for (const block of blocks) holders[Number(block.slice(1))] = to;
  };
  const begin = (name: string) => {
    born.push(name);
    alive.add(name);
    return name;
  };
  if (step.kind === 'abolish') {
    alive.delete(a);
    pass(own, '');
    return { id, kind: 'abolish', day, subjects: a };
  }
  if (step.kind === 'divide') {
    const [x, y] = [begin(`${id}x`), begin(`${id}y`)];
    alive.delete(a);
    pass(own, y);
    pass(cut, x);
    return {
      id,
      kind: 'divide',
      day,
      predecessors: a,
      successors: `${x} ${y}`,
      moves: [
        [a, x, cut.join(' ')],
        [a, y, '*'],
      ],
    };
  }
  if (b === undefined) return null;
  if (step.kind === 'cluster') return { id, kind: 'cluster', day, subjects: `${a} ${b}` };
  if (step.kind === 'merge') {
    const theirs = held(holders, b);
    const x = begin(`${id}x`);
    alive.delete(a);
    alive.delete(b);
    pass([...own, ...theirs], x);
    return { id, kind: 'merge', day, predecessors: `${a} ${b}`, successors: x };
  }
  const theirs = step.kind === 'swap' ? held(holders, b) : [];
  pass(cut, b);
  pass(theirs, a);
  return {
    id,
    kind: 'boundary-change',
    day,
    continuing: `${a} ${b}`,
    moves: [
      [a, b, cut.join(' ')],
      [b, a, theirs.join(' ')],
    ],
  };
}
