import { describe, expect, it } from 'vitest';
import type { EventId, OrganisationId } from '#core/pack/tables.ts';
import { codeOn, makeWorld, nameOn } from '#core/register/world.ts';
import type { DraftEvent, EventAct } from '#core/reorganisation/draft-event.ts';
import { mergeDraft, renameDraft } from '#core/reorganisation/draw-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { isoDate } from '#std/iso-date.ts';
import { dividedDistricts, factsOf, together } from '#tests/support/tiny-register.ts';

const facts = dividedDistricts();
const head = (id: string) => ({ id: `draft-${id}` as EventId, title: id, day: isoDate('2020-04-01') });
const body = (id: string) => id as OrganisationId;
const merger = mergeDraft(head('union'), [body('north'), body('south')], {
  id: body('union'),
  name: 'Union',
  code: 'E1',
  role: 'district-council',
});
const act = (status: EventAct['status'], draft: DraftEvent | null, event: string = draft?.id ?? 'split'): EventAct => ({
  event: event as EventId,
  status,
  draft,
  scenario: null,
  reason: 'Because.',
});
const statusOf = (given: typeof facts, id: string) => given.events.find((row) => row.id === id)?.status;

describe('facts with an overlay', () => {
  it('[SN1] the last act on an event gives its status', () => {
    const once = overlayFacts(facts, { acts: [act('quashed', null)], drafts: [] });
    expect(statusOf(once, 'split')).toBe('quashed');
    const twice = overlayFacts(facts, { acts: [act('quashed', null), act('under-challenge', null)], drafts: [] });
    expect(statusOf(twice, 'split')).toBe('under-challenge');
  });

  it('[SN2] an adopted draft is an event of the register, also when a later act does not carry it', () => {
    const adopted = overlayFacts(facts, { acts: [act('in-law', merger)], drafts: [] });
    expect(adopted.events.at(-1)).toMatchObject({
      id: 'draft-union',
      kind: 'merge',
      status: 'in-law',
      legal: '2020-04-01',
      evidence: 'uncertain',
      source: null,
      note: 'Adopted: Because.',
    });
    expect(adopted.participants.slice(facts.participants.length).map((row) => [row.organisation, row.part])).toEqual([
      ['north', 'predecessor'],
      ['south', 'predecessor'],
      ['union', 'successor'],
    ]);
    expect(adopted.territory.slice(facts.territory.length).map((row) => [row.from, row.to, row.area])).toEqual([
      ['north', 'union', '*'],
      ['south', 'union', '*'],
    ]);
    expect(adopted.organisations.at(-1)).toMatchObject({ id: 'union', name: 'Union' });
    const quashed = overlayFacts(facts, {
      acts: [act('in-law', merger), act('quashed', null, 'draft-union')],
      drafts: [],
    });
    expect(statusOf(quashed, 'draft-union')).toBe('quashed');
  });

  it('[SN2] a draft of a plan is proposed and illustrative', () => {
    const drawn = overlayFacts(facts, { acts: [], drafts: [{ ...merger, note: 'Mine.' }] });
    expect(drawn.events.at(-1)).toMatchObject({ status: 'proposed', evidence: 'illustrative' });
    expect(drawn.events.at(-1)?.note).toBe('Mine. Drawn in a scenario; no source.');
    expect(new Set(drawn.territory.slice(facts.territory.length).map((row) => row.evidence))).toEqual(
      new Set(['illustrative']),
    );
  });

  it('[SN3] facts are never changed, and tables to which nothing is added are the same lists', () => {
    const before = structuredClone(facts);
    const drawn = overlayFacts(facts, { acts: [act('quashed', null)], drafts: [merger] });
    expect(facts).toEqual(before);
    expect(drawn.memberships).toBe(facts.memberships);
    expect(drawn.names).toBe(facts.names);
    expect(overlayFacts(facts, { acts: [], drafts: [] })).toBe(facts);
    const quashed = overlayFacts(facts, { acts: [act('quashed', null)], drafts: [] });
    expect(Object.entries(quashed).filter(([name, rows]) => rows !== facts[name as 'events'])).toHaveLength(1);
  });

  it('[SN4] a draft whose id an event has already adds nothing', () => {
    const adopted = overlayFacts(facts, { acts: [act('in-law', merger)], drafts: [merger, merger] });
    expect(adopted).toEqual(overlayFacts(facts, { acts: [act('in-law', merger)], drafts: [] }));
    const own = overlayFacts(facts, { acts: [act('quashed', merger, 'split')], drafts: [] });
    expect(own.organisations).toBe(facts.organisations);
  });

  it('[SN5] a drawn rename names the body from its day on, up to the next name that is known', () => {
    const named = together(
      facts,
      factsOf({
        names: [
          { organisation: 'old', name: 'First', to: '2005-01-01' },
          { organisation: 'old', name: 'Second', from: '2005-01-01', to: '2030-01-01' },
          { organisation: 'old', name: 'Third', from: '2030-01-01' },
        ],
      }),
    );
    const rename = renameDraft(head('name'), [
      { organisation: body('old'), name: 'New' },
      { organisation: body('north'), name: 'Far North' },
    ]);
    const callsOf = (given: typeof facts, id: string) => {
      const world = makeWorld(given);
      const one = world.organisations[world.organisationIndex.get(body(id)) ?? -1];
      if (one === undefined) throw new Error(`no body ${id}`);
      return ['2000-01-01', '2019-01-01', '2020-04-01', '2031-01-01'].map((day) => nameOn(one, isoDate(day)));
    };
    const drawn = overlayFacts(named, { acts: [], drafts: [rename] });
    expect(callsOf(drawn, 'old')).toEqual(['First', 'Second', 'New', 'Third']);
    expect(callsOf(drawn, 'north')).toEqual(['NORTH', 'NORTH', 'Far North', 'Far North']);
    const statuses = ['in-law', 'quashed', 'decided'] as const;
    const after = statuses.map((status) => overlayFacts(named, { acts: [act(status, rename)], drafts: [] }));
    expect(after.map((one) => callsOf(one, 'old')[2])).toEqual(['New', 'Second', 'Second']);
    expect(after[1]?.names).toBe(named.names);
  });

  it('[SN6] a new body has its role, and its code in the scheme of the role', () => {
    const board = { id: body('b'), name: 'B', code: 'Q99', role: 'integrated-care-board' } as const;
    const made = overlayFacts(facts, {
      acts: [],
      drafts: [merger, mergeDraft(head('boards'), [body('north'), body('south')], board)],
    });
    const added = made.identifiers.slice(facts.identifiers.length);
    expect(added.map((row) => [row.organisation, row.scheme, row.value])).toEqual([
      ['union', 'gss', 'E1'],
      ['b', 'ods', 'Q99'],
    ]);
    const world = makeWorld(made);
    expect(codeOn(world.organisations.at(-1) as never, isoDate('2021-01-01'))).toBe('Q99');
    expect(world.membersOfTier.get('icb')?.map((one) => one.row.id)).toEqual(['b']);
  });
});
