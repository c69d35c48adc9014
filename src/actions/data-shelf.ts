/**
 * The data sets of a register: the catalogue, brought up to date by what has changed since, and their numbers, of which
 * as many are kept in memory as fit. A version never changes, so what was loaded once stays right. What an asker does not
 * see is not there.
 */

import { requestRoleOf } from '#actions/asker.ts';
import { type DataDocument, decodeDataSet, decodeResidence } from '#actions/data-document.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import type { DataSet } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { type DataVersion, loadDataVersion } from '#store/data-set-rows.ts';
import { recordHistory } from '#store/journal.ts';
import { headSeq, loadRecords } from '#store/record-rows.ts';

/** A version of a data set without its numbers. */
export type DataHead = {
  readonly id: string;
  readonly version: number;
  readonly document: DataDocument;
  readonly importedAt: string;
  readonly importedBy: string;
};

/** A version with its numbers: `dataSet` of areas, or `residence` of practices' people; the other is null. */
export type KeptDataSet = {
  readonly id: string;
  readonly dataSet: DataSet | null;
  readonly residence: ResidenceTable | null;
  readonly version: number;
  readonly checksum: string;
  readonly importedAt: string;
  readonly importedBy: string;
  readonly file: string;
};

type Catalogue = { readonly seq: number; readonly heads: readonly DataHead[] };
type Numbers = { readonly bytes: number; readonly content: DataVersion; readonly dataSet: DataSet | null };

/** Numbers kept in memory; the newest stay even if they alone are more. @units bytes */
const bytesKept = 300_000_000;

/** What is kept of data sets, whoever asks. */
class KeptData {
  readonly catalogues = new Map<string, UpToDate<Catalogue>>();
  readonly numbers = new Map<string, Promise<Numbers>>();
  readonly sizes = new Map<string, number>();
  readonly residences = new WeakMap<DataVersion, { readonly of: object; readonly table: ResidenceTable }>();
}

/** Opens the data sets of registers, as somebody sees them. One for each process, and views of it. */
export class DataShelf {
  private readonly registers: RegisterShelf;
  private readonly kept: KeptData;

  /** For whoever asks for these registers. */
  constructor(registers: RegisterShelf, kept = new KeptData()) {
    this.registers = registers;
    this.kept = kept;
  }

  /** The same shelf as whoever asks for these registers sees it. */
  through(registers: RegisterShelf): DataShelf {
    return new DataShelf(registers, this.kept);
  }

  /** The present data sets that the asker sees, in the order of their ids, with everything that was saved before the call. */
  async list(register: string): Promise<readonly DataHead[]> {
    const { store, asker } = this.registers;
    const { catalogues } = this.kept;
    const present =
      catalogues.get(register) ?? new UpToDate<Catalogue>((before, seq) => this.refreshed(register, before, seq));
    catalogues.set(register, present);
    const { seq, heads } = await present.get(await headSeq(store, register));
    if (asker.kind === 'owner') return heads;
    const seen = await loadSeen(store, asker, register, seq);
    return heads.filter(({ id }) => seen.has('data-set', id));
  }

  /** A data set with its numbers, of the version; without one, of the newest. Refused when there is none. */
  async open(register: string, id: string, version?: number): Promise<Result<KeptDataSet, Refusal>> {
    const found = await this.head(register, id, version);
    if (!found.ok) return found;
    const { document, importedAt, importedBy, version: opened } = found.value;
    const { content, dataSet } = await this.numbersOf(register, found.value);
    const { checksum, file } = document;
    const kept = { id, dataSet, version: opened, checksum, importedAt, importedBy, file };
    if (document.holds === 'numbers') return answer({ ...kept, residence: null });
    const residence = await this.residenceOf(register, document, content);
    return residence.ok ? answer({ ...kept, residence: residence.value }) : residence;
  }

  /** The data set without its numbers, of the version; without one, of the newest. Refused when there is none. */
  async head(register: string, id: string, version?: number): Promise<Result<DataHead, Refusal>> {
    const heads = await this.list(register);
    const present = heads.find((head) => head.id === id);
    if (present === undefined) {
      const known = heads.map((head) => head.id);
      const detail = `There is no data set ${id} in ${register}. Known: ${known.join(', ') || 'none'}.`;
      return refuse({ kind: 'unknown-data-set', detail, known });
    }
    if (version === undefined || version === present.version) return answer(present);
    const past = (await this.versions(register, id)).find((head) => head.version === version);
    if (past !== undefined) return answer(past);
    const detail = `There is no version ${version} of ${id} in ${register}; the newest is ${present.version}.`;
    return refuse({ kind: 'unknown-data-set', detail, known: heads.map((head) => head.id) });
  }

