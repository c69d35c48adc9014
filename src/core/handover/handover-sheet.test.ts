import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { HandoverSheet, type SheetQuestion } from '#core/handover/handover-sheet.ts';
import { explainLine } from '#core/handover/judge.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import { amountOf, arrangementOf, day, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { EventId, OrganisationId } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** `c` is divided on 1 April 2027; `old` merged into `n` in 2022; `d` is untouched. */
const facts = together(
  ground(4),
  bodies([
    ['c', 'district-council', 'b0 b1 b2'],
    ['d', 'district-council', 'b3'],
    ['east', 'district-council'],
    ['west', 'district-council'],
    ['n', 'integrated-care-board', 'b3'],
    ['old', 'integrated-care-board', 'b0 b1 b2'],
    ['gone', 'nhs-trust'],
  ]),
  events([
    { id: 'end', kind: 'abolish', day: '2022-07-01', subjects: 'gone' },
    { id: 'before', kind: 'merge', day: '2022-07-01', predecessors: 'old', continuing: 'n' },
    {
      id: 'cut',
      kind: 'divide',
      day: '2027-04-01',
      predecessors: 'c',
      successors: 'east west',
      moves: [
        ['c', 'east', 'b0'],
        ['c', 'west', '*'],
      ],
    },
  ]),
);
const timeline = foldOf(facts);
const { world } = timeline;
const question: SheetQuestion = { timeline, from: day('2026-04-01'), to: day('2027-04-01'), rulebook: plainRulebook };
const linesOf = (arrangement: Arrangement, more: Partial<SheetQuestion> = {}) =>
  new HandoverSheet({ ...question, ...more }).linesOf(arrangement);
const id = (body: number) => world.organisations[body]?.row.id;
const partiesOf = (lines: readonly HandoverLine[]) =>
  lines.map((line) => `${line.party.organisation} ${line.party.role}`);

describe('which lines there are', () => {
  it('[HO60] one for each party that something happens to or that had ended', () => {
    expect(partiesOf(linesOf(arrangementOf('d host, c partner, n payer, c payer')))).toEqual(['c partner', 'c payer']);
    expect(partiesOf(linesOf(arrangementOf('old host, d partner')))).toEqual(['old host']);
    expect(linesOf(arrangementOf('d host, n partner'))).toEqual([]);
  });

  it('[HO60] none for an arrangement that had ended on the first day; one that ends in between is in', () => {
    expect(linesOf(arrangementOf('c host', { endsOn: day('2026-04-01') }))).toEqual([]);
    expect(linesOf(arrangementOf('c host', { stage: 'ended' }))).toEqual([]);
    expect(linesOf(arrangementOf('c host', { endsOn: day('2026-04-02') }))).toHaveLength(1);
    expect(linesOf(arrangementOf('c host', { stage: 'ended', endsOn: day('2026-04-02') }))).toHaveLength(1);
  });

  it('[HO60, HO61] none for one that begins after the second day, not even on demand', () => {
    const later = arrangementOf('c host, old partner', { startsOn: day('2027-04-02') });
    expect(linesOf(later)).toEqual([]);
    expect(linesOf(later, { includeUnaffected: true })).toEqual([]);
    expect(linesOf({ ...later, startsOn: day('2027-03-31') })).toHaveLength(2);
  });

  it('[HO66] one that begins in between meets what happens after it was agreed or starts', () => {
    const fatesOf = (more: Partial<Arrangement>) =>
      linesOf(arrangementOf('c host, d partner', more), { to: day('2028-01-01') }).map((one) => one.findings.fate);
    expect(fatesOf({ startsOn: day('2027-03-31') })).toEqual(['ends-several-successors']);
    expect(fatesOf({ startsOn: day('2027-06-01') })).toEqual(['already-gone']);
    expect(fatesOf({ startsOn: day('2027-06-01'), agreedOn: day('2027-03-01') })).toEqual(['ends-several-successors']);
    expect(fatesOf({ startsOn: day('2026-06-01'), agreedOn: day('2027-06-01') })).toEqual(['ends-several-successors']);
    const heirs = linesOf(arrangementOf('n host', { startsOn: day('2023-01-01') }), { from: day('2020-01-01') });
    expect(heirs).toEqual([]);
    expect(linesOf(arrangementOf('n host'), { from: day('2020-01-01') })).toHaveLength(1);
  });

  it('[HO61] on demand each party of each arrangement', () => {
    const lines = linesOf(arrangementOf('d host, c partner', { stage: 'ended' }), { includeUnaffected: true });
    expect(lines.map((line) => [line.disposition, line.findings.hasEndedBefore])).toEqual([
      ['no-change', true],
      ['apportion', true],
    ]);
    expect(lines[0]?.successors).toEqual([
      { organisation: world.organisationIndex.get('d' as OrganisationId), share: 1 },
    ]);
  });

  it('[HO62] a party that the register does not know has none, and the others have theirs', () => {
    expect(partiesOf(linesOf(arrangementOf('stranger host, c partner')))).toEqual(['c partner']);
  });
});

