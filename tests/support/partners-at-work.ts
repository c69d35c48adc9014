/**
 * Two partners who write to a running server by HTTP without pause and note every answer: one saves what is theirs alone and
 * proposes changes to what is joint, the other agrees. For tests of what is left when something breaks.
 */

import { makeAccount } from '#actions/account-record.ts';
import { encodeDocument } from '#actions/arrangement-document.ts';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { sampleName } from '#actions/load-register.ts';
import { startSession } from '#actions/sessions.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { JournalEntry } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { type RecordChange, saveRecords } from '#store/record-rows.ts';
import { board, jointId, surrey } from '#tests/support/made-up-proposal.ts';
import type { ArrangementSpecWire } from '#wire/arrangements.ts';

/** An arrangement that is one partner's alone. */
export const ownId = 'SAMPLE-OWN' as ArrangementId;

const byOwner = { name: 'Owner', actingFor: null } as const;

type Partner = { readonly cookie: string; readonly by: { readonly name: string; readonly actingFor: string } };
export type Partners = { readonly ann: Partner; readonly bob: Partner };

/** Answers that were heard: what must be there afterwards. */
export type Acknowledged = {
  /** Titles that were saved. */
  readonly saved: string[];
  /** Ids of proposals that were made. */
  readonly proposed: string[];
  /** Ids of those that were agreed to, and made. */
  readonly made: string[];
  /** Writes that the server itself could not do. */
  readonly refused: { readonly title: string; readonly status: number; readonly told: string }[];
  /** Answers that nobody expects. */
  readonly strange: string[];
};

/** Ann of Surrey and Bob of the board, signed in now, and what they work on. The store holds the sample. */
export async function makePartners(store: Store): Promise<Partners> {
  const at = new Date().toISOString();
  const held = (await makeShelves(store).arrangements.open(sampleName)).byId.get(jointId)?.arrangement;
  const [host, partner] = held?.parties ?? [];
  if (held === undefined || host === undefined || partner === undefined) throw new Error('the sample has no such fund');
  const joint = [
    { ...host, organisation: surrey },
    { ...partner, organisation: board },
  ];
  const change = (id: ArrangementId, owners: readonly string[]): RecordChange => {
    const parties = joint.filter(({ organisation }) => owners.includes(organisation));
    return {
      kind: 'arrangement',
      id,
      expectedVersion: 'any',
      // Money and shares are of parties that are no longer named.
      body: encodeDocument({ ...held, id, parties, amounts: [], negotiated: [] }),
      reason: null,
      sight: { owners, seenBy: [], regions: [] },
    };
  };
  const changes = [change(jointId, [surrey, board]), change(ownId, [surrey])];
  await saveRecords(store, { register: sampleName, author: byOwner, at, changes });
  const ann = await makePartner(store, 'Ann', surrey, at);
  return { ann, bob: await makePartner(store, 'Bob', board, at) };
}

async function makePartner(store: Store, name: string, body: string, at: string): Promise<Partner> {
  const given = { register: sampleName, email: `${name}@example.org`, name, owners: [body], state: 'active' } as const;
  const made = await makeAccount(store, given, { author: byOwner, at, reason: 'test' });
  if (!made.ok) throw new Error(made.refusal.detail);
  const { account } = made.value;
  const changes = ['editor', 'finance', 'approver'].map(
    (role): RecordChange => ({
      kind: 'grant',
      id: `${account} ${role}`,
      expectedVersion: null,
      body: { account, organisation: body, role, from: '2020-01-01', to: null, reason: 'test' },
      reason: null,
      sight: { owners: [body], seenBy: [], regions: [] },
    }),
  );
  await saveRecords(store, { register: sampleName, author: byOwner, at, changes });
  const proved = { proofs: ['password', 'totp'], isStrong: true, device: 'a test', at } as const;
  const { key } = await startSession(store, { account, ...proved });
  return { cookie: `coterminous_session=${key}`, by: { name, actingFor: body } };
}

/** The program itself changes what it keeps (409), and the database may go away (503). */
const usual: readonly number[] = [409, 503];

/**
 * Work on a server, until it does not answer any more. `round`: goes into every title, so that each is known again.
 * `expected`: statuses that are not strange, besides the usual ones.
 */
export class PartnersAtWork {
  readonly heard: Acknowledged = { saved: [], proposed: [], made: [], refused: [], strange: [] };
  private readonly address: string;
  private readonly partners: Partners;
  private readonly round: number;
  private readonly expected: readonly number[];
  private isStopped = false;

