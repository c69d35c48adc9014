/**
 * What succession does on the day, in the law as it stands: roles of bodies that have ended pass, end or wait, records get the
 * owners that took over, and proposals that a body of the past was to agree to are closed. In transactions of bounded size:
 * each leaves the register as it should be, so that a run that was broken off is finished by the next one. What records say
 * is not touched: a party stays as it was signed.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { supersedeProposalsOf } from '#actions/proposals-closed.ts';
import type { Refusal } from '#actions/refusal.ts';
import { notPermitted } from '#actions/save-as.ts';
import { dayOf } from '#actions/sight-of.ts';
import {
  decisionsOf,
  isWaiting,
  loadVesting,
  type Thing,
  usualGraceDays,
  type Vesting,
} from '#actions/vesting-book.ts';
import { type DueRecord, dueRecords, isToBeDecided, recordWaysOf } from '#actions/vesting-records.ts';
import { ownersOfAccountAfter, type RolePiece, roleChanges } from '#actions/vesting-roles.ts';
import { unattendedBodies } from '#core/access/access-dry-run.ts';
import type { SuccessionBook } from '#core/access/body-succession.ts';
import { bodiesInOrder } from '#core/access/resource.ts';
import { successionOfGrants } from '#core/access/succession-of-grants.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { type Author, loadRecords, type RecordChange, type RecordKind, saveRecords } from '#store/record-rows.ts';

export type PassRequest = {
  readonly register?: string | undefined;
  /** The day by which bodies have ended; not one to come. */
  readonly on: IsoDate;
  /** Now, as ISO 8601. */
  readonly at: string;
  /** @units days */
  readonly graceDays?: number | undefined;
  /** Called after each transaction with what was changed so far. What it throws ends the run there. */
  readonly onProgress?: ((changed: number) => void | Promise<void>) | undefined;
};

export type AccessPassed = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  /** Roles that ended now, and that were given now: passed on, or for the days of grace. */
  readonly rolesEnded: number;
  readonly rolesGiven: number;
  readonly recordsPassed: number;
  readonly proposalsClosed: number;
  /** Roles and records that wait for a decision, now or since an earlier run. */
  readonly rolesWaiting: number;
  readonly recordsWaiting: readonly {
    readonly kind: RecordKind;
    readonly id: string;
    readonly owners: readonly OrganisationId[];
  }[];
  /** Bodies that exist on the day, own something, and for whom nobody is administrator. */
  readonly unattended: readonly OrganisationId[];
};

/** Nobody in particular: the law passes things on. */
const systemAuthor: Author = { name: 'Coterminous', actingFor: null };
/** Changes of one transaction at most, but for one account, whose roles change together. */
const changesAtOnce = 500;
/** Changes that others make meanwhile are met by looking again, this often. */
const attempts = 5;

