import { expect, it } from 'vitest';
import { journalText } from '#cli/arrangement-text.ts';
import type { JournalEntryWire } from '#wire/handover.ts';

const plain: JournalEntryWire = {
  seq: 7,
  at: '2026-05-03T10:12:00.000Z',
  who: 'Olive',
  actingFor: null,
  actingForName: null,
  kind: 'arrangement',
  id: 'A1',
  version: 2,
  act: 'changed',
  reason: 'a slip',
  session: null,
  approvals: [],
  differences: [{ path: 'title', before: 'a', after: 'b' }],
  register: 'two-councils',
  hash: 'aa',
};
const joint: JournalEntryWire = {
  ...plain,
  seq: 8,
  actingFor: 'surrey',
  actingForName: 'Surrey County Council',
  session: 'S-1',
  approvals: [
    { name: 'Sue Surrey', party: 'surrey', partyName: 'Surrey County Council', at: '2026-05-03T10:11:00.000Z' },
    { name: 'Kit Kent', party: 'kent', partyName: 'Kent County Council', at: '2026-05-03T10:12:00.000Z' },
  ],
};

it('[RC63] the journal in a terminal tells for whom, in which session and with whose agreement, where any entry does', () => {
  expect(journalText([plain]).split('\n')[0]?.split(/\s+/)).toEqual(
    ['entry', 'at', 'who', 'kind', 'id', 'version', 'changed', 'reason'], // as on a laptop
  );
  const [heading, , first, second] = journalText([joint, plain]).split('\n');
  expect(heading).toMatch(/who +for +session +kind.* reason +agreed by$/);
  expect(first).toMatch(/Olive +Surrey County Council +S-1 +arrangement .* title +a slip +Sue Surrey for Surrey/);
  expect(first).toMatch(/T10:11:00.000Z; Kit Kent for Kent County Council 2026-05-03T10:12:00.000Z$/);
  expect(second).toMatch(/a slip$/);
});
