import { describe, expect, it } from 'vitest';
import { type Measure, measure } from '#core/coterminosity/measure.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import { changeDates, measureSeries } from '#core/coterminosity/series.ts';
import type { Facts } from '#core/pack/tables.ts';
import { portraitOf } from '#core/register/portrait.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const before = isoDate('2019-03-31');
const after = isoDate('2019-04-01');
const ask: MeasureQuery = { bodies: 'icb', councils: 'ltla', on: after, tolerance: 0 };

/** Two boards and three councils; the second council is divided between the boards. East and West are regions. */
const crossing = together(
  ground(6),
  bodies([
    ['i', 'integrated-care-board', 'b0 b1 b2'],
    ['j', 'integrated-care-board', 'b3 b4 b5'],
    ['a', 'district-council', 'b0 b1'],
    ['b', 'district-council', 'b2 b3'],
    ['c', 'district-council', 'b4 b5'],
    ['west', 'region', 'b0 b1'],
    ['east', 'region', 'b2 b3 b4 b5'],
  ]),
);

function measured(facts: Facts, query: Partial<MeasureQuery> = {}): Measure {
  const found = measure(foldOf(facts), { ...ask, ...query });
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
}

function refusal(facts: Facts, query: Partial<MeasureQuery>) {
  const found = measure(foldOf(facts), { ...ask, ...query });
  return found.ok ? undefined : found.refusal;
}

const pairsInWords = (found: Measure) =>
  found.pairs.map((pair) => `${pair.body.code}-${pair.council.code} ${pair.persons} ${pair.relation}`);
const codes = (found: Measure) => found.assumptions.map((one) => one.code);
const textOf = (found: Measure, code: string) => found.assumptions.find((one) => one.code === code)?.text;

