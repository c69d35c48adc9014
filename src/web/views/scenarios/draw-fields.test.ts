import { describe, expect, it } from 'vitest';
import type { TierName } from '#core/register/tiers.ts';
import { draftEventSchema } from '#wire/scenarios.ts';
import {
  type DrawFields,
  type DrawnKind,
  draftOf,
  drawnKinds,
  emptyDraw,
  fieldsOfDraft,
  type Ground,
  rolesOf,
  slugOf,
  suggestedTitle,
  withKnownBodies,
} from './draw-fields.ts';
import { missingIn } from './draw-missing.ts';

const names: Record<string, string> = { county: 'Oldshire', d1: 'North', d2: 'South', other: 'Othershire' };
const nameOf = (id: string) => names[id] ?? id;

/** A county of two districts with two blocks each. */
const ground: Ground = {
  geography: 'places',
  body: { id: 'county', code: 'C', name: 'Oldshire', exists: true },
  holders: [
    { id: 'd1', code: 'D1', name: 'North', exists: true, blocks: 2 },
    { id: 'd2', code: 'D2', name: 'South', exists: true, blocks: 2 },
  ],
  blocks: [block('n1', 0), block('n2', 0), block('s1', 1), block('s2', 1)],
};

const divided: DrawFields = {
  ...emptyDraw('divide', 'utla', '2027-04-01'),
  bodies: ['county'],
  takers: [taker('taker-1', 'East'), taker('taker-2', 'West')],
  areas: { n1: 'taker-1', n2: 'taker-1', s1: 'taker-1', s2: 'taker-2' },
};

const whole: Record<DrawnKind, DrawFields> = {
  merge: {
    ...emptyDraw('merge', 'utla', '2027-04-01'),
    bodies: ['county', 'other'],
    takers: [taker('taker-1', 'Both')],
  },
  divide: divided,
  transfer: {
    ...emptyDraw('transfer', 'utla', '2027-04-01'),
    bodies: ['county'],
    takers: [{ ...taker('taker-1', ''), isNew: false, id: 'other' }],
    areas: { n1: 'taker-1' },
  },
  establish: {
    ...emptyDraw('establish', 'utla', '2027-04-01'),
    bodies: ['county'],
    takers: [taker('taker-1', 'Newton')],
    areas: { s1: 'taker-1', s2: 'taker-1' },
  },
  abolish: {
    ...emptyDraw('abolish', 'utla', '2027-04-01'),
    bodies: ['county'],
    takers: [{ ...taker('taker-1', ''), isNew: false, id: 'other' }],
  },
  rename: { ...emptyDraw('rename', 'utla', '2027-04-01'), bodies: ['county'], newName: 'Newshire' },
};

