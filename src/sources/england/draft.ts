/**
 * The facts of the England pack while they are being written: tables that grow, with columns that were not
 * given left empty. Knows the tables of a pack and nothing of England.
 */

import { type Facts, packTables, type Row, type TableName } from '#core/pack/tables.ts';
import type { EventKind, EventStatus, Evidence, Part } from '#core/pack/vocabulary.ts';
import type { RoleName } from '#core/register/tiers.ts';
import type { InputId } from '#sources/england/inputs.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** Cells as they are written: ids are plain text here, and a column that is not named is empty. */
type Cell = string | number | boolean | null;
export type LooseRow<N extends TableName> = { readonly [C in keyof Row<N>]?: Cell };

/** Sources are named by the input they were read from, or are one of these. */
export type SourceName = InputId | 'derivation' | 'general-knowledge' | 'si-2006-2072' | CitedSource;

/** Pages that are cited for what no file holds. */
export type CitedSource =
  | 'icb-mergers-2026'
  | 'icb-statement-2025'
  | 'icb-clusters'
  | 'surrey-outcome'
  | 'surrey-order-debate'
  | 'surrey-councils'
  | 'lgr-decisions-2026';

export type EventDraft = {
  readonly id: string;
  readonly kind: EventKind;
  readonly title: string;
  /** Null: not known, and it never takes effect. */
  readonly day: IsoDate | null;
  /** Left out: in effect. */
  readonly status?: EventStatus;
  readonly announced?: IsoDate;
  readonly instrument?: string;
  readonly evidence: Evidence;
  readonly source: SourceName;
  readonly note?: string;
  readonly bodies: readonly (readonly [organisation: string, part: Part])[];
  /** Blocks drawn anew and fitted anew, without a change in law. */
  readonly isRefit?: boolean;
};

export type NameSpell = { readonly name: string; readonly from: IsoDate | null; readonly to: IsoDate | null };

export type Land = {
  readonly from: string | null;
  readonly to: string | null;
  /** Null: all that the giver still holds. */
  readonly blocks: { readonly geography: string; readonly areas: Iterable<string> } | null;
  readonly evidence: Evidence;
  readonly source: SourceName;
};

const templates = Object.fromEntries(
  packTables.map((table) => [table.name, Object.fromEntries(table.columns.map((column) => [column.name, null]))]),
) as Record<TableName, Record<string, null>>;

export class Draft {
  private readonly rows = Object.fromEntries(packTables.map((table) => [table.name, []])) as unknown as Record<
    TableName,
    object[]
  >;
  private readonly organisationIds = new Set<string>();
  private readonly eventIds = new Set<string>();

  /** Add a row. Columns not named are empty. */
  add<N extends TableName>(table: N, row: LooseRow<N>): void {
    this.rows[table].push({ ...templates[table], ...row });
  }

  has(organisation: string): boolean {
    return this.organisationIds.has(organisation);
  }

  /** Add a body, once; a second call with the same id is ignored. */
  organisation(row: LooseRow<'organisations'> & { readonly id: string }): void {
    if (this.organisationIds.has(row.id)) return;
    this.organisationIds.add(row.id);
    this.add('organisations', row);
  }

  /** Add what a body was called, when; nothing when it has had one name throughout. */
  names(organisation: string, spells: readonly NameSpell[], source: SourceName): void {
    if (spells.length < 2) return;
    for (const { name, from, to } of spells) this.add('names', { organisation, name, from, to, source });
  }

  role(organisation: string, role: RoleName, from: IsoDate | null, to: IsoDate | null, source: SourceName): void {
    this.add('roles', { organisation, role, from, to, source });
  }

  identifier(
    organisation: string,
    scheme: string,
    value: string,
    from: IsoDate | null,
    to: IsoDate | null,
    source: SourceName,
  ): void {
    this.add('identifiers', { organisation, scheme, value, from, to, source });
  }

