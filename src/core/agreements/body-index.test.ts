import { describe, expect, it } from 'vitest';
import { bodiesCalled, bodiesNear, makeBodyIndex } from '#core/agreements/body-index.ts';
import { makeWorld } from '#core/register/world.ts';
import { factsOf } from '#tests/support/tiny-register.ts';

const world = makeWorld(
  factsOf({
    organisations: [
      { id: 'c1', name: 'Aldshire County Council' },
      { id: 'd1', name: 'Aldshire Heath Borough Council' },
      { id: 'u1', name: 'Aldshire Council' },
      { id: 'i1', name: 'NHS Aldshire and Borley Integrated Care Board' },
      { id: 'p1', name: 'Aldshire Teaching PCT' },
      { id: 'n1', name: 'Borley & Cote, County of' },
      { id: 'x1', name: 'Q01' },
      { id: 'Q01', name: 'Another' },
    ],
    names: [{ organisation: 'd1', name: 'Old Heath District Council', to: '1990-04-01' }],
    identifiers: [
      { organisation: 'c1', scheme: 'gss', value: 'E10' },
      { organisation: 'i1', scheme: 'ods', value: 'QAB' },
      { organisation: 'p1', scheme: 'ods', value: '5AB' },
      { organisation: 'u1', scheme: 'ons-2001', value: '5ab' },
    ],
    roles: [
      { organisation: 'c1', role: 'county-council' },
      { organisation: 'd1', role: 'district-council' },
      { organisation: 'u1', role: 'unitary-council' },
      { organisation: 'i1', role: 'integrated-care-board' },
      { organisation: 'p1', role: 'primary-care-trust' },
      { organisation: 'n1', role: 'unitary-council' },
    ],
  }),
);
const index = makeBodyIndex(world);
const called = (text: string) => bodiesCalled(index, text).map((number) => world.organisations[number]?.row.id);

describe('finding bodies', () => {
  it.each([
    ['c1', ['c1']],
    ['E10', ['c1']],
    [' e10 ', ['c1']],
    ['qab', ['i1']],
    ['Aldshire County Council', ['c1']],
    ['Old Heath District Council', ['d1']],
  ])('[AG1] %s is found by id, code or any name it ever had', (text, ids) => {
    expect(called(text)).toEqual(ids);
  });

  it('[AG1] a code used twice finds both, and an id comes before the name of another', () => {
    expect(called('5AB')).toEqual(['u1', 'p1']);
    expect(called('Q01')).toEqual(['Q01']);
    expect(called('q01')).toEqual(['Q01']);
  });

  it.each([
    ['aldshire  county council', ['c1']],
    ['Aldshire CC', ['c1']],
    ['The Aldshire County Council', ['c1']],
    ['Aldshire and Borley ICB', ['i1']],
    ['NHS Aldshire & Borley ICB', ['i1']],
    ['Aldshire PCT', ['p1']],
    ['Aldshire Heath BC', ['d1']],
    ['Borough of Aldshire Heath', ['d1']],
    ['Borley and Cote Council', ['n1']],
    ['Old Heath', ['d1']],
  ])('[AG2] %s is the same name written another way', (text, ids) => {
    expect(called(text)).toEqual(ids);
  });

  it('[AG2] the words for what a body is must fit its role, the nearest meaning first', () => {
    expect(called('Aldshire County Council')).toEqual(['c1']);
    expect(called('Aldshire Unitary Authority')).toEqual(['u1']);
    expect(called('Aldshire')).toEqual(['c1', 'u1', 'p1']);
    expect(called('Aldshire ICB')).toEqual([]);
    expect(called('Aldshire Heath County Council')).toEqual([]);
  });

  it('[AG3] a similar name finds nothing and is offered', () => {
    expect(called('Aldshure County Council')).toEqual([]);
    expect(called('')).toEqual([]);
    expect(bodiesNear(index, 'Aldshure County Council')).toContain('Aldshire County Council');
    expect(bodiesNear(index, 'Aldshire Hospital')).toContain('Aldshire Council');
    expect(bodiesNear(index, 'Zzz')).toEqual([]);
  });
});
