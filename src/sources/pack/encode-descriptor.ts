/** What a pack says of itself and its tables, as the `datapackage.json` of a Frictionless Data Package. */

import { areaColumns } from '#core/pack/check-areas.ts';
import { type PackManifest, packProvenance } from '#core/pack/manifest.ts';
import type { Column, Table } from '#core/pack/table.ts';
import { packFormatVersion, packTables, type TableName } from '#core/pack/tables.ts';

const frictionlessTypes = { text: 'string', date: 'date', integer: 'integer', boolean: 'boolean' } as const;

/**
 * The descriptor as text, ending in a line end: the tables named, in the order of the format, then the
 * boundary files. The same arguments give the same text.
 * @source Frictionless Data Package, Tabular Data Package and Table Schema 1.0
 */
export function encodeDescriptor(
  manifest: PackManifest,
  tables: ReadonlySet<TableName>,
  boundaryPaths: readonly string[],
  pathOf: (table: TableName) => string,
): string {
  const whole = packProvenance(manifest);
  const resources: object[] = packTables
    .filter((table) => tables.has(table.name))
    .map((table) => ({
      name: table.name,
      path: pathOf(table.name),
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      description: table.says,
      ...(manifest.tables[table.name] ?? whole),
      schema: tableSchema(table, tables),
    }));
  for (const [index, path] of boundaryPaths.entries()) {
    resources.push({
      name: `shapes-${index + 1}`,
      path,
      profile: 'data-resource',
      format: 'topojson',
      mediatype: 'application/json',
    });
  }
  const descriptor = {
    profile: boundaryPaths.length === 0 ? 'tabular-data-package' : 'data-package',
    name: manifest.name,
    title: manifest.title,
    ...(manifest.description === null ? {} : { description: manifest.description }),
    version: manifest.version,
    licenses: manifest.licences,
    sources: manifest.sources,
    vintage: manifest.vintage,
    coterminous: { format: packFormatVersion },
    resources,
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}

/**
 * The Table Schema of a table in a pack that has the tables `present`; foreign keys to others are left out.
 * A key with a column that may be empty is a unique key, since cells of a primary key may not be.
 */
export function tableSchema(table: Table, present: ReadonlySet<TableName>): object {
  const nullable = table.columns.some((column) => table.key.includes(column.name) && !column.required);
  const foreignKeys = foreignKeysOf(table, present);
  return {
    fields: table.columns.map(fieldOf),
    missingValues: [''],
    ...(nullable ? { uniqueKeys: [table.key] } : { primaryKey: table.key }),
    ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
  };
}

function fieldOf(column: Column): object {
  const constraints = {
    ...(column.required ? { required: true } : {}),
    ...(column.idOf === undefined ? {} : { unique: true }),
    ...(column.oneOf === undefined ? {} : { enum: column.oneOf }),
    ...(column.minimum === undefined ? {} : { minimum: column.minimum }),
  };
  return {
    name: column.name,
    type: frictionlessTypes[column.type],
    ...(column.type === 'date' ? { format: '%Y-%m-%d' } : {}),
    ...(column.type === 'boolean' ? { trueValues: ['true'], falseValues: ['false'] } : {}),
    description: column.says,
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

function foreignKeysOf(table: Table, present: ReadonlySet<TableName>): object[] {
  const keys: object[] = [];
  for (const column of table.columns) {
    if (column.refersTo === undefined || !present.has(column.refersTo)) continue;
    keys.push({ fields: column.name, reference: { resource: column.refersTo, fields: 'id' } });
  }
  for (const { table: name, geography, area } of areaColumns) {
    // Territory may be `*`, which no area is; a foreign key cannot say so.
    if (name !== table.name || name === 'territory' || !present.has('areas')) continue;
    keys.push({ fields: [geography, area], reference: { resource: 'areas', fields: ['geography', 'code'] } });
  }
  return keys;
}