/** Passes on what is due. Refused for anybody but the owner of the installation, and before the day has come. */
export async function passAccess(shelves: Shelves, request: PassRequest): Promise<Result<AccessPassed, Refusal>> {
  const { on, at } = request;
  if (shelves.registers.asker.kind !== 'owner') return refuse(notPermitted('Passing roles and records on', 'no-role'));
  if (on > dayOf(at)) {
    const detail = `${on} has not come yet. Look at the dry run until then; nothing was changed.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const loaded = await loadVesting(shelves, { register: request.register }, on);
  if (!loaded.ok) return loaded;
  const register = loaded.value.register.pack.name;
  const run = new Run(shelves, register, request);
  const proposalsClosed = await run.closeProposals(loaded.value);
  const roles = await run.passRoles();
  const recordsPassed = await run.passRecords();
  const after = await run.look();
  const ways = recordWaysOf(after);
  const grants = after.roles.map(({ body }) => body);
  return answer({
    register: after.register,
    on,
    ...roles,
    recordsPassed,
    proposalsClosed,
    rolesWaiting: after.roles.filter(isWaiting).length,
    recordsWaiting: after.things.flatMap(({ kind, id }, place) => {
      const way = ways[place];
      if (way === undefined || !isToBeDecided(kind, way)) return [];
      return [{ kind, id, owners: way.waiting.map(({ owner }) => owner) }];
    }),
    unattended: unattendedBodies(
      after.things.map(({ resource }) => resource),
      grants,
      on,
    ).filter((body) => after.book.isThere(body)),
  });
}

/** One run over a register, with what it has done so far. */
class Run {
  private readonly shelves: Shelves;
  private readonly register: string;
  private readonly request: PassRequest;
  private changed = 0;

  constructor(shelves: Shelves, register: string, request: PassRequest) {
    this.shelves = shelves;
    this.register = register;
    this.request = request;
  }

  /** Everything there is at this moment. @throws when the register is gone */
  async look(): Promise<Vesting> {
    const loaded = await loadVesting(this.shelves, { register: this.register }, this.request.on);
    if (!loaded.ok) throw new Error(`the register ${this.register} went away: ${loaded.refusal.detail}`);
    return loaded.value;
  }

  /** How many proposals were closed because a party has ended. */
  async closeProposals({ things, book }: Vesting): Promise<number> {
    const parties = things.flatMap(({ kind, resource }) => (kind === 'proposal' ? resource.owners : []));
    const bodies = bodiesInOrder(parties).filter((body) => book.of(body).ended !== null);
    if (bodies.length === 0) return 0;
    const reason = `${bodies.map((body) => book.named(body)).join(', ')} ended by ${this.request.on}`;
    const closed = await supersedeProposalsOf(this.shelves, {
      register: this.register,
      bodies,
      reason,
      at: this.request.at,
    });
    await this.progress(closed);
    return closed;
  }

  async passRoles(): Promise<{ readonly rolesEnded: number; readonly rolesGiven: number }> {
    let [rolesEnded, rolesGiven] = [0, 0];
    for (let attempt = 1; ; attempt++) {
      const pieces = await this.rolePieces(await this.look());
      let isOvertaken = false;
      for (const piece of inBounds(pieces)) {
        if (!(await this.save(piece.flatMap((one) => one.changes)))) {
          isOvertaken = true;
          continue;
        }
        rolesEnded += piece.reduce((sum, one) => sum + one.ended, 0);
        rolesGiven += piece.reduce((sum, one) => sum + one.given, 0);
      }
      if (!isOvertaken) return { rolesEnded, rolesGiven };
      if (attempt === attempts) throw new Error(`roles of ${this.register} change faster than they can be passed on`);
    }
  }

  async passRecords(): Promise<number> {
    let passed = 0;
    for (let attempt = 1; ; attempt++) {
      const vesting = await this.look();
      let isOvertaken = false;
      for (const piece of piecesOf(dueRecords(vesting))) {
        const changes = await this.recordChanges(piece);
        if (await this.save(changes)) passed += changes.length;
        else isOvertaken = true;
        if (changes.length < piece.length) isOvertaken = true;
      }
      if (!isOvertaken) return passed;
      if (attempt === attempts) throw new Error(`records of ${this.register} change faster than they can be passed on`);
    }
  }

  /** What changes for each account whose roles change. */
  private async rolePieces(vesting: Vesting): Promise<RolePiece[]> {
    const { book, roles } = vesting;
    const { graceDays = usualGraceDays } = this.request;
    const options = { decisions: decisionsOf(vesting.decisions), graceDays };
    const pieces: Omit<RolePiece, 'changes'>[] = [];
    const changesOf = new Map<string, RecordChange[]>();
    for (const [account, own] of Map.groupBy(roles, ({ grant }) => grant.account)) {
      const ways = successionOfGrants(
        own.map(({ grant }) => grant),
        book,
        options,
      );
      const piece = roleChanges(own, ways);
      if (piece.changes.length === 0) continue;
      pieces.push({ account, after: piece.after, ended: piece.ended, given: piece.given });
      changesOf.set(account, piece.changes);
    }
    const accounts = await this.accountChanges(pieces, book);
    return pieces.map((piece) => ({
      ...piece,
      changes: [...(changesOf.get(piece.account) ?? []), ...(accounts.get(piece.account) ?? [])],
    }));
  }

  private async accountChanges(
    pieces: readonly Omit<RolePiece, 'changes'>[],
    book: SuccessionBook,
  ): Promise<ReadonlyMap<string, RecordChange[]>> {
    const { store } = this.shelves.registers;
    const ids = pieces.map(({ account }) => account);
    const kept = ids.length === 0 ? [] : await loadRecords(store, this.register, ['account'], { ids });
    const afterOf = new Map(pieces.map(({ account, after }) => [account, after]));
    const reason = 'The bodies that its holder acts for have changed.';
    return new Map(
      kept.map(({ id, version, body, sight }) => {
        const owners = ownersOfAccountAfter(sight.owners, afterOf.get(id) ?? [], book, this.request.on);
        const isOther = owners.join() !== [...sight.owners].sort().join();
        const change = { kind: 'account' as const, id, expectedVersion: version, body, reason };
        return [id, isOther ? [{ ...change, sight: { ...sight, owners } }] : []];
      }),
    );
  }

  /** The changes of those of the records that are still what they were when they were looked at. */
  private async recordChanges(due: readonly DueRecord[]): Promise<RecordChange[]> {
    const { store } = this.shelves.registers;
    const bodies = await bodiesOf(
      store,
      this.register,
      due.map(({ thing }) => thing),
    );
    return due.flatMap(({ thing, sight, reason }): RecordChange[] => {
      const { kind, id, version } = thing;
      const kept = bodies.get(`${kind} ${id}`);
      if (kept?.version !== version) return [];
      return [{ kind, id, expectedVersion: version, body: kept.body, reason, sight }];
    });
  }

  /** False: somebody else changed one of them meanwhile, and nothing was saved. */
  private async save(changes: readonly RecordChange[]): Promise<boolean> {
    if (changes.length === 0) return true;
    const { register } = this;
    const { at } = this.request;
    const saved = await saveRecords(this.shelves.registers.store, { register, author: systemAuthor, at, changes });
    if (saved.ok) await this.progress(changes.length);
    return saved.ok;
  }

  private async progress(changes: number): Promise<void> {
    this.changed += changes;
    await this.request.onProgress?.(this.changed);
  }
}

async function bodiesOf(store: Store, register: string, things: readonly Thing[]) {
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  const ids = [...new Set(things.map(({ id }) => id))];
  const kept = await loadRecords(store, register, kinds, { ids });
  return new Map(kept.map(({ kind, id, version, body }) => [`${kind} ${id}`, { version, body }]));
}

/** The pieces, several to a transaction as long as they are few enough changes. */
function inBounds(pieces: readonly RolePiece[]): RolePiece[][] {
  const bounded: RolePiece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const last = bounded.at(-1);
    if (last === undefined || piece.changes.length > room) {
      bounded.push([piece]);
      room = changesAtOnce;
    } else last.push(piece);
    room -= piece.changes.length;
  }
  return bounded;
}

function piecesOf<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / changesAtOnce);
  return Array.from({ length: count }, (_, at) => all.slice(at * changesAtOnce, (at + 1) * changesAtOnce));
}
