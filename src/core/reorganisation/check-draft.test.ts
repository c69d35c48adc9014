import { describe, expect, it } from 'vitest';
import type { EventId, GeographyId, OrganisationId } from '#core/pack/tables.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { checkDraft } from '#core/reorganisation/check-draft.ts';
import type { DraftEvent, NewBody } from '#core/reorganisation/draft-event.ts';
import {
  abolishDraft,
  divideDraft,
  establishDraft,
  mergeDraft,
  renameDraft,
  transferDraft,
} from '#core/reorganisation/draw-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, dividedDistricts, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const head = { id: 'draft-x' as EventId, title: 'Drawn', day: isoDate('2020-04-01') };
const id = (text: string) => text as OrganisationId;
const blocks = (...areas: string[]) => ({ geography: 'g' as GeographyId, areas });
const fresh = (text: string): NewBody => ({ id: id(text), name: `New ${text}`, code: null, role: 'district-council' });

/** A county of two districts; a third district stands alone; block b5 is nobody's. */
const facts = together(
  ground(6),
  bodies([
    ['county', 'county-council', 'b0 b1 b2 b3'],
    ['a', 'district-council', 'b0 b1'],
    ['b', 'district-council', 'b2 b3'],
    ['c', 'district-council', 'b4'],
    ['gone', 'district-council'],
    ['young', 'district-council'],
  ]),
  events([
    { id: 'end', kind: 'abolish', day: '2010-04-01', subjects: 'gone' },
    { id: 'start', kind: 'establish', day: '2020-04-01', subjects: 'young' },
  ]),
);
const timeline = foldOf(facts);
const codesOf = (draft: DraftEvent) => checkDraft(draft, timeline).map((problem) => problem.code);

/** The fold with the drawn event switched on. */
function foldWith(draft: DraftEvent) {
  return foldOf(overlayFacts(facts, { acts: [], drafts: [draft] }), { ...currentLaw, on: new Set([draft.id]) });
}

const sound: Record<string, DraftEvent> = {
  'a merger into a new body': mergeDraft(head, [id('a'), id('b')], fresh('ab')),
  'a merger into one that lives on': mergeDraft(head, [id('a'), id('b'), id('c')], id('c')),
  'a division': divideDraft(head, id('a'), [
    { taker: fresh('a1'), areas: blocks('b0') },
    { taker: fresh('a2'), areas: null },
  ]),
  'a division between a new body and a neighbour': divideDraft(head, id('b'), [
    { taker: fresh('b1'), areas: blocks('b2') },
    { taker: id('c'), areas: blocks('b3') },
  ]),
  'a county divided with its districts': divideDraft(
    head,
    id('county'),
    [
      { taker: { ...fresh('u1'), role: 'unitary-council' }, areas: blocks('b0', 'b1') },
      { taker: { ...fresh('u2'), role: 'unitary-council' }, areas: null },
    ],
    [
      { body: id('a'), to: id('u1') },
      { body: id('b'), to: id('u2') },
    ],
  ),
  'a swap of blocks': transferDraft(head, [
    { from: id('a'), to: id('b'), areas: blocks('b0') },
    { from: id('b'), to: id('a'), areas: blocks('b3') },
  ]),
  'an establishment on land of nobody': establishDraft(head, fresh('e'), [{ from: null, areas: blocks('b5') }]),
  'an establishment on land of a neighbour': establishDraft(head, fresh('e'), [{ from: id('a'), areas: blocks('b1') }]),
  'an abolition in favour of a neighbour': abolishDraft(head, id('a'), id('b')),
  'an abolition': abolishDraft(head, id('c'), null),
  'a rename': renameDraft(head, [{ organisation: id('a'), name: 'Avonia' }]),
};

describe('drawing an event by a form', () => {
  it.each(Object.entries(sound))(
    '[SN20] %s has no problem, before and after it is laid over the register',
    (_, draft) => {
      expect(checkDraft(draft, timeline)).toEqual([]);
      const drawn = foldWith(draft);
      expect(drawn.problems).toEqual([]);
      expect(drawn.holding).toHaveLength(3);
      expect(checkDraft(draft, drawn)).toEqual([]);
    },
  );

  it('[SN20] a division shares the land as drawn', () => {
    const drawn = foldWith(sound['a county divided with its districts'] as DraftEvent);
    const moved = drawn.transfers.map((one) => [
      drawn.world.organisations[one.from]?.row.id,
      drawn.world.organisations[one.to]?.row.id,
      one.zones.length,
    ]);
    expect(moved).toEqual([
      ['county', 'u1', 1],
      ['county', 'u2', 1],
      ['a', 'u1', 1],
      ['b', 'u2', 1],
    ]);
  });
});