  constructor(address: string, partners: Partners, round: number, expected: readonly number[] = []) {
    this.address = address.replace(/\/$/, '');
    this.partners = partners;
    this.round = round;
    this.expected = [...usual, ...expected];
  }

  /** They end what is under way, and begin nothing more. */
  stop(): void {
    this.isStopped = true;
  }

  /** All of it at once; ends when the connection is lost, or they are told to stop. */
  async workUntilLost(): Promise<void> {
    const untilLost = async (work: (turn: number) => Promise<void>) => {
      for (let turn = 0; !this.isStopped; turn++) {
        try {
          await work(turn);
        } catch (error) {
          if (error instanceof TypeError || error instanceof SyntaxError) return;
          throw error;
        }
      }
    };
    await Promise.all([untilLost((turn) => this.saveOwn(turn)), untilLost((turn) => this.proposeAndAgree(turn))]);
  }

  private async saveOwn(turn: number): Promise<void> {
    const { ann } = this.partners;
    const title = `own ${this.round}.${turn}`;
    const answer = await this.save(ann, ownId, title);
    if (answer.status === 200) this.heard.saved.push(title);
    else this.note(answer);
  }

  private async proposeAndAgree(turn: number): Promise<void> {
    const { ann, bob } = this.partners;
    const proposed = await this.save(ann, jointId, `joint ${this.round}.${turn}`);
    const id = (proposed.json['proposals'] as { id: string }[] | undefined)?.[0]?.id;
    if (proposed.status !== 202 || id === undefined) return this.note(proposed);
    this.heard.proposed.push(id);
    for (const partner of [ann, bob]) {
      const seen = await this.ask(partner, 'GET', `/api/proposals/${id}`);
      if (seen.status !== 200) return this.note(seen);
      const body = { expectedVersion: seen.json['version'], by: partner.by, step: { do: 'agree' } };
      const stepped = await this.ask(partner, 'POST', `/api/proposals/${id}/step`, body);
      if (stepped.status !== 200) this.note(stepped);
      if (stepped.json['state'] === 'made') this.heard.made.push(id);
    }
  }

  private async save(partner: Partner, id: string, title: string) {
    const seen = await this.ask(partner, 'GET', `/api/arrangements/${id}`);
    if (seen.status !== 200) return seen;
    const arrangement = { ...(seen.json['arrangement'] as ArrangementSpecWire), title };
    const body = { arrangement, expectedVersion: seen.json['version'], by: partner.by, reason: title };
    const { status, json } = await this.ask(partner, 'PUT', `/api/arrangements/${id}`, body);
    if (status >= 500) this.heard.refused.push({ title, status, told: JSON.stringify(json) });
    return { status, json };
  }

  /** @throws TypeError when there is no answer, SyntaxError when there is half of one */
  private async ask({ cookie }: Partner, method: string, path: string, body?: unknown) {
    const headers = { cookie, origin: this.address, 'content-type': 'application/json' };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.address}${path}`, { method, headers, ...text });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  }

  private note({ status, json }: { readonly status: number; readonly json: Record<string, unknown> }): void {
    if (!this.expected.includes(status)) this.heard.strange.push(`${status} ${json['detail']}`);
  }
}

/** What of the answers is not in the journal, and what is in it in part; empty when all is well. */
export function missingFrom(entries: readonly JournalEntry[], heard: Acknowledged): string[] {
  const titles = (id: string): Set<unknown> => {
    const of = entries.filter((entry) => entry.kind === 'arrangement' && entry.id === id);
    return new Set(of.map((entry) => (entry.after as { title?: unknown } | null)?.title));
  };
  const [own, joint] = [titles(ownId), titles(jointId)];
  const faults = heard.saved.filter((title) => !own.has(title)).map((title) => `${title} was lost`);
  const proposals = new Map<string, JournalEntry>();
  // The newest entry of each: the last word on it.
  for (const entry of entries)
    if (entry.kind === 'proposal' && entry.seq > (proposals.get(entry.id)?.seq ?? 0)) proposals.set(entry.id, entry);
  for (const id of heard.proposed) if (!proposals.has(id)) faults.push(`the proposal ${id} was lost`);
  for (const [id, { after }] of proposals) {
    const { end, reason } = after as { end: { kind: string } | null; reason: string };
    const isMade = end?.kind === 'made';
    if (isMade !== joint.has(reason)) faults.push(`the proposal ${id} and its change are not one`);
    if (!isMade && heard.made.includes(id)) faults.push(`the end of the proposal ${id} was lost`);
  }
  return faults;
}
