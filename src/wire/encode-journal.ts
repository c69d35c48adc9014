/** Changes of records to JSON. */

import type { z } from 'zod';
import type { Agreement } from '#core/access/proposal.ts';
import type { World } from '#core/register/world.ts';
import { actingForName, bodyName } from '#wire/acting-for.ts';
import type { ApprovalWire, changeSchema } from '#wire/arrangements.ts';
import type { JournalEntryWire } from '#wire/handover.ts';

type ChangeWire = z.infer<typeof changeSchema>;

/** An entry of the journal, with what it changed. */
export type ChangeGiven = {
  readonly entry: {
    readonly seq: number;
    readonly at: string;
    readonly who: string;
    readonly actingFor: string | null;
    readonly register: string;
    readonly kind: string;
    readonly id: string;
    readonly version: number;
    readonly before: unknown;
    readonly after: unknown;
    readonly reason: string | null;
    readonly session: string | null;
    /** Agreements, as the proposal had them. */
    readonly approvals: readonly unknown[] | null;
    readonly hash: string;
  };
  readonly differences: readonly ChangeWire['differences'][number][];
};

/**
 * A change without the documents: who, in which session, when, why, with whose agreement, and the fields that differ. Accounts are
 * not told: whoever reads of a change need not know the accounts of others.
 */
export function encodeChange({ entry, differences }: ChangeGiven, world: World | null): ChangeWire {
  const { seq, at, who, actingFor, kind, id, version, reason, session, before, after } = entry;
  const agreements = (entry.approvals ?? []) as readonly Agreement[];
  const act = after === null ? 'removed' : before === null ? 'made' : 'changed';
  const named = actingForName(world, actingFor, at);
  return {
    seq,
    at,
    who,
    actingFor,
    actingForName: named,
    kind,
    id,
    version,
    act,
    reason,
    session,
    approvals: agreements.map((agreement) => encodeApproval(agreement, world)),
    differences: [...differences],
  };
}

/** The same with its register and its place in the chain. */
export function encodeJournalEntry(change: ChangeGiven, world: World | null): JournalEntryWire {
  return { ...encodeChange(change, world), register: change.entry.register, hash: change.entry.hash };
}

function encodeApproval({ name, party, at }: Agreement, world: World | null): ApprovalWire {
  return { name, party, partyName: bodyName(world, party, at), at };
}