  /** Add an event with its bodies; ids that are taken get a number. Returns the id. */
  event(draft: EventDraft): string {
    let id = draft.id;
    for (let count = 2; this.eventIds.has(id); count++) id = `${draft.id}-${count}`;
    this.eventIds.add(id);
    const { kind, title, day, evidence, source } = draft;
    this.add('events', {
      id,
      kind,
      title: draft.isRefit === true ? `Re-fit: ${title}` : title,
      status: draft.status ?? 'in-effect',
      announced: draft.announced ?? null,
      // A re-fit is no act of law: it only dates the lookup that first shows it.
      legal: draft.isRefit === true ? null : day,
      operational: draft.status === 'proposed' ? null : day,
      evidence,
      source,
      instrument: draft.instrument ?? null,
      note: draft.note ?? null,
    });
    for (const [organisation, part] of draft.bodies) this.add('participants', { event: id, organisation, part });
    return id;
  }

  /**
   * End on the day the lines to a body that ends then, and let those that held until then go on to its heir; to nobody
   * known (unresolved) where `heirOf` gives null. Left out by `heirOf`: the line stays as it is.
   */
  passLines(
    day: IsoDate,
    heirOf: (organisation: string, target: string) => { heir: string | null; note: string } | undefined,
    source: SourceName,
  ): void {
    const { relationships } = this.rows;
    for (const [at, line] of (relationships.slice() as Row<'relationships'>[]).entries()) {
      const next = line.target === null ? undefined : heirOf(line.organisation, line.target);
      if (next === undefined || (line.to !== null && line.to < day)) continue;
      relationships[at] = { ...line, to: day };
      const status = next.heir === null ? 'unresolved' : 'stated';
      const { organisation, kind } = line;
      this.add('relationships', {
        organisation,
        kind,
        target: next.heir,
        from: day,
        to: null,
        status,
        source,
        note: next.note,
      });
    }
  }

  /** Add land that an event moves. */
  land(event: string, { from, to, blocks, evidence, source }: Land): void {
    const { territory } = this.rows;
    if (blocks === null) {
      territory.push({ event, from, to, geography: null, area: '*', evidence, source });
      return;
    }
    for (const area of blocks.areas)
      territory.push({ event, from, to, geography: blocks.geography, area, evidence, source });
  }

  /** Add land held without an event. */
  members(
    organisation: string,
    geography: string,
    areas: Iterable<string>,
    from: IsoDate | null,
    evidence: Evidence,
    source: SourceName,
  ): void {
    const { memberships } = this.rows;
    for (const area of areas) memberships.push({ organisation, geography, area, from, evidence, source });
  }

  extent(
    organisation: string,
    extent: 'partial' | 'unknown',
    from: IsoDate | null,
    to: IsoDate | null,
    source: SourceName,
    note: string,
  ): void {
    this.add('extents', { organisation, extent, from, to, source, note });
  }

  unexplained(
    id: string,
    date: IsoDate | null,
    subject: string,
    finding: string,
    areas: number | null,
    note: string | null = null,
  ): void {
    this.add('unexplained', { id, date, subject, finding, areas, note });
  }

  /** Two or more sources about one question; the first is followed unless said otherwise. */
  disagreement(
    id: string,
    question: string,
    subject: string | null,
    voices: readonly { source: SourceName; says: string; followed: boolean }[],
  ): void {
    for (const voice of voices) this.add('disagreements', { id, question, subject, ...voice });
  }

  /** Take out sources that are not in the pack, and disagreements left with a single voice. */
  dropUnknownSources(): void {
    const known = new Set(this.facts().sources.map((row) => row.id as string));
    const disagreements = (this.rows.disagreements as { id: string; source: string }[]).filter((row) =>
      known.has(row.source),
    );
    const voices = Map.groupBy(disagreements, (row) => row.id);
    this.rows.disagreements = disagreements.filter((row) => (voices.get(row.id)?.length ?? 0) > 1);
    for (const rows of Object.values(this.rows)) {
      for (const row of rows as { source?: string | null }[]) {
        if (row.source != null && !known.has(row.source)) row.source = null;
      }
    }
  }

  /** Facts so far. Events of a day stand in the order they were added. */
  facts(): Facts {
    return this.rows as unknown as Facts;
  }
}

/** A word for ids: lower case, words joined by hyphens. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Names as a sentence lists them: `A`, `A and B`, `A, B and C`. */
export function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 block passes`, `8 blocks pass`. */
export function blocksPass(count: number): string {
  return count === 1 ? '1 block passes' : `${count} blocks pass`;
}