describe('a drawn event', () => {
  it.each(drawnKinds)('[WR43] of the kind %s is one that the API takes', (kind) => {
    expect(missingIn(whole[kind])).toEqual([]);
    const draft = draftOf(whole[kind], ground, nameOf);
    expect(draftEventSchema.safeParse(draft).error?.issues ?? []).toEqual([]);
  });

  it.each(drawnKinds)('[WR44] of the kind %s is read back as it was drawn', (kind) => {
    const draft = draftOf({ ...whole[kind], title: 'A title', note: 'why' }, ground, nameOf);
    const read = fieldsOfDraft(draft, () => 'utla' as TierName);
    if (read === null) throw new Error('it was not read');
    expect(draftOf(read, ground, nameOf)).toEqual(draft);
    expect(read).toMatchObject({ kind, title: 'A title', areas: whole[kind].areas, bodies: whole[kind].bodies });
  });

  it('[WR44] one that no form draws is not read', () => {
    const draft = { ...draftOf(whole.merge, ground, nameOf), kind: 'cluster' as const };
    expect(fieldsOfDraft(draft, () => 'icb' as TierName)).toBeNull();
  });

  it('[WR48] districts end with the county, and each of their blocks goes where the county’s does', () => {
    const { participants, moves } = draftOf(divided, ground, nameOf);
    const ending = participants.filter((one) => one.part === 'predecessor').map((one) => one.organisation);
    expect(ending).toEqual(['county', 'd1', 'd2']);
    const [east, west] = ['drawn-east', 'drawn-west'];
    expect(moves).toEqual([
      { from: 'county', to: east, geography: 'places', areas: ['n1', 'n2', 's1'] },
      { from: 'county', to: west, geography: 'places', areas: ['s2'] },
      { from: 'd1', to: east, geography: null, areas: null },
      { from: 'd2', to: east, geography: 'places', areas: ['s1'] },
      { from: 'd2', to: west, geography: 'places', areas: ['s2'] },
    ]);
  });

  it('[WR48] a district of which nothing was given out goes with the rest', () => {
    const { moves } = draftOf({ ...divided, areas: { n1: 'taker-1', n2: 'taker-1' }, rest: 'taker-2' }, ground, nameOf);
    expect(moves.slice(2)).toEqual([
      { from: 'd1', to: 'drawn-east', geography: null, areas: null },
      { from: 'd2', to: 'drawn-west', geography: null, areas: null },
    ]);
  });

  it('[WR48] they live on when the person says so', () => {
    const { participants } = draftOf({ ...divided, endsLower: false }, ground, nameOf);
    expect(participants.filter((one) => one.part === 'predecessor')).toHaveLength(1);
  });

  it('[WR43] who has the rest gets all that is left', () => {
    const { moves } = draftOf({ ...divided, areas: { n1: 'taker-1' }, rest: 'taker-2' }, ground, nameOf);
    expect(moves.filter((move) => move.from === 'county').map((move) => move.areas)).toEqual([['n1'], null]);
  });

  it('[WR43] is called by what happens until somebody names it', () => {
    expect(suggestedTitle(divided, nameOf)).toBe('Oldshire is divided into East and West');
    expect(draftOf(divided, ground, nameOf)).toMatchObject({
      id: 'draft-oldshire-is-divided-into-east-and-west',
      title: 'Oldshire is divided into East and West',
    });
  });

  it('[WR43] a new council may be of either tier, a new board is a board', () => {
    expect(rolesOf('utla')).toContain('district-council');
    expect(rolesOf('icb')).toEqual(['integrated-care-board']);
  });

  it('[WR43] ids are made of small letters, digits and hyphens', () => {
    expect(slugOf('  St Helen’s & Über-Dorf (2027) ')).toBe('st-helen-s-u-ber-dorf-2027');
    expect(slugOf('—')).toBe('');
    expect(slugOf('x'.repeat(100))).toHaveLength(60);
  });
});

describe('what is missing', () => {
  it('[WR46] is told in the order of the form', () => {
    expect(missingIn({ ...emptyDraw('divide', 'utla', ''), bodies: [''] })).toEqual([
      'Give the day on which it takes effect.',
      'Choose the body that is divided.',
      'Name the new body 1.',
      'Name the new body 2.',
    ]);
    expect(missingIn({ ...divided, areas: { n1: 'taker-1' } })).toEqual(['Give land to West.']);
    expect(missingIn(emptyDraw('merge', 'icb', '2027-04-01'))[0]).toBe('Choose at least two bodies that merge.');
    expect(missingIn({ ...whole.rename, newName: ' ' })).toEqual(['Write the new name.']);
  });

  it('[WR46] a body that is being typed is not chosen yet', () => {
    const typed = withKnownBodies({ ...divided, bodies: ['Old'] }, (id) => id in names);
    expect(missingIn(typed)).toContain('Choose the body that is divided.');
    expect(withKnownBodies(whole.transfer, (id) => id in names)).toEqual(whole.transfer);
  });
});

function block(code: string, holder: number): Ground['blocks'][number] {
  return { code, name: null, whole: true, zone: 0, persons: 10, holder };
}

function taker(key: string, name: string): DrawFields['takers'][number] {
  return { key, isNew: true, id: '', name, code: '', role: 'unitary-council' };
}