  /** Every version of a data set without numbers, newest first; none: it was never there, or is not seen. */
  async versions(register: string, id: string): Promise<(DataHead & { readonly reason: string | null })[]> {
    const { store, asker } = this.registers;
    const seen = await loadSeen(store, asker, register);
    if (!seen.has('data-set', id)) return [];
    const entries = await recordHistory(store, register, 'data-set', id, requestRoleOf(asker));
    return entries.reverse().map(({ version, after, at, who, reason }) => ({
      id,
      version,
      document: after as unknown as DataDocument,
      importedAt: at,
      importedBy: who,
      reason,
    }));
  }

  private async refreshed(register: string, held: Catalogue | null, seq: number): Promise<Catalogue> {
    const { store } = this.registers;
    const changed = await loadRecords(store, register, ['data-set'], held === null ? {} : { since: held.seq });
    const newest = changed.reduce((most, record) => Math.max(most, record.seq), seq);
    if (held !== null && changed.length === 0) return { seq: newest, heads: held.heads };
    const byId = new Map((held?.heads ?? []).map((head) => [head.id, head]));
    for (const { id, version, body, changedAt, changedBy } of changed) {
      const document = body as unknown as DataDocument;
      byId.set(id, { id, version, document, importedAt: changedAt, importedBy: changedBy });
    }
    return { seq: newest, heads: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  private async numbersOf(register: string, { id, version, document }: DataHead): Promise<Numbers> {
    const key = `${register} ${id} ${version}`;
    const numbers = this.kept.numbers.get(key) ?? this.loadNumbers(register, id, version, document);
    this.kept.numbers.delete(key);
    this.kept.numbers.set(key, numbers);
    try {
      const { bytes } = await numbers;
      this.kept.sizes.set(key, bytes);
      this.forgetOldest(key);
      return numbers;
    } catch (error) {
      this.kept.numbers.delete(key);
      throw error;
    }
  }

  private async loadNumbers(register: string, id: string, version: number, document: DataDocument): Promise<Numbers> {
    const content = await loadDataVersion(this.registers.store, { register, dataSet: id, version });
    if (content === null) throw new Error(`the numbers of ${id}, version ${version}, are not there`);
    const sizes = content.columns.map(({ values, marks }) => values.byteLength + (marks?.byteLength ?? 0));
    const bytes = sizes.reduce((sum, size) => sum + size, content.codes.length * 100);
    return { bytes, content, dataSet: document.holds === 'numbers' ? decodeDataSet(document, content) : null };
  }

  /** Lets go what was asked for longest ago, as long as too much is kept; never what was just asked for. */
  private forgetOldest(newest: string): void {
    let total = [...this.kept.sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of [...this.kept.numbers.keys()]) {
      if (total <= bytesKept) return;
      const size = this.kept.sizes.get(key);
      if (key === newest || size === undefined) continue;
      this.kept.numbers.delete(key);
      this.kept.sizes.delete(key);
      total -= size;
    }
  }

  /** The table with blocks by their numbers in the register as it is now. */
  private async residenceOf(
    register: string,
    document: DataDocument,
    content: DataVersion,
  ): Promise<Result<ResidenceTable, Refusal>> {
    const ground = await this.registers.ground({ register });
    if (!ground.ok) return ground;
    const { land } = ground.value.world;
    const kept = this.kept.residences.get(content);
    if (kept?.of === land) return answer(kept.table);
    const [use] = document.geographies;
    const wanted = use?.kind === 'blocks' ? use.geography : '';
    const geography = geographyNamed(land, wanted);
    if (geography === undefined) {
      const known = land.geographies.map((one) => one.id);
      const detail = `${document.statement.id} speaks of the blocks ${wanted}, which ${register} no longer has. Known: ${known.join(', ')}.`;
      return refuse({ kind: 'unknown-geography', detail, known });
    }
    const table = decodeResidence(document, content, geography);
    this.kept.residences.set(content, { of: land, table });
    return answer(table);
  }
}
