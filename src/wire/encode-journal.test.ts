import { describe, expect, it } from 'vitest';
import { makeWorld } from '#core/register/world.ts';
import { bodies, factsOf, ground, together } from '#tests/support/tiny-register.ts';
import { type ChangeGiven, encodeJournalEntry } from '#wire/encode-journal.ts';
import { journalEntrySchema } from '#wire/handover.ts';

const world = makeWorld(
  together(
    ground(2),
    bodies([
      ['surrey', 'district-council', 'b0'],
      ['kent', 'district-council', 'b1'],
    ]),
    factsOf({ names: [{ organisation: 'kent', name: 'Council of Kent', from: '2026-06-01' }] }),
  ),
);

const agreement = (account: string, party: string, at: string) => ({
  account,
  name: `${account} of ${party}`,
  actingFor: party,
  at,
  party,
  alsoAgreedFor: [],
});

const entry: ChangeGiven['entry'] = {
  seq: 7,
  at: '2026-05-03T10:12:00.000Z',
  who: 'Sue Surrey',
  actingFor: 'surrey',
  register: 'two-councils',
  kind: 'arrangement',
  id: 'A1',
  version: 2,
  before: {},
  after: {},
  reason: null,
  session: null,
  approvals: null,
  hash: 'aa',
};

describe('an entry of the journal', () => {
  it('[RC47] tells its session, and who agreed for which body as it was called then, but no account', () => {
    const approvals = [
      agreement('ac-sue', 'surrey', '2026-05-03T10:11:00.000Z'),
      agreement('ac-kit', 'kent', '2026-07-03T10:12:00.000Z'),
      agreement('ac-zed', 'gone', '2026-07-03T10:12:00.000Z'),
    ];
    const told = encodeJournalEntry({ entry: { ...entry, session: 'S1', approvals }, differences: [] }, world);
    expect(journalEntrySchema.strict().parse(told)).toMatchObject({
      actingForName: 'SURREY',
      session: 'S1',
      approvals: [
        { name: 'ac-sue of surrey', party: 'surrey', partyName: 'SURREY', at: '2026-05-03T10:11:00.000Z' },
        { name: 'ac-kit of kent', party: 'kent', partyName: 'Council of Kent', at: '2026-07-03T10:12:00.000Z' },
        { name: 'ac-zed of gone', party: 'gone', partyName: 'gone', at: '2026-07-03T10:12:00.000Z' },
      ],
    });
    for (const one of told.approvals) expect(Object.keys(one)).toEqual(['name', 'party', 'partyName', 'at']);
    expect(Object.keys(told)).not.toContain('account');
  });

  it('[RC47] says that there was neither session nor proposal, and names bodies by their ids without a register', () => {
    expect(encodeJournalEntry({ entry, differences: [] }, null)).toMatchObject({
      actingForName: 'surrey',
      session: null,
      approvals: [],
    });
  });
});