describe('rules, actions and deadlines', () => {
  const [line] = linesOf(arrangementOf('c partner, old host'));

  it('[HO50] the first rule that is met decides, and every flag that is met fires', () => {
    expect(line).toMatchObject({ rule: 'several', disposition: 'apportion', legalConfirmationNeeded: true });
    expect(line?.flags.map((flag) => flag.code)).toEqual(['jointly-and-severally-liable', 'no-longer-coterminous']);
    const without = { ...plainRulebook, dispositions: plainRulebook.dispositions.slice(0, 1) };
    expect(() => linesOf(arrangementOf('c host'), { rulebook: without })).toThrow('no rule of plain 1');
  });

  it('[HO51] the trace names every rule, whether it fired, and why', () => {
    if (line === undefined) throw new Error('no line');
    const trace = explainLine(plainRulebook, line.findings);
    expect(trace.map((one) => [one.rule, one.isMet, one.fired])).toEqual([
      ['still', false, false],
      ['several', true, true],
      ['rest', true, false],
      ['several-flag', true, true],
      ['lost-flag', true, true],
    ]);
    expect(trace[0]?.why).toMatchObject([{ holds: false }]);
  });

  it('[HO52] in order of day, one of an id once, the earliest', () => {
    expect(line?.actions.map((one) => [one.id, one.due, one.countedFrom, one.rule])).toEqual([
      ['agree', '2026-04-01', 'shadow-start', 'several-flag'],
      ['late', '2027-06-30', 'vesting', 'several'],
    ]);
  });

  it('[HO52] counted from the end, the renewal or the last day for notice; from vesting day without one', () => {
    const due = (from: 'end' | 'renewal' | 'term' | 'notice', more: Partial<Arrangement>) => {
      const [rule] = plainRulebook.dispositions.slice(-1);
      if (rule === undefined) throw new Error('no rule');
      const only = { ...rule, actions: [{ id: 'x', what: 'x', owner: 'party' as const, due: { from, days: -10 } }] };
      const [one] = linesOf(arrangementOf('c host', more), {
        rulebook: { ...plainRulebook, dispositions: [only], flags: [] },
      });
      return [one?.actions[0]?.due, one?.actions[0]?.countedFrom];
    };
    const dates = { endsOn: day('2027-09-30'), renewsOn: day('2026-12-31'), noticeDays: 30 };
    expect(due('end', dates)).toEqual(['2027-09-20', 'end']);
    expect(due('renewal', dates)).toEqual(['2026-12-21', 'renewal']);
    const begun = { startsOn: day('2027-01-11'), renewsOn: day('2029-01-11') };
    expect(due('term', begun)).toEqual(['2027-01-01', 'term']);
    expect(due('term', { ...begun, renewsOn: day('2027-02-11') })).toEqual(['2027-02-01', 'term']);
    expect(due('term', { startsOn: day('2020-01-11') })).toEqual(['2027-03-22', 'vesting']);
    expect(due('notice', dates)).toEqual(['2027-08-21', 'notice']);
    expect(due('notice', { endsOn: day('2027-09-30') })).toEqual(['2027-03-22', 'vesting']);
  });

  it('[HO57] what a party left undone that had ended is made up for from the first day on', () => {
    const [rule] = plainRulebook.dispositions.slice(-1);
    if (rule === undefined) throw new Error('no rule');
    const act = (name: string, from: 'vesting' | 'notice' | 'renewal' | 'shadow-start', days: number) => ({
      id: name,
      what: name,
      owner: 'party' as const,
      due: { from, days },
    });
    const actions = [
      act('sign', 'vesting', -30),
      act('ask', 'vesting', -180),
      act('count', 'notice', 90),
      act('stop', 'shadow-start', 0),
      act('renew', 'renewal', -60),
    ];
    const dues = (more: Partial<Arrangement>) =>
      linesOf(arrangementOf('old host, d partner', more), {
        rulebook: { ...plainRulebook, dispositions: [{ ...rule, actions }], flags: [] },
      })[0]?.actions.map((one) => [one.id, one.due, one.countedFrom]);
    const late = [
      ['ask', '2026-04-01', 'first-day'],
      ['renew', '2026-07-30', 'first-day'],
      ['sign', '2026-08-29', 'first-day'],
      ['stop', '2026-09-28', 'first-day'],
      ['count', '2026-12-27', 'first-day'],
    ];
    expect(dues({})).toEqual(late);
    expect(dues({ startsOn: day('2026-06-30') })?.[0]).toEqual(['ask', '2026-06-30', 'first-day']);
    const dated = dues({ renewsOn: day('2019-01-01'), endsOn: day('2026-12-31'), noticeDays: 30 });
    expect(dated?.find(([id]) => id === 'renew')).toEqual(['renew', '2026-04-01', 'first-day']);
    expect(dated?.find(([id]) => id === 'count')).toEqual(['count', '2027-03-01', 'notice']);
  });

  it('[HO53] who is to act and to sign; one that had ended through its heirs', () => {
    const owners = (
      owner: 'party' | 'successor' | 'host' | 'other-parties' | 'all-parties',
      parties: string,
      at = 0,
    ) => {
      const [rule] = plainRulebook.dispositions.slice(-1);
      if (rule === undefined) throw new Error('no rule');
      const only = { ...rule, actions: [{ id: 'x', what: 'x', owner, due: { from: 'vesting' as const, days: 0 } }] };
      const lines = linesOf(arrangementOf(parties), {
        rulebook: { ...plainRulebook, dispositions: [only], flags: [] },
      });
      return lines[at]?.actions[0]?.owners.map(id);
    };
    expect(owners('party', 'c partner, old host')).toEqual(['c']);
    expect(owners('party', 'c partner, old host', 1)).toEqual(['n']);
    expect(owners('successor', 'c partner, old host')).toEqual(['east', 'west']);
    expect(owners('host', 'c partner, old host')).toEqual(['n']);
    expect(owners('host', 'c partner, d lead-commissioner')).toEqual(['d']);
    expect(owners('host', 'c partner, d partner')).toEqual(['c']);
    expect(owners('other-parties', 'c partner, old host, c payer')).toEqual(['n']);
    expect(owners('all-parties', 'd partner, c partner, old host')).toEqual(['c', 'd', 'n']);
    // Nobody is known to succeed `gone`: those that are left act.
    expect(owners('party', 'gone host, d partner')).toEqual(['d']);
    expect(owners('successor', 'gone host, d partner')).toEqual(['d']);
    expect(line?.signatories).toEqual(['c', 'n']);
  });
});

