import { describe, expect, it } from 'vitest';
import { arrangementKinds } from '#core/agreements/vocabulary.ts';
import { type ArrangementSpecWire, arrangementSpecSchema } from '#wire/arrangements.ts';
import { emptyFields, fieldsOf, hasPart, specOf, strayParts } from './form-state.ts';

const whole = arrangementSpecSchema.parse({
  id: 'S75-1',
  kind: 'pooled-fund',
  title: 'Fund',
  stage: 'varied',
  parties: [
    { organisation: 'council-1', role: 'host', share: 1 / 3, signedOn: '2025-03-01' },
    { organisation: 'icb-1', role: 'partner', share: 2 / 3, signedOn: null },
  ],
  careGroups: ['carers', 'all'],
  isPriority: true,
  serviceArea: ['council-1', 'lsoa21:E01000001'],
  agreedOn: '2025-03-01',
  startsOn: '2025-04-01',
  endsOn: '2028-04-01',
  reviewOn: null,
  renewsOn: '2028-01-01',
  noticeDays: 180,
  amounts: [
    { what: 'annual-value', nature: 'revenue', pence: 123_450, party: 'icb-1', location: 'council-1', year: '2026-27' },
    { what: 'balance', nature: 'capital', pence: 1, party: null, location: null, year: null },
  ],
  clauses: { aims: 'yes', duration: 'no', management: 'not-applicable' },
  documents: [{ kind: 'variation', title: 'Deed', reference: 'https://example.org/deed', on: null }],
  milestones: [
    {
      title: 'Hub',
      due: '2026-01-01',
      done: null,
      slippedTo: '2026-05-01',
      causes: ['staffing'],
      event: 'e-1',
      note: null,
    },
  ],
  negotiated: [{ party: 'council-1', successor: 'council-2', share: 0.4527 }],
  postStage: null,
  tenure: null,
  seatSector: null,
  isVoting: null,
  dataSets: [],
  evidence: 'uncertain',
  source: 'Schedule 4',
  note: null,
}) as ArrangementSpecWire;

describe('the form', () => {
  it('[WR15] holds every field: what goes in comes out', () => {
    const { spec, problems } = specOf(fieldsOf(whole));
    expect(problems).toEqual([]);
    const shares = (one: ArrangementSpecWire) => one.parties.map((party) => party.share);
    for (const [at, share] of shares(spec).entries()) expect(share).toBeCloseTo(shares(whole)[at] ?? 0, 9);
    const exact = { ...spec, parties: whole.parties };
    expect(exact).toEqual(whole);
  });

  it('[WR15] has the fields of each kind, and they come out', () => {
    const seat = { ...whole, kind: 'board-seat', seatSector: 'nhs', isVoting: false } as ArrangementSpecWire;
    expect(specOf(fieldsOf(seat)).spec).toMatchObject({ seatSector: 'nhs', isVoting: false });
    const post = { ...whole, kind: 'joint-appointment', postStage: 'filled' } as ArrangementSpecWire;
    expect(specOf(fieldsOf(post)).spec.postStage).toBe('filled');
    const site = { ...whole, kind: 'co-located-site', tenure: 'licence' } as ArrangementSpecWire;
    expect(specOf(fieldsOf(site)).spec.tenure).toBe('licence');
    const sharing = { ...whole, kind: 'data-sharing-agreement', dataSets: ['people', 'deaths'] } as ArrangementSpecWire;
    expect(specOf(fieldsOf(sharing)).spec.dataSets).toEqual(['people', 'deaths']);
    expect(specOf({ ...fieldsOf(sharing), kind: 'board-seat' }).spec.dataSets).toEqual([]);
  });

  it.each([
    ['parties[0].share', { parties: [{ key: 'a', organisation: 'x', role: 'host', share: 'a third', signedOn: '' }] }],
    ['parties[0].share', { parties: [{ key: 'a', organisation: 'x', role: 'host', share: '101', signedOn: '' }] }],
    ['noticeDays', { noticeDays: 'six months' }],
    ['amounts[0].pence', { amounts: [amount('1.234')] }],
    ['amounts[1].pence', { amounts: [amount('£1,234.5'), amount('about a million')] }],
    [
      'milestones[0].due',
      { milestones: [{ key: 'm', title: 'x', due: '', done: '', slippedTo: '', causes: [], event: '', note: '' }] },
    ],
    ['negotiated[0].share', { negotiated: [{ key: 'n', party: 'a', successor: 'b', share: '' }] }],
  ])('[WR16] what cannot be read is a problem of %s', (path, changes) => {
    const { problems } = specOf({ ...emptyFields, ...changes });
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });

  it('[WR16] pounds are read to the penny, shares as percentages', () => {
    const { spec } = specOf({
      ...emptyFields,
      parties: [{ key: 'a', organisation: ' x ', role: 'host', share: '33.3 %', signedOn: '' }],
      amounts: [amount('£1,234.5'), amount('0.07')],
    });
    expect(spec.amounts.map((one) => one.pence)).toEqual([123_450, 7]);
    expect(spec.parties[0]).toMatchObject({ organisation: 'x', share: 0.333 });
  });

  it('[WR17] what the kind does not have is not stated, and is told while it is filled in', () => {
    const seat = { ...fieldsOf(whole), kind: 'board-seat' };
    expect(strayParts(seat)).toEqual(['clauses', 'money', 'negotiated', 'milestones', 'shares']);
    const { spec } = specOf(seat);
    expect([spec.amounts, spec.clauses, spec.negotiated, spec.milestones]).toEqual([[], {}, [], []]);
    expect(spec.parties.map((party) => party.share)).toEqual([null, null]);
    // Back at the first kind everything is there again.
    expect(specOf({ ...seat, kind: 'pooled-fund' }).spec.amounts).toEqual(whole.amounts);
    expect(strayParts(fieldsOf(whole))).toEqual([]);
  });

  it('[WR17] the parts of a kind are those that the checks take', () => {
    for (const [kind, { family }] of Object.entries(arrangementKinds)) {
      expect(hasPart({ kind }, 'clauses'), kind).toBe(family === 'partnership');
      expect(hasPart({ kind }, 'postStage'), kind).toBe(kind === 'joint-appointment');
      expect(hasPart({ kind }, 'tenure'), kind).toBe(kind === 'co-located-site');
      expect(hasPart({ kind }, 'seat'), kind).toBe(kind === 'board-seat');
      expect(hasPart({ kind }, 'dataSets'), kind).toBe(kind === 'data-sharing-agreement');
    }
  });
});

function amount(pounds: string) {
  return { key: pounds, what: 'annual-value', nature: 'revenue', pounds, party: '', location: '', year: '' };
}
