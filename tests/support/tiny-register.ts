/** Small registers written in a few lines, for tests: bodies, blocks and events by short names. */

import { emptyFacts, type Facts, type Row, type TableName, tableNamed } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw, type Scenario } from '#core/register/scenario.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { makeWorld } from '#core/register/world.ts';

type Loose<N extends TableName> = { [K in keyof Row<N>]?: string | number | boolean | null };

/** Rows of a table with every column that is not given set to null. */
export function rows<N extends TableName>(name: N, given: readonly Loose<N>[]): Row<N>[] {
  const blank = Object.fromEntries(tableNamed(name).columns.map((column) => [column.name, null]));
  return given.map((row) => ({ ...blank, ...row }) as unknown as Row<N>);
}

/** Facts with these rows and nothing else. */
export function factsOf(given: { readonly [N in TableName]?: readonly Loose<N>[] }): Facts {
  const filled = Object.entries(given).map(([name, list]) => [
    name,
    rows(name as TableName, list as Loose<TableName>[]),
  ]);
  return { ...emptyFacts(), ...Object.fromEntries(filled) };
}

/** `count` blocks b0, b1, ... of geography `g`, and 100 people in each as population `p`. */
export function ground(count: number): Pick<Facts, 'geographies' | 'areas' | 'populations' | 'population_values'> {
  const codes = Array.from({ length: count }, (_, i) => `b${i}`);
  return factsOf({
    geographies: [{ id: 'g', title: 'Blocks', vintage: '2001-01-01' }],
    areas: codes.map((code) => ({ geography: 'g', code })),
    populations: [
      { id: 'p', title: 'People', base: 'resident', geography: 'g', date: '2001-01-01', evidence: 'published' },
    ],
    population_values: codes.map((area) => ({ population: 'p', area, persons: 100 })),
  });
}

/** Bodies with one role each, and the blocks they hold from the start: `['a', 'district-council', 'b0 b1']`. */
export function bodies(
  given: readonly (readonly [id: string, role: string, blocks?: string])[],
): Pick<Facts, 'organisations' | 'roles' | 'memberships'> {
  return factsOf({
    organisations: given.map(([id]) => ({ id, name: id.toUpperCase() })),
    roles: given.map(([organisation, role]) => ({ organisation, role })),
    memberships: given.flatMap(([organisation, , blocks]) =>
      (blocks ?? '')
        .split(' ')
        .filter(Boolean)
        .map((area) => ({ organisation, geography: 'g', area, evidence: 'published' })),
    ),
  });
}

type TinyEvent = {
  readonly id: string;
  readonly kind: Row<'events'>['kind'];
  readonly day: string | null;
  readonly status?: Row<'events'>['status'];
  /** `'a b'`: who takes part as what. */
  readonly predecessors?: string;
  readonly successors?: string;
  readonly continuing?: string;
  readonly subjects?: string;
  /** `['a', 'c', 'b0 b1']` or `['a', 'c', '*']`; '' for nobody. */
  readonly moves?: readonly (readonly [from: string, to: string, blocks: string])[];
};

/** Events with participants and territory. */
export function events(given: readonly TinyEvent[]): Pick<Facts, 'events' | 'participants' | 'territory'> {
  const words = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean);
  return factsOf({
    events: given.map(({ id, kind, day, status }) => ({
      id,
      kind,
      title: id,
      status: status ?? 'in-effect',
      legal: day,
      evidence: 'published',
    })),
    participants: given.flatMap((event) => [
      ...words(event.predecessors).map((organisation) => ({ event: event.id, organisation, part: 'predecessor' })),
      ...words(event.successors).map((organisation) => ({ event: event.id, organisation, part: 'successor' })),
      ...words(event.continuing).map((organisation) => ({ event: event.id, organisation, part: 'continuing' })),
      ...words(event.subjects).map((organisation) => ({ event: event.id, organisation, part: 'subject' })),
    ]),
    territory: given.flatMap((event) =>
      (event.moves ?? []).flatMap(([from, to, blocks]) =>
        words(blocks).map((area) => ({
          event: event.id,
          from: from === '' ? null : from,
          to: to === '' ? null : to,
          geography: area === '*' ? null : 'g',
          area,
          evidence: 'published',
        })),
      ),
    ),
  });
}

/** All the given facts together; later pieces add rows to earlier ones. */
export function together(...pieces: readonly Partial<Facts>[]): Facts {
  const whole: Record<string, unknown[]> = {};
  for (const piece of [emptyFacts(), ...pieces]) {
    for (const [name, list] of Object.entries(piece)) whole[name] = [...(whole[name] ?? []), ...(list as unknown[])];
  }
  // `factsOf` fills every table, so an empty one adds nothing.
  return whole as unknown as Facts;
}

/** The fold of the facts, in the law as it stands unless another scenario is given. */
export function foldOf(facts: Facts, scenario: Scenario = currentLaw): Timeline {
  return foldEvents(makeWorld(facts), scenario);
}

/** Districts that carry one code, R1, one after another: `old` divides into `north` and `south` in April 2010. */
export function dividedDistricts(): Facts {
  return together(
    ground(3),
    bodies([
      ['old', 'district-council', 'b0 b1'],
      ['north', 'district-council'],
      ['south', 'district-council'],
    ]),
    events([
      {
        id: 'split',
        kind: 'divide',
        day: '2010-04-01',
        predecessors: 'old',
        successors: 'north south',
        moves: [
          ['old', 'north', 'b0'],
          ['old', 'south', 'b1'],
        ],
      },
    ]),
    factsOf({
      identifiers: ['old', 'north', 'south'].map((organisation) => ({ organisation, scheme: 'ods', value: 'R1' })),
    }),
  );
}
