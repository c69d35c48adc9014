import { describe, expect, it } from 'vitest';
import { agreedText, type OwnKeys, ownSessionText } from './entry-words.ts';

const own: OwnKeys = {
  sessions: [
    { id: 's1', startedAt: '2026-05-03T10:12:00.000Z', lastUsedAt: '', device: '', isThis: true },
    { id: 's2', startedAt: '2026-05-02T09:00:00.000Z', lastUsedAt: '', device: '', isThis: false },
  ],
  tokens: [{ id: 't1', name: 'Nightly copy', scopes: [], madeAt: '', expiresAt: '', lastUsedAt: null }],
};

describe('an entry of the record', () => {
  it('[WA27] tells who agreed for which body and when, in words; nothing of what was no proposal', () => {
    expect(agreedText([])).toBeNull();
    const text = agreedText([
      { name: 'Sue Surrey', party: 'surrey', partyName: 'Surrey County Council', at: '2026-05-03T10:12:00.000Z' },
      { name: 'Will Woking', party: 'woking', partyName: 'Woking Borough Council', at: '2026-05-04T08:00:00.000Z' },
    ]);
    expect(text).toMatch(
      /^Agreed by Sue Surrey for Surrey County Council, 3 May 2026.*; by Will Woking for Woking Borough Council, 4 May 2026[^;]*\.$/,
    );
  });

  it("[WA27] tells one's own session or token in words, and of others the reference alone", () => {
    expect(ownSessionText('s1', own)).toMatch(/^In this session, begun 3 May 2026/);
    expect(ownSessionText('s2', own)).toMatch(/^In another session of yours, begun 2 May 2026/);
    expect(ownSessionText('t1', own)).toBe('By your token Nightly copy.');
    expect(ownSessionText('s9', own)).toBeNull();
  });
});