describe('checking a drawn event', () => {
  it('[SN21] a day that is not of the calendar is a problem', () => {
    for (const day of ['', '2020-02-30', 'soon']) {
      const draft = { ...(sound['an abolition'] as DraftEvent), day: day as never };
      expect(codesOf(draft)).toEqual(['draft-day']);
    }
  });

  it('[SN22] unknown bodies, bodies that do not exist the day before, and bodies named twice are problems', () => {
    expect(codesOf(abolishDraft(head, id('nobody'), null))).toEqual(['draft-body-unknown']);
    expect(codesOf(abolishDraft(head, id('gone'), null))).toEqual(['draft-body-not-in-existence']);
    expect(codesOf(abolishDraft(head, id('young'), null))).toEqual(['draft-body-not-in-existence']);
    expect(codesOf(abolishDraft(head, id('a'), id('young')))).toEqual([]);
    const twice = mergeDraft(head, [id('a'), id('b'), id('b')], fresh('ab'));
    expect(codesOf(twice)).toEqual(['draft-body-twice', 'draft-land-twice']);
    const begun = {
      ...abolishDraft(head, id('a'), null),
      participants: [{ organisation: id('c'), part: 'successor' }],
    } as const;
    expect(codesOf(begun)).toEqual(['draft-body-exists']);
  });

  it('[SN23] ids of new bodies that are taken, missing names, and new bodies that do not begin are problems', () => {
    expect(codesOf(mergeDraft(head, [id('a'), id('b')], fresh('c')))).toEqual(['draft-body-clash']);
    expect(codesOf(mergeDraft(head, [id('a'), id('b')], { ...fresh('ab'), name: ' ' }))).toEqual([
      'draft-name-missing',
    ]);
    const stray = { ...abolishDraft(head, id('a'), null), newBodies: [fresh('stray')] };
    expect(codesOf(stray)).toEqual(['draft-body-unknown']);
    const begunElsewhere = foldOf(together(dividedDistricts(), bodies([['x', 'district-council', 'b2']])));
    const clash = abolishDraft(head, id('x'), null);
    const south = {
      ...clash,
      newBodies: [fresh('south')],
      participants: [...clash.participants, { organisation: id('south'), part: 'successor' }],
    } as const;
    expect(checkDraft(south, begunElsewhere).map((one) => one.code)).toEqual(['draft-body-clash']);
  });

  it('[SN24] events that lack what their kind needs are problems', () => {
    expect(codesOf(mergeDraft(head, [id('a')], fresh('ab')))).toEqual(['draft-merge-of-one']);
    expect(codesOf(divideDraft(head, id('a'), [{ taker: fresh('a1'), areas: null }]))).toEqual(['draft-division']);
    const bare = divideDraft(head, id('a'), [
      { taker: fresh('a1'), areas: blocks() },
      { taker: fresh('a2'), areas: null },
    ]);
    expect(codesOf(bare)).toEqual(['draft-division-without-land']);
    const noRest = divideDraft(head, id('a'), [
      { taker: fresh('a1'), areas: blocks('b0', 'b1') },
      { taker: fresh('a2'), areas: null },
    ]);
    expect(codesOf(noRest)).toEqual(['draft-division-without-land']);
    expect(codesOf(renameDraft(head, [{ organisation: id('a'), name: '' }]))).toEqual(['draft-name-missing']);
    expect(codesOf({ ...abolishDraft(head, id('a'), null), kind: 'cluster' })).toEqual(['draft-cluster']);
    expect(codesOf(renameDraft(head, []))).toEqual(['draft-without-bodies', 'draft-name-missing']);
  });

  it('[SN25] land that the giver does not hold, unknown blocks and vintages, and land moved twice are problems', () => {
    const transfer = (areas: ReturnType<typeof blocks>) => transferDraft(head, [{ from: id('a'), to: id('b'), areas }]);
    expect(codesOf(transfer(blocks('b2')))).toEqual(['draft-land-not-held']);
    expect(codesOf(transfer(blocks('nowhere')))).toEqual(['draft-block-unknown']);
    expect(checkDraft(transfer(blocks('nowhere')), timeline)[0]?.message).toContain('Blocks lacks the block nowhere.');
    expect(codesOf(transfer({ ...blocks('b0'), geography: 'h' as GeographyId }))).toEqual(['draft-land']);
    const twice = transferDraft(head, [
      { from: id('a'), to: id('b'), areas: blocks('b0') },
      { from: id('a'), to: id('c'), areas: blocks('b0', 'b1') },
    ]);
    expect(codesOf(twice)).toEqual(['draft-land-twice']);
    const stranger = {
      ...transfer(blocks('b0')),
      participants: [{ organisation: id('a'), part: 'continuing' }],
    } as const;
    expect(codesOf(stranger)).toEqual(['draft-land-of-a-stranger']);
    const nobody = {
      ...transfer(blocks('b0')),
      moves: [{ from: null, to: null, geography: 'g' as GeographyId, areas: ['b0'] }],
    };
    expect(codesOf(nobody)).toEqual(['draft-land']);
    const problem = checkDraft(transfer(blocks('b2')), timeline)[0];
    expect(problem?.message).toBe(
      'Drawn (draft-x): A does not hold the block b2 on 2020-03-31. Take it out, or name the body that holds it.',
    );
  });

  it('[SN26] what only the fold can tell is told too: land held twice, and later events that fail by it', () => {
    const taken = establishDraft(head, fresh('e'), [{ from: null, areas: blocks('b0') }]);
    expect(codesOf(taken)).toEqual(['covered-twice']);
    const early = { ...abolishDraft(head, id('gone'), null), day: isoDate('2005-04-01') };
    expect(codesOf(early)).toEqual(['body-not-in-existence']);
    expect(checkDraft(early, timeline)[0]?.message).toContain('end (end, 2010-04-01)');
  });

  it('[SN25] a block that a border cuts is a problem of its own', () => {
    const cut = together(
      ground(2),
      bodies([
        ['a', 'district-council', 'b0'],
        ['b', 'district-council', 'b1'],
      ]),
    );
    const wide = {
      ...cut,
      geographies: [...cut.geographies, { id: 'wide', title: 'Wide', vintage: '2000-01-01', source: null, note: null }],
      areas: [...cut.areas, { geography: 'wide', code: 'w', name: null }],
      links: ['b0', 'b1'].map((area) => ({
        from_geography: 'wide',
        from_area: 'w',
        to_geography: 'g',
        to_area: area,
        change: 'split',
      })),
    } as unknown as typeof cut;
    const draft = transferDraft(head, [
      { from: id('a'), to: id('b'), areas: { geography: 'wide' as GeographyId, areas: ['w'] } },
    ]);
    expect(checkDraft(draft, foldOf(wide)).map((one) => one.code)).toEqual(['draft-land-cut']);
  });
});
