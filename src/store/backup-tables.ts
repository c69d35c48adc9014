/**
 * What a backup holds, as the catalogue of the database tells it: every table and sequence in the schemas that migrations
 * make. Tables of others in the same database are left alone.
 */

import type pg from 'pg';
import type { Migration } from '#store/migrate.ts';

export type StoredTable = { readonly schema: string; readonly name: string; readonly columns: readonly string[] };
export type StoredSequence = {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
  readonly isCalled: boolean;
};

/** Every schema that one of the migrations makes, and that of the list of migrations. */
export function schemasOf(migrations: readonly Migration[]): string[] {
  const made = migrations.flatMap(({ sql }) => [...sql.matchAll(/^create schema (?:if not exists )?"?(\w+)"?;/gim)]);
  return ['store', ...new Set(made.map(([, name = '']) => name))];
}

/**
 * The tables of those schemas with the columns that hold what was written (generated ones do not), each after the tables that it
 * refers to, else in order of their names.
 * @throws when tables refer to each other in a circle: no order could fill them
 */
export async function listTables(client: pg.ClientBase, schemas: readonly string[]): Promise<StoredTable[]> {
  const { rows: tables } = await client.query<StoredTable>(
    `select n.nspname as schema, c.relname as name,
       coalesce(json_agg(a.attname order by a.attnum) filter (where a.attname is not null), '[]') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any ($1)
     group by n.nspname, c.relname order by n.nspname collate "C", c.relname collate "C"`,
    [schemas],
  );
  const { rows: references } = await client.query<Reference>(
    `select fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to from pg_constraint
     join pg_class f on f.oid = conrelid join pg_namespace fn on fn.oid = f.relnamespace
     join pg_class t on t.oid = confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where contype = 'f' and conrelid <> confrelid and fn.nspname = any ($1)`,
    [schemas],
  );
  return inOrderOfReference(tables, references);
}

/** The sequences of those schemas and where they stand. The values are read as they are now, whatever the transaction sees. */
export async function listSequences(client: pg.ClientBase, schemas: readonly string[]): Promise<StoredSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and n.nspname = any ($1) order by n.nspname collate "C", c.relname collate "C"`,
    [schemas],
  );
  const sequences: StoredSequence[] = [];
  for (const { schema, name } of rows) {
    const state = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quotedName(schema, name)}`,
    );
    for (const row of state.rows) sequences.push({ schema, name, ...row });
  }
  return sequences;
}

/** The first of the tables that holds a row, the list of migrations aside; null: none does. */
export async function filledTable(client: pg.ClientBase, tables: readonly StoredTable[]): Promise<string | null> {
  for (const { schema, name } of tables) {
    if (schema === 'store' && name === 'migrations') continue;
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from ${quotedName(schema, name)}) as filled`,
    );
    if (rows[0]?.filled === true) return `${schema}.${name}`;
  }
  return null;
}

/** `"work"."journal"` */
export function quotedName(schema: string, name: string): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** The columns as a list in parentheses; empty for a table without any. */
export function quotedColumns({ columns }: StoredTable): string {
  return columns.length === 0 ? '' : `(${columns.map(quoted).join(', ')})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

type Reference = { readonly from: string; readonly to: string };

function inOrderOfReference(tables: readonly StoredTable[], references: readonly Reference[]): StoredTable[] {
  const ordered: StoredTable[] = [];
  const named = (table: StoredTable) => `${table.schema}.${table.name}`;
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(named));
    const mustWait = (table: StoredTable) =>
      references.some(({ from, to }) => from === named(table) && waiting.has(to));
    const next = left.filter((table) => !mustWait(table));
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...next);
    left = left.filter(mustWait);
  }
  return ordered;
}
