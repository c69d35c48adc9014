import { describe, expect, it } from 'vitest';
import { organisationsByCode } from '#core/register/as-of.ts';
import { lineageOf, type Succession } from '#core/register/lineage.ts';
import { portraitOf } from '#core/register/portrait.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { codeOn, nameOn } from '#core/register/world.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** a and b merge to c; c divides to d (b0) and e (b1 b2); f gives b3 to e and both live on. */
const facts = together(
  ground(5),
  bodies([
    ['a', 'region', 'b0 b1'],
    ['b', 'region', 'b2'],
    ['c', 'region'],
    ['d', 'region'],
    ['e', 'region'],
    ['f', 'region', 'b3 b4'],
  ]),
  events([
    { id: 'merge', kind: 'merge', day: '2001-01-01', predecessors: 'a b', successors: 'c' },
    {
      id: 'divide',
      kind: 'divide',
      day: '2002-01-01',
      predecessors: 'c',
      successors: 'd e',
      moves: [
        ['c', 'd', 'b0'],
        ['c', 'e', '*'],
      ],
    },
    { id: 'border', kind: 'boundary-change', day: '2003-01-01', continuing: 'e f', moves: [['f', 'e', 'b3']] },
  ]),
);

function lines(timeline: Timeline, list: readonly Succession[]): string[] {
  const id = (body: number) => timeline.world.organisations[body]?.row.id;
  return list.map((line) => `${id(line.from)}>${id(line.to)} ${line.persons} ${line.shareOfGiver}`);
}

function lineage(timeline: Timeline, id: string) {
  const body = timeline.world.organisations.find((one) => one.row.id === id)?.index ?? -1;
  const { before, after } = lineageOf(timeline, body, timeline.world.populations[0]);
  return { before: lines(timeline, before), after: lines(timeline, after) };
}

describe('lineage', () => {
  it('[RG40] runs both ways to the ends of the register', () => {
    const timeline = foldOf(facts);
    expect(lineage(timeline, 'd').before).toEqual(['a>c 200 1', 'b>c 100 1', 'c>d 100 0.3333333333333333']);
    expect(lineage(timeline, 'a').after).toEqual([
      'a>c 200 1',
      'c>d 100 0.3333333333333333',
      'c>e 200 0.6666666666666666',
    ]);
    expect(lineage(timeline, 'a').before).toEqual([]);
  });

  it('[RG41] the shares of a divided body add up to one', () => {
    const timeline = foldOf(facts);
    const shares = lineageOf(timeline, 2, timeline.world.populations[0]).after.map((line) => line.shareOfGiver ?? 0);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it('[RG42] a share is not known where no land is known to have passed', () => {
    const unknown = together(
      ground(1),
      bodies([
        ['a', 'region'],
        ['x', 'region'],
        ['y', 'region'],
      ]),
      events([{ id: 'divide', kind: 'divide', day: '2002-01-01', predecessors: 'a', successors: 'x y' }]),
    );
    expect(lineage(foldOf(unknown), 'a').after).toEqual(['a>x null null', 'a>y null null']);
  });

  it('[RG43] land gained while both live on is part of the lineage of the two alone', () => {
    const timeline = foldOf(facts);
    expect(lineage(timeline, 'e').before).toContain('f>e 100 null');
    expect(lineage(timeline, 'f').after).toEqual(['f>e 100 null']);
    expect(lineage(timeline, 'a').after.join()).not.toContain('f>e');
  });

  it('[RG44] a body that ends by two events of one day passes only the land that is named', () => {
    const dividing = together(
      ground(4),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region', 'b1 b2'],
        ['c', 'region', 'b3'],
        ['x', 'region'],
        ['y', 'region'],
      ]),
      events([
        {
          id: 'one',
          kind: 'merge',
          day: '2006-10-01',
          predecessors: 'a b',
          successors: 'x',
          moves: [['b', 'x', 'b1']],
        },
        { id: 'two', kind: 'merge', day: '2006-10-01', predecessors: 'b c', successors: 'y', moves: [] },
      ]),
    );
    const timeline = foldOf(dividing);
    expect(timeline.problems).toEqual([]);
    expect(lineage(timeline, 'x').before).toEqual(['a>x 100 1', 'b>x 100 0.5']);
    expect(lineage(timeline, 'y').before).toEqual(['b>y null null', 'c>y 100 1']);
  });
});