describe('measure', () => {
  it('[IX30] names the population and says why it was chosen', () => {
    const found = measured(crossing);
    expect(pairsInWords(found)).toEqual([
      'i-a 200 council-within-body',
      'i-b 100 straddling',
      'j-b 100 straddling',
      'j-c 200 council-within-body',
    ]);
    expect([found.population.row.id, found.population.persons, found.summary.councilsCrossing]).toEqual(['p', 600, 1]);
    expect(textOf(found, 'population')).toContain('chosen because it is the resident count nearest to 2019-04-01');
    expect(textOf(measured(crossing, { population: 'p' }), 'population')).toContain('the count that was asked for');
  });

  it('[IX30] takes the complete resident count nearest to the day, and says what an incomplete one lacks', () => {
    const counts = factsOf({
      populations: [
        {
          id: 'partial',
          title: 'Partial',
          base: 'resident',
          geography: 'g',
          date: '2019-04-01',
          evidence: 'published',
        },
        { id: 'near', title: 'Near', base: 'resident', geography: 'g', date: '2019-01-01', evidence: 'published' },
      ],
      population_values: [
        { population: 'partial', area: 'b0', persons: 7 },
        ...['b0', 'b1', 'b2', 'b3', 'b4', 'b5'].map((area) => ({ population: 'near', area, persons: 10 })),
      ],
    });
    const facts = together(crossing, counts);
    expect(measured(facts).population.row.id).toBe('near');
    expect(measured(facts, { on: isoDate('2002-01-01') }).population.row.id).toBe('p');
    expect(textOf(measured(facts, { population: 'partial' }), 'population-incomplete')).toMatch(/^5 building blocks/);
  });

  it('[IX31] people of a block that a border of the day cuts are estimated; a border elsewhere estimates nobody', () => {
    const merged = factsOf({
      geographies: [{ id: 'h', title: 'Later blocks', vintage: '2011-01-01' }],
      areas: ['h0', 'h1', 'h2'].map((code) => ({ geography: 'h', code })),
      links: ['b0 h0', 'b1 h0', 'b2 h1', 'b3 h1', 'b4 h2', 'b5 h2'].map((pair) => {
        const [from = '', to = ''] = pair.split(' ');
        return { from_geography: 'g', from_area: from, to_geography: 'h', to_area: to, change: 'merged' };
      }),
      populations: [
        { id: 'q', title: 'Later people', base: 'resident', geography: 'h', date: '2011-01-01', evidence: 'published' },
      ],
      population_values: ['h0', 'h1', 'h2'].map((area) => ({ population: 'q', area, persons: 301 })),
    });
    // The trust's land divides h0 into two zones, which one board and one council hold on the day.
    const trust = bodies([['t', 'nhs-trust', 'b0']]);
    const found = measured(together(crossing, trust, merged));
    expect(found.population.row.id).toBe('q');
    expect(found.pairs.map((pair) => [pair.persons, pair.estimatedPersons])).toEqual([
      [301, 0],
      [151, 151],
      [150, 150],
      [301, 0],
    ]);
    expect(textOf(found, 'split-blocks')).toContain('1 building block of Later blocks with 301 persons');
    expect(codes(measured(together(crossing, merged), { population: 'p' }))).not.toContain('split-blocks');
  });

  it('[IX32] lists bodies of unknown and partial territory; they are in no count of bodies', () => {
    const unknown = together(
      crossing,
      bodies([
        ['k', 'integrated-care-board'],
        ['l', 'integrated-care-board'],
      ]),
      factsOf({
        extents: [
          { organisation: 'j', extent: 'partial' },
          { organisation: 'k', extent: 'unknown' },
        ],
      }),
    );
    const found = measured(unknown);
    expect(found.unknownBodies.map((one) => `${one.body.code} ${one.extent}`)).toEqual([
      'j partial',
      'k unknown',
      'l unknown',
    ]);
    expect([found.unknownCouncils, found.summary.bodyCount]).toEqual([[], 1]);
    expect(textOf(found, 'unknown-territory')).toContain('2 of 4 integrated care boards');
    expect(codes(found)).toContain('partial-territory');
    expect(codes(measured(crossing))).not.toContain('unknown-territory');
  });

  it('[IX38] no relation is told of a body that is known in part, and nobody matches it', () => {
    const one = together(
      ground(1),
      bodies([
        ['i', 'integrated-care-board', 'b0'],
        ['c', 'district-council', 'b0'],
      ]),
    );
    const partly = together(one, factsOf({ extents: [{ organisation: 'i', extent: 'partial' }] }));
    const counts = ({ summary }: Measure) => [
      summary.bodyCount,
      summary.coterminousBodies,
      summary.coterminousCouncils,
      summary.coterminousPairs,
      summary.councilsWithinOneBody,
      summary.pairCount,
    ];
    expect(measured(one).pairs.map((pair) => pair.relation)).toEqual(['coterminous']);
    expect(counts(measured(one))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(measured(partly).pairs.map((pair) => pair.relation)).toEqual(['not-known']);
    expect(counts(measured(partly))).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('[IX33] evidence follows land through a succession', () => {
    const fitted = factsOf({
      organisations: [
        { id: 'x', name: 'X' },
        { id: 'y', name: 'Y' },
      ],
      roles: [
        { organisation: 'x', role: 'district-council' },
        { organisation: 'y', role: 'district-council' },
      ],
      memberships: [{ organisation: 'x', geography: 'g', area: 'b6', evidence: 'best-fit', source: 'fit' }],
    });
    const merge = events([{ id: 'm', kind: 'change-of-status', day: after, predecessors: 'x', successors: 'y' }]);
    const seven = together(
      ground(7),
      bodies([
        ['i', 'integrated-care-board', 'b0 b6'],
        ['a', 'district-council', 'b0'],
      ]),
      fitted,
      merge,
    );
    const counts = (on: typeof after) => measured(seven, { on }).evidence.find((one) => one.evidence === 'best-fit');
    expect(counts(before)).toEqual({ evidence: 'best-fit', bodies: 0, councils: 1 });
    expect(counts(after)).toEqual({ evidence: 'best-fit', bodies: 0, councils: 1 });
    expect(measured(seven).sources).toEqual(['fit']);
    expect(textOf(measured(seven), 'territory-best-fit')).toContain('1 of 2 district and unitary councils');
  });

  it('[IX33] evidence of the giver does not follow land that is named block by block', () => {
    const facts = together(
      ground(3),
      bodies([
        ['i', 'integrated-care-board', 'b0 b1 b2'],
        ['x', 'district-council'],
        ['y', 'district-council', 'b0'],
      ]),
      factsOf({ memberships: [{ organisation: 'x', geography: 'g', area: 'b1', evidence: 'best-fit' }] }),
      events([{ id: 'm', kind: 'boundary-change', day: after, continuing: 'x y', moves: [['x', 'y', 'b1']] }]),
    );
    expect(measured(facts).evidence.find((one) => one.evidence === 'best-fit')?.councils).toBe(1);
    const inherited = {
      ...facts,
      territory: [],
      participants: facts.participants.map((row) => ({
        ...row,
        part: row.organisation === 'x' ? ('predecessor' as const) : row.part,
      })),
    };
    expect(measured(inherited).evidence.find((one) => one.evidence === 'best-fit')?.councils).toBe(1);
    expect(measured(inherited).summary.councilCount).toBe(1);
  });

  it('[IX34] a body counts in the region where most of its people are; a region is named by any code', () => {
    const found = measured(crossing);
    expect(
      found.regions.map((one) => [one.region.code, one.persons, one.summary.bodyCount, one.summary.councilCount]),
    ).toEqual([
      ['east', 400, 1, 2],
      ['west', 200, 1, 1],
    ]);
    const west = measured(crossing, { region: 'WEST' });
    expect(west.region?.code).toBe('west');
    expect(pairsInWords(west)).toEqual(['i-a 200 council-within-body', 'i-b 100 straddling']);
    expect([west.summary.councilsCrossing, west.summary.persons]).toEqual([0, 200]);
    expect(west.summary).toEqual(found.regions[1]?.summary);
  });

  it('[IX35] refuses an unknown population or region, and a day without known territory', () => {
    expect(refusal(crossing, { population: 'z' })).toMatchObject({ kind: 'unknown-population', known: ['p'] });
    expect(refusal(crossing, { region: 'north' })).toMatchObject({ kind: 'unknown-region', known: ['east', 'west'] });
    expect(refusal(crossing, { bodies: 'pct' })).toMatchObject({ kind: 'nothing-to-measure' });
    expect(refusal(crossing, { bodies: 'pct' })?.detail).toContain('There are no primary care trusts');
    const landless = together(crossing, bodies([['k', 'primary-care-trust']]));
    expect(refusal(landless, { bodies: 'pct' })?.detail).toContain('The territory of no primary care trust is known');
    expect(refusal({ ...crossing, populations: [], population_values: [] }, {})?.detail).toContain(
      'no count of people',
    );
  });

  it('[IX36] a series has a point before the first change and for each day on which either tier changed', () => {
    const later = isoDate('2020-04-01');
    const changing = together(
      crossing,
      bodies([['d', 'district-council']]),
      events([
        { id: 'm', kind: 'merge', day: after, predecessors: 'a b', successors: 'd' },
        { id: 'n', kind: 'boundary-change', day: later, continuing: 'i j', moves: [['j', 'i', 'b3']] },
        {
          id: 'o',
          kind: 'boundary-change',
          day: isoDate('2021-04-01'),
          continuing: 'west east',
          moves: [['east', 'west', 'b2 b3']],
        },
      ]),
    );
    const timeline = foldOf(changing);
    expect(changeDates(timeline, 'icb', 'ltla')).toEqual([after, later]);
    const points = measureSeries(timeline, { bodies: 'icb', councils: 'ltla', tolerance: 0 });
    expect(points.map((one) => [one.on, one.summary.councilCount, one.summary.coterminousBodies])).toEqual([
      [before, 3, 0],
      [after, 2, 0],
      [later, 2, 2],
    ]);
    expect(
      measureSeries(timeline, { bodies: 'icb', councils: 'ltla', tolerance: 0 }, [before])[0]?.summary.councilCount,
    ).toBe(3);
    expect(measureSeries(timeline, { bodies: 'pct', councils: 'ltla', tolerance: 0 }, [before])).toEqual([]);
    const west = measureSeries(timeline, { bodies: 'icb', councils: 'ltla', tolerance: 0, region: 'west' }, [
      before,
      after,
    ]);
    expect(west.map((one) => one.summary.councilCount)).toEqual([1, 0]);
  });

  it('[IX37] every measure carries the caution and its tolerance', () => {
    const found = measured(crossing, { tolerance: 0.005 });
    expect(codes(found).at(-1)).toBe('no-causal-claim');
    expect(textOf(found, 'tolerance')).toContain('0.5%');
    expect(textOf(measured(crossing), 'tolerance')).toContain('one person elsewhere');
  });

  it('[IX39] a day after the last event known says so, and so do contradictions of the scenario', () => {
    const [first, second] = [
      { id: 'one', kind: 'rename', day: '2018-01-01', subjects: 'a' },
      { id: 'two', kind: 'abolish', day: '2018-06-01', subjects: 'nobody' },
    ] as const;
    const calm = together(crossing, events([first]));
    expect(textOf(measured(calm), 'after-the-record')).toContain('took effect on 2018-01-01');
    expect(codes(measured(calm, { on: isoDate('2018-01-01') }))).not.toContain('after-the-record');
    expect(codes(measured(calm))).not.toContain('contradictions');
    const gone = together(calm, factsOf({ organisations: [{ id: 'nobody', name: 'Nobody', to: '2017-01-01' }] }));
    expect(textOf(measured(together(gone, events([second]))), 'contradictions')).toContain('in one place');
  });

  it('[IX40] a measure and a portrait tell the same evidence of a body', () => {
    const fitted = {
      ...crossing,
      memberships: crossing.memberships.map((row) => ({ ...row, evidence: 'best-fit' as const })),
    };
    const merged = together(
      fitted,
      bodies([['m', 'integrated-care-board']]),
      events([{ id: 'merge', kind: 'merge', day: '2019-04-01', predecessors: 'i j', successors: 'm' }]),
    );
    const timeline = foldOf(merged);
    const body = timeline.world.organisations.find((one) => one.row.id === 'm');
    const told = measured(merged)
      .evidence.filter((one) => one.bodies > 0)
      .map((one) => one.evidence);
    expect(told).toEqual(['published', 'best-fit']);
    expect(body && portraitOf(timeline, body, after).evidences).toEqual(told);
  });
});
