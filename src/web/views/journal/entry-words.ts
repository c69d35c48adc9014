/** With whose agreement a change was made and by which sign-in or token, in words. */

import type { ApprovalWire } from '#wire/arrangements.ts';
import type { OwnAccountWire } from '#wire/session.ts';
import { momentText } from '../../words.ts';

/** What the reader's own account says of where they are signed in and of their tokens. */
export type OwnKeys = Pick<OwnAccountWire, 'sessions' | 'tokens'>;

/** Everybody who agreed, in the order given; null: it was no proposal. */
export function agreedText(approvals: readonly ApprovalWire[]): string | null {
  if (approvals.length === 0) return null;
  const hands = approvals.map(({ name, partyName, at }) => `by ${name} for ${partyName}, ${momentText(at)}`);
  return `Agreed ${hands.join('; ')}.`;
}

/**
 * The session in words where it is one of the reader's, that is not over, or a token of theirs; null: it is not known to them as
 * more than a reference.
 */
export function ownSessionText(session: string, { sessions, tokens }: OwnKeys): string | null {
  const token = tokens.find(({ id }) => id === session);
  if (token !== undefined) return `By your token ${token.name}.`;
  const own = sessions.find(({ id }) => id === session);
  if (own === undefined) return null;
  return `In ${own.isThis ? 'this session' : 'another session of yours'}, begun ${momentText(own.startedAt)}.`;
}