describe('shares of the people of a giver', () => {
  it('[RG45] a giver that gives way in several events of a day has shares of all it gave up', () => {
    const twice = together(
      ground(4),
      bodies([
        ['a', 'region', 'b0 b1 b2'],
        ['x', 'region'],
        ['y', 'region', 'b3'],
      ]),
      events([
        {
          id: 'border',
          kind: 'boundary-change',
          day: '2022-07-01',
          continuing: 'y',
          subjects: 'a',
          moves: [['a', 'y', 'b0']],
        },
        {
          id: 'establish',
          kind: 'establish',
          day: '2022-07-01',
          subjects: 'x',
          continuing: 'a',
          moves: [['a', 'x', '*']],
        },
        { id: 'abolish', kind: 'abolish', day: '2022-07-01', subjects: 'a' },
      ]),
    );
    expect(lineage(foldOf(twice), 'a').after).toEqual(['a>y 100 0.3333333333333333', 'a>x 200 0.6666666666666666']);
  });

  it('[RG42] no share is told of a giver that is known in part, and every named taker of a division is kept', () => {
    const partly = together(
      ground(2),
      bodies([
        ['a', 'region', 'b0 b1'],
        ['x', 'region'],
        ['y', 'region'],
      ]),
      events([
        {
          id: 'divide',
          kind: 'divide',
          day: '2002-01-01',
          predecessors: 'a',
          successors: 'x y',
          moves: [['a', 'x', '*']],
        },
      ]),
      factsOf({ extents: [{ organisation: 'a', extent: 'partial' }] }),
    );
    expect(lineage(foldOf(partly), 'a').after).toEqual(['a>x 200 null', 'a>y null null']);
  });

  it('[RG54] a portrait claims no relation of a body that is known in part', () => {
    const one = together(
      ground(1),
      bodies([
        ['i', 'integrated-care-board', 'b0'],
        ['c', 'district-council', 'b0'],
      ]),
    );
    const relations = (given: typeof one) => {
      const timeline = foldOf(given);
      const body = timeline.world.organisations[0];
      return body && portraitOf(timeline, body, isoDate('2020-01-01')).sharings.map((sharing) => sharing.relation);
    };
    expect(relations(one)).toEqual(['coterminous']);
    expect(relations(together(one, factsOf({ extents: [{ organisation: 'i', extent: 'partial' }] })))).toEqual([
      'not-known',
    ]);
  });
});

describe('names, codes and portraits', () => {
  const named = together(
    facts,
    factsOf({
      names: [
        { organisation: 'a', name: 'Old', to: '2000-06-01' },
        { organisation: 'a', name: 'New', from: '2000-06-01' },
      ],
      identifiers: [
        { organisation: 'a', scheme: 'gss', value: 'E1', to: '2000-06-01' },
        { organisation: 'a', scheme: 'gss', value: 'E2', from: '2000-06-01' },
        { organisation: 'f', scheme: 'gss', value: 'E1', from: '2000-06-01' },
      ],
    }),
  );
  const timeline = foldOf(named);
  const a = timeline.world.organisations[0];
  if (a === undefined) throw new Error('body a');

  it('[RG50] a body is called by the name and the code of the day', () => {
    expect([nameOn(a, isoDate('2000-05-31')), codeOn(a, isoDate('2000-05-31'))]).toEqual(['Old', 'E1']);
    expect([nameOn(a, isoDate('2000-06-01')), codeOn(a, isoDate('2000-06-01'))]).toEqual(['New', 'E2']);
  });

  it('[RG51] a code that was used for several bodies finds all of them', () => {
    expect(organisationsByCode(timeline, 'e1').map((one) => one.row.id)).toEqual(['a', 'f']);
    expect(organisationsByCode(timeline, 'nothing')).toEqual([]);
  });

  it('[RG52] a body that has ended is shown on its last day', () => {
    const portrait = portraitOf(timeline, a, isoDate('2020-01-01'));
    expect(portrait.on).toBe('2000-12-31');
    expect(portrait.headcounts.map((one) => one.persons)).toEqual([200]);
    expect(portrait.blocks.map((one) => portrait.geography?.codes[one.block])).toEqual(['b0', 'b1']);
  });

  it('[RG53] registered people of a commissioner are those of its practices on the day', () => {
    const registered = together(
      named,
      factsOf({
        organisations: [
          { id: 'p1', name: 'P1' },
          { id: 'p2', name: 'P2' },
        ],
        roles: [
          { organisation: 'p1', role: 'gp-practice' },
          { organisation: 'p2', role: 'gp-practice' },
        ],
        relationships: [
          { organisation: 'p1', kind: 'commissioned-by', target: 'f', status: 'stated' },
          { organisation: 'p2', kind: 'commissioned-by', target: 'f', to: '2010-01-01', status: 'stated' },
        ],
        populations: [{ id: 'lists', title: 'Lists', base: 'registered', date: '2014-10-01', evidence: 'published' }],
        registered_values: [
          { population: 'lists', organisation: 'p1', persons: 70 },
          { population: 'lists', organisation: 'p2', persons: 5 },
        ],
      }),
    );
    const made = foldOf(registered);
    const f = made.world.organisations.find((one) => one.row.id === 'f');
    const persons = (day: string) =>
      f && portraitOf(made, f, isoDate(day)).headcounts.find((one) => one.row.id === 'lists')?.persons;
    expect(persons('2009-12-31')).toBe(75);
    expect(persons('2010-01-01')).toBe(70);
  });
});