describe('money', () => {
  const amounts = [
    amountOf(101),
    amountOf(-50, { party: 'c' as OrganisationId }),
    amountOf(7, { what: 'annual-value', party: 'd' as OrganisationId }),
    amountOf(5, { what: 'whole-life-value', party: 'old' as OrganisationId }),
  ];
  const moneyOf = (parties: string, more: Partial<SheetQuestion> = {}) =>
    Object.fromEntries(
      linesOf(arrangementOf(parties, { amounts }), more).map((line) => [
        `${line.party.organisation} ${line.party.role}`,
        line.money.map((one) => `${one.what} ${one.inPence}`).join(', '),
      ]),
    );

  it('[HO54] each amount on at most one line: of its body, else of the host, who leads, or the first', () => {
    expect(moneyOf('d partner, c payer, old host, c provider')).toEqual({
      'c payer': '',
      'c provider': 'balance -50',
      'old host': 'balance 101, whole-life-value 5',
    });
    expect(moneyOf('d partner, c lead-commissioner, old partner')).toEqual({
      'c lead-commissioner': 'balance 51',
      'old partner': 'whole-life-value 5',
    });
    expect(moneyOf('c member, d member')).toEqual({ 'c member': 'balance 51, whole-life-value 5' });
    expect(moneyOf('d host, c partner', { includeUnaffected: true })).toEqual({
      'd host': 'annual-value 7, balance 101, whole-life-value 5',
      'c partner': 'balance -50',
    });
  });

  it('[HO55] to the penny by the weights; one successor takes all', () => {
    const [line] = linesOf(arrangementOf('c host', { amounts: [amountOf(100)] }));
    expect(line?.bases.find((one) => one.basis === 'resident-population')?.weights).toEqual([100, 200]);
    expect(line?.money).toMatchObject([{ inPence: 100n, outPence: [33n, 67n] }]);
    expect(linesOf(arrangementOf('old host', { amounts: [amountOf(100)] }))[0]?.money).toMatchObject([
      { outPence: [100n] },
    ]);
  });

  it('[HO55, HO56] without shares nothing is shared, and the totals say so', () => {
    const noBasis = {
      ...plainRulebook,
      dispositions: plainRulebook.dispositions.map((one) => ({ ...one, bases: [] })),
    };
    const list = [
      arrangementOf('c host', { amounts: [amountOf(100)] }),
      arrangementOf('old host', { amounts: [amountOf(11)] }),
      arrangementOf('d host', { amounts: [amountOf(3)] }),
    ];
    const { totals, lines } = new HandoverSheet({ ...question, rulebook: noBasis }).handover(list);
    expect(lines[0]).toMatchObject({
      basis: null,
      successors: [{ share: null }, { share: null }],
      money: [{ outPence: null }],
    });
    expect(totals).toMatchObject({
      arrangementCount: 3,
      touchedCount: 1,
      lineCount: 2,
      alreadyDueCount: 1,
      legalConfirmationCount: 1,
      actionCount: 2,
    });
    expect([...totals.money]).toEqual([['balance', { inPence: 100n, outPence: 0n, notSharedPence: 100n }]]);
    expect([...totals.byDisposition]).toEqual([['apportion', 1]]);
    expect([...totals.byFlag]).toEqual([['jointly-and-severally-liable', 1]]);
  });

  it('[HO67] already due: gone by the first day, and nothing of these days on its way', () => {
    const isDue = (from: string) =>
      linesOf(arrangementOf('old host'), { from: day(from) }).map((line) => line.isHousekeeping);
    expect([isDue('2022-06-30'), isDue('2022-07-01'), isDue('2026-04-01')]).toEqual([[false], [true], [true]]);
  });
});

