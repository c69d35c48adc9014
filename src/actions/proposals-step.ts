/**
 * What people do about a proposal: agree, take an agreement back, refuse, withdraw, discuss. With the last agreement the
 * change is made, in the same transaction; where what it is about changed meanwhile, the proposal ends as superseded and
 * nothing else changes.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { principalOf, requestRoleOf } from '#actions/asker.ts';
import type { RecordProposal } from '#actions/proposal-records.ts';
import { asSuperseded, type Standing, standingsOf } from '#actions/proposal-standing.ts';
import { happenedMeanwhile, journalReason } from '#actions/proposal-words.ts';
import { type KeptProposal, proposalNamed } from '#actions/proposals-kept.ts';
import { type ShownProposal, showProposal } from '#actions/proposals-show.ts';
import type { Refusal } from '#actions/refusal.ts';
import { notPermitted } from '#actions/save-as.ts';
import { may } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import { proposalState, resourceOfProposal } from '#core/access/proposal.ts';
import { nextState, type PersonalStep, problemsOf, verbOfStep } from '#core/access/proposal-steps.ts';
import { type Result, refuse } from '#std/result.ts';
import { recordHistory } from '#store/journal.ts';
import { canonicalJson, type Json } from '#store/journal-hash.ts';
import { type Author, type RecordChange, type SaveRequest, saveRecords } from '#store/record-rows.ts';
import { StoreError } from '#store/store-error.ts';

/** What is done; agreed, taken back and refused for the body that is acted for. */
export type ProposalAct =
  | { readonly do: 'agree' | 'take-back' }
  | { readonly do: 'discuss'; readonly text: string }
  | { readonly do: 'refuse'; readonly reason: string }
  | { readonly do: 'withdraw'; readonly reason: string | null };

export type StepRequest = {
  readonly register?: string | undefined;
  readonly id: string;
  /** The version that was seen. What is said is added to whatever there is. */
  readonly expectedVersion: number;
  readonly act: ProposalAct;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
};

/** How often what others overtake is tried anew: a remark, or a change whose subject moves on while it is made. */
const mostTries = 20;

/**
 * The proposal after the step. The last agreement makes the change, once, or ends the proposal as superseded. Refused when
 * others changed or ended the proposal meanwhile, saying what happened, and when the asker may not do it.
 */
export async function stepOnProposal(shelves: Shelves, request: StepRequest): Promise<Result<ShownProposal, Refusal>> {
  const { author, at, id } = request;
  const ground = await shelves.registers.ground({ register: request.register });
  if (!ground.ok) return ground;
  const register = ground.value.pack.name;
  for (let tries = mostTries; tries > 0; tries--) {
    const found = await proposalNamed(shelves, register, id, at);
    if (!found.ok) return found;
    const asked = await principalOf(shelves, register, author.actingFor);
    const by = asked.kind === 'owner' ? { ...asked, name: author.name } : asked;
    const done = await tryStep({ shelves, register, kept: found.value, by, at }, request);
    if (done.kind === 'done') return showProposal(shelves, { register, id, at });
    if (done.kind === 'refused') return refuse(done.refusal);
  }
  throw new Error(`the proposal ${id} was overtaken ${mostTries} times`);
}

type Work = {
  readonly shelves: Shelves;
  readonly register: string;
  readonly kept: KeptProposal;
  readonly by: Principal;
  readonly at: string;
};

type Tried = { readonly kind: 'done' | 'again' } | { readonly kind: 'refused'; readonly refusal: Refusal };

async function tryStep(work: Work, { act, expectedVersion }: StepRequest): Promise<Tried> {
  const { kept, by, at } = work;
  const { proposal } = kept;
  const isTalk = act.do === 'discuss';
  if (proposal.end !== null || (expectedVersion !== kept.version && !isTalk)) {
    return refused(happenedMeanwhile(kept.record));
  }
  const step = stepOf(act, by, at);
  if (step === null) return refused(notPermitted('The proposal', 'acts-for-nobody'));
  const permission = may(by, verbOfStep[step.do], resourceOfProposal(proposal));
  if (permission.kind === 'refused') return refused(notPermitted('The proposal', permission.why));
  const problems = problemsOf(proposal, step);
  if (problems.length > 0) {
    const detail = problems.map((one) => one.message).join(' ');
    return refused({ kind: 'bad-question', detail, problems });
  }
  if (step.do === 'agree') return agree(work, step);
  return save(work, nextState(proposal, step), { reason: journalReason(step), isTalk });
}

