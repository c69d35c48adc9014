/**
 * People of two partners over a store with the sample, an arrangement that is joint between them, and proposals to change
 * it. Ann edits and approves for Surrey, Bob approves and Eve edits for the board; Cat, of Hampshire, is no party.
 */

import { encodeDocument } from '#actions/arrangement-document.ts';
import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import { sampleName } from '#actions/load-register.ts';
import { type ShownProposal, showProposal } from '#actions/proposals-show.ts';
import { type ProposalAct, stepOnProposal } from '#actions/proposals-step.ts';
import type { Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { Role, VerbGroup } from '#core/access/vocabulary.ts';
import type { Arrangement, ArrangementId } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import type { Result } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import {
  loadRecords,
  type RecordChange,
  type RecordSight,
  type StoredRecord,
  saveRecords,
} from '#store/record-rows.ts';

export const register = sampleName;
export const surrey = 'council-E10000030' as OrganisationId;
export const board = 'icb-surrey-and-sussex' as OrganisationId;
export const hampshire = 'council-E10000014' as OrganisationId;
export const jointId = 'SAMPLE-BCF' as ArrangementId;
/** Whose the joint arrangement is. */
export const jointSight: RecordSight = { owners: [surrey, board], seenBy: [], regions: [] };
/** The day of all requests, unless another is said. */
const usualDay = isoDate('2026-12-01');

const actsFor: Readonly<Record<string, OrganisationId>> = { ann: surrey, bob: board, eve: board, cat: hampshire };

/** A moment of the month in which proposals are made: at ten, on that day of it. */
export function day(number: number): string {
  return `2026-12-${String(number).padStart(2, '0')}T10:00:00.000Z`;
}

/** The value of an answer. @throws when it was refused */
export function answered<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** The refusal. @throws when it was an answer */
export function refusalOf(result: Result<unknown, Refusal>): Refusal {
  if (result.ok) throw new Error('it was not refused');
  return result.refusal;
}

/** Somebody who asks; a token when it has scopes. */
export function asker(name: string, scopes: readonly VerbGroup[] | null = null, on: IsoDate = usualDay): Asker {
  const kind = scopes === null ? 'person' : 'token';
  return { kind, account: name as AccountId, name, session: `s-${name}`, scopes, on };
}

type Proposed = {
  readonly title?: string;
  readonly owners?: readonly OrganisationId[];
  readonly edit?: (one: Arrangement) => Arrangement;
  readonly reason?: string | null;
  readonly at?: string;
};

type StepAt = { readonly at?: string; readonly version?: number; readonly using?: Shelves };

/** What a process has of the store, and what people do with it. */
export class ProposalWorld {
  readonly store: Store;
  readonly shelves: Shelves;

  constructor(store: Store) {
    this.store = store;
    this.shelves = makeShelves(store);
  }

  as(name: string, using = this.shelves): Shelves {
    return shelvesFor(using, asker(name));
  }

  /** As the owner of the installation. */
  async save(changes: readonly RecordChange[], at = day(1)): Promise<void> {
    const author = { name: 'Owner', actingFor: null };
    const saved = await saveRecords(this.store, { register, author, at, changes });
    if (!saved.ok) throw new Error(JSON.stringify(saved.conflicts));
  }

  grant(account: string, organisation: OrganisationId, role: Role, to: string | null = null): Promise<void> {
    const body = { account, organisation, role, from: '2026-01-01', to, reason: 'test' };
    const sight = { owners: [organisation], seenBy: [], regions: [] };
    const id = `${account} ${organisation} ${role}`;
    return this.save([{ kind: 'grant', id, expectedVersion: 'any', body, reason: null, sight }]);
  }

  /** The joint arrangement as it is kept now. */
  async present(): Promise<StoredRecord> {
    const [record] = await loadRecords(this.store, register, ['arrangement'], { ids: [jointId] });
    if (record === undefined) throw new Error('gone');
    return record;
  }

  /** Ann saves the joint arrangement with another title, or whatever else is said. */
  async propose(given: Proposed = {}): Promise<Result<unknown, Refusal>> {
    const { title = 'Another title', owners, edit = (one) => one, reason = 'It is more', at = day(2) } = given;
    const held = (await this.shelves.arrangements.open(register)).byId.get(jointId);
    if (held === undefined) throw new Error('no arrangement');
    const body = encodeDocument({ ...edit(held.arrangement), title });
    const sight = owners === undefined ? jointSight : { ...jointSight, owners };
    const { version } = held;
    return saveAs(shelvesFor(this.shelves, asker('ann', null, at.slice(0, 10) as IsoDate)), {
      register,
      verb: 'save-arrangement',
      author: { name: 'ann', actingFor: surrey },
      at,
      changes: [{ kind: 'arrangement', id: jointId, expectedVersion: version, body, reason, sight }],
    });
  }

  /** The id of the proposal that it became. */
  async proposed(given: Proposed = {}): Promise<string> {
    return proposalMade(await this.propose(given));
  }

  /** Somebody does something to the proposal as they see it, or at that version. */
  async step(name: string, id: string, act: ProposalAct, given: StepAt = {}): Promise<Result<ShownProposal, Refusal>> {
    const { at = day(3), version, using = this.shelves } = given;
    const own = this.as(name, using);
    const shown = await showProposal(own, { register, id, at });
    const expectedVersion = version ?? (shown.ok ? shown.value.version : 0);
    const author = { name, actingFor: actsFor[name] ?? null };
    return stepOnProposal(own, { register, id, expectedVersion, act, author, at });
  }

  async show(name: string, id: string, at = day(3)): Promise<ShownProposal> {
    return answered(await showProposal(this.as(name), { register, id, at }));
  }
}

/** The id of the proposal that a change became. @throws when it became none */
export function proposalMade(result: Result<unknown, Refusal>): string {
  const refusal = refusalOf(result);
  if (refusal.kind !== 'became-proposal') throw new Error(JSON.stringify(refusal));
  return refusal.proposals[0]?.id ?? '';
}

/** The people, their roles and the joint arrangement, in a store that holds the sample. */
export async function makeProposalWorld(store: Store): Promise<ProposalWorld> {
  const world = new ProposalWorld(store);
  const held = (await world.shelves.arrangements.open(register)).byId.get(jointId)?.arrangement;
  const [host, partner] = held?.parties ?? [];
  if (held === undefined || host?.organisation !== surrey || partner === undefined) throw new Error('no arrangement');
  const body = encodeDocument({ ...held, parties: [host, { ...partner, organisation: board }] });
  const joint = { kind: 'arrangement' as const, id: jointId, expectedVersion: 'any' as const, body, reason: null };
  await world.save([{ ...joint, sight: jointSight }]);
  for (const role of ['editor', 'approver'] as const) await world.grant('ann', surrey, role);
  await world.grant('bob', board, 'approver');
  await world.grant('eve', board, 'editor');
  await world.grant('cat', hampshire, 'approver');
  return world;
}
