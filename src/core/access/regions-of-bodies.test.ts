import { describe, expect, it } from 'vitest';
import { SuccessionBook } from '#core/access/body-succession.ts';
import { regionsOfBodies } from '#core/access/regions-of-bodies.ts';
import { Decisions } from '#core/access/succession-decisions.ts';
import { successionOfRecords } from '#core/access/succession-of-records.ts';
import { bodiesOf, thingOf } from '#core/access/test-access.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const timeline = foldOf(
  together(
    ground(6),
    bodies([
      ['north', 'region', 'b0 b1 b2'],
      ['south', 'region', 'b3 b4'],
      ['sha', 'strategic-health-authority', 'b0 b1 b2 b3 b4 b5'],
      ['inside', 'unitary-council', 'b0 b1'],
      ['mostly', 'integrated-care-board', 'b1 b2 b3'],
      ['half', 'primary-care-trust', 'b2 b3'],
      ['outside', 'unitary-council', 'b5'],
      ['landless', 'nhs-trust'],
      ['later', 'unitary-council'],
    ]),
    events([
      {
        id: 'e',
        kind: 'merge',
        day: '2020-04-01',
        predecessors: 'inside outside',
        successors: 'later',
        moves: [
          ['inside', 'later', '*'],
          ['outside', 'later', '*'],
        ],
      },
    ]),
  ),
);
const regions = (list: string, day = '2019-01-01') => regionsOfBodies(timeline, bodiesOf(list), isoDate(day)).join(' ');

describe('regions', () => {
  it('[AX41] a body lies where at least half of its blocks lie', () => {
    expect(regions('inside')).toBe('north sha');
    expect(regions('mostly')).toBe('north sha');
    expect(regions('half')).toBe('north sha south');
    expect(regions('outside')).toBe('sha');
    expect(regions('landless')).toBe('');
    expect(regions('nobody')).toBe('');
    expect(regions('outside inside')).toBe('north sha');
  });

  it('[AX41] as it is on the day', () => {
    expect(regions('later')).toBe('');
    expect(regions('later', '2020-04-01')).toBe('north sha');
    expect(regions('inside', '2020-04-01')).toBe('');
    // A day that was asked for before gives the same again.
    for (let year = 2001; year < 2020; year++) expect(regions('inside', `${year}-01-01`)).toBe('north sha');
  });
});

it('[AX42] a schedule lies also where those lie who sign its lines, other records where their owners do', () => {
  const day = isoDate('2019-01-01');
  const things = (['schedule', 'arrangement'] as const).map((kind) =>
    thingOf(kind, 'outside', { seenBy: bodiesOf('inside') }),
  );
  const ways = successionOfRecords(things, new SuccessionBook(timeline, day), {
    decisions: new Decisions([]),
    regionsOf: (placing) => regionsOfBodies(timeline, placing, day),
  });
  expect(ways.map(({ after }) => after.regions)).toEqual([['north', 'sha'], ['sha']]);
});