function stepOf(act: ProposalAct, by: Principal, at: string): PersonalStep | null {
  const party = by.actingFor;
  switch (act.do) {
    case 'discuss':
      return { do: 'discuss', by, at, text: act.text };
    case 'withdraw':
      return { do: 'withdraw', by, at, reason: act.reason };
    case 'refuse':
      return party === null ? null : { do: 'refuse', by, at, party, reason: act.reason };
    case 'agree':
    case 'take-back':
      return party === null ? null : { do: act.do, by, at, party };
    default:
      return act satisfies never;
  }
}

async function agree(work: Work, step: PersonalStep): Promise<Tried> {
  const { register, kept, at } = work;
  const { store } = work.shelves.registers;
  const standings = await standingsOf(store, register, kept.proposal);
  const overtaken = asSuperseded(kept.proposal, standings, at);
  if (overtaken !== null) return save(work, overtaken, { reason: journalReason({ do: 'overtake' }) });
  const agreed = nextState(kept.proposal, step);
  if (proposalState(agreed) !== 'agreed') return save(work, agreed, { reason: journalReason(step) });
  if (!(await isAsJournalled(work))) return refused(forged(kept.proposal.id));
  const version = await versionMade(work, standings[0]);
  const made = nextState(agreed, { do: 'make', at, from: agreed.baseVersion, version });
  return save(work, made, {
    reason: journalReason({ do: 'make', reason: agreed.reason }),
    carriedOut: standings.map((one) => one.change),
  });
}

/** True when what is proposed, and who agreed, is what the journal says: nobody changed it past the program. */
async function isAsJournalled({ shelves, register, kept }: Work): Promise<boolean> {
  const entries = await recordHistory(shelves.registers.store, register, 'proposal', kept.proposal.id);
  return canonicalJson(entries.at(-1)?.after ?? null) === canonicalJson(kept.record.body);
}

function forged(id: string): Refusal {
  const fault = `proposal ${id} is not what its last entry says`;
  const detail =
    'The proposal is not what was proposed and agreed by the journal: somebody changed it past the program. Nothing was ' +
    'made. "coterminous journal verify" says more; tell whoever keeps the installation.';
  return { kind: 'journal-broken', detail, faults: [fault] };
}

/** The version that what the proposal is about will have; null: it is removed. */
async function versionMade({ shelves, register }: Work, standing: Standing | undefined): Promise<number | null> {
  if (standing === undefined || standing.proposed.body === null) return null;
  const { current, proposed } = standing;
  if (current !== null) return current.version + 1;
  // Of a record that was removed before, versions go on where they ended.
  const entries = await recordHistory(shelves.registers.store, register, proposed.kind, proposed.id);
  return (entries.at(-1)?.version ?? 0) + 1;
}

type Saving = {
  readonly reason: string;
  /** What is said is added again when others were faster. */
  readonly isTalk?: boolean;
  /** The changes that the proposal is for. */
  readonly carriedOut?: readonly RecordChange[];
};

/** Saves the proposal, and with it what it is for: all or nothing. */
async function save(work: Work, next: RecordProposal, { reason, isTalk, carriedOut }: Saving): Promise<Tried> {
  const { shelves, register, kept, by, at } = work;
  const { id } = next;
  const isMaking = carriedOut !== undefined;
  const request: SaveRequest = {
    register,
    author: { name: by.name, actingFor: by.actingFor },
    at,
    as: requestRoleOf(shelves.registers.asker, by.actingFor, isMaking ? id : null),
    changes: [
      { kind: 'proposal', id, expectedVersion: kept.version, body: next as unknown as Json, reason },
      ...(carriedOut ?? []),
    ],
    ...(isMaking ? { approvals: next.agreements as unknown as readonly Json[] } : {}),
  };
  const saved = await saveRecords(shelves.registers.store, request).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'wall-refused') return error;
    throw error;
  });
  if (saved instanceof StoreError) {
    return refused({ kind: 'not-permitted', detail: saved.message, why: 'not-its-owner' });
  }
  if (saved.ok) return { kind: 'done' };
  const ofProposal = saved.conflicts.find((one) => one.change.kind === 'proposal');
  if (ofProposal === undefined || isTalk === true) return { kind: 'again' };
  return refused(happenedMeanwhile(ofProposal.current));
}

function refused(refusal: Refusal): Tried {
  return { kind: 'refused', refusal };
}