describe('a sheet made after another', () => {
  const list = [
    arrangementOf('c host, n partner'),
    arrangementOf('d host, n partner'),
    arrangementOf('old host, d partner'),
  ];
  const without = foldEvents(world, { ...currentLaw, off: new Set(['cut' as EventId]) });

  it('[HO63] keeps the lines that cannot have changed, the very same, and makes the others anew', () => {
    const first = new HandoverSheet(question);
    const before = first.handover(list);
    const second = HandoverSheet.after(first, { ...question, timeline: without });
    const after = second.handover(list);
    expect(partiesOf(before.lines)).toEqual(['c host', 'old host']);
    expect(partiesOf(after.lines)).toEqual(['old host']);
    expect(after.lines[0]).toBe(before.lines[1]);
  });

  it('[HO64] off and on again restores every answer', () => {
    const first = new HandoverSheet(question);
    const before = first.handover(list);
    const second = HandoverSheet.after(first, { ...question, timeline: without });
    second.handover(list);
    expect(HandoverSheet.after(second, question).handover(list)).toEqual(before);
  });

  it('[HO63] makes a line anew when only the board areas of its land have changed', () => {
    const boards = together(
      facts,
      bodies([
        ['x', 'hwb-area', 'b0 b1 b2'],
        ['y', 'hwb-area', 'b3'],
      ]),
      events([
        { id: 'shift', kind: 'boundary-change', day: '2027-04-01', continuing: 'x y', moves: [['x', 'y', 'b1']] },
      ]),
    );
    const shifted = foldOf(boards);
    const still = foldEvents(shifted.world, { ...currentLaw, off: new Set(['shift' as EventId]) });
    const first = new HandoverSheet({ ...question, timeline: shifted });
    const said = (sheet: HandoverSheet) => sheet.handover(list.slice(2)).lines.map((line) => line.findings.hwbMatch);
    expect(said(first)).toEqual(['lost']);
    expect(said(HandoverSheet.after(first, { ...question, timeline: still }))).toEqual(['kept']);
  });

  it('[HO63] makes a line anew when only other land of an heir has changed', () => {
    const heir = together(
      facts,
      bodies([
        ['w', 'county-council', 'b0 b1 b2'],
        ['m', 'integrated-care-board'],
      ]),
      events([
        {
          id: 'slim',
          kind: 'establish',
          day: '2027-04-01',
          successors: 'm',
          continuing: 'n',
          moves: [['n', 'm', 'b3']],
        },
      ]),
    );
    const slim = foldOf(heir);
    const still = foldEvents(slim.world, { ...currentLaw, off: new Set(['slim' as EventId]) });
    const first = new HandoverSheet({ ...question, timeline: slim });
    const said = (sheet: HandoverSheet) =>
      sheet.handover([arrangement]).lines.map((line) => [line.party.organisation, line.findings.coterminous]);
    const arrangement = arrangementOf('old host, w partner');
    expect(said(first)).toEqual([['old', 'kept']]);
    expect(said(HandoverSheet.after(first, { ...question, timeline: still }))).toEqual([['old', 'lost']]);
  });

  it('[HO63] takes nothing over when another day, rulebook or count is asked', () => {
    const first = new HandoverSheet(question);
    const [line] = first.handover(list).lines;
    const other = { ...plainRulebook, version: '2' };
    for (const more of [
      { to: day('2028-01-01') },
      { rulebook: other },
      { includeUnaffected: true },
      { population: 'p' as never },
    ])
      expect(HandoverSheet.after(first, { ...question, ...more }).linesOf(list[0] as Arrangement)[0]).not.toBe(line);
    expect(HandoverSheet.after(first, question).linesOf(list[0] as Arrangement)[0]).toBe(line);
  });

  it('[HO56, HO63] the totals of a list that grew, shrank or has another order are those of the list', () => {
    const sheet = new HandoverSheet(question);
    const changed = arrangementOf('c host', { id: 'A9' as Arrangement['id'], amounts: [amountOf(7)] });
    const lists = [list, [changed, ...list], [...list].reverse(), [], [changed], list.slice(1), list];
    for (const one of lists) expect(sheet.handover(one)).toEqual(new HandoverSheet(question).handover(one));
  });
});
