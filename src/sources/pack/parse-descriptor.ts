/**
 * `datapackage.json` to what the pack says of itself and which files hold its tables. Follows Frictionless
 * Data Package 1.0 with the properties `coterminous`, `vintage`, `source` and `licence` of our own.
 */

import {
  type Citation,
  type Licence,
  type PackManifest,
  type Provenance,
  packNamePattern,
  packProvenance,
} from '#core/pack/manifest.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';
import { type ProblemList, shown } from '#core/pack/problem-list.ts';
import { packFormatVersion, packTables, type TableName } from '#core/pack/tables.ts';
import type { Place } from '#std/problem.ts';

export const descriptorName = 'datapackage.json';

/** A file that the descriptor names, and where in the descriptor it does. */
export type NamedFile = { readonly path: string; readonly namedAt: Place };

export type Descriptor = {
  readonly manifest: PackManifest;
  /** Files by table, in the order named; tables that did not come are not in it. */
  readonly tables: ReadonlyMap<TableName, readonly NamedFile[]>;
  /** Files of shapes that are listed as resources. */
  readonly boundaryFiles: readonly NamedFile[];
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** A manifest that says nothing, for a pack that cannot be read. */
export const emptyManifest: PackManifest = {
  name: '',
  title: '',
  version: '',
  description: null,
  licences: [],
  sources: [],
  vintage: '',
  tables: {},
};

/**
 * What the descriptor says, as far as it can be read; null when nothing more of the pack can be, because it
 * is not JSON, not a Coterminous pack, or of a newer format.
 */
export function parseDescriptor(text: string, list: ProblemList): Descriptor | null {
  const json = parseJson(text, descriptorName, list);
  if (json === undefined) return null;
  if (!isObject(json)) {
    addBad(list, '', 'an object', json);
    return null;
  }
  if (!hasReadableFormat(json, list)) return null;
  const whole: PackManifest = {
    name: parseName(json, list),
    title: textOf(json, 'title', '', list),
    version: textOf(json, 'version', '', list),
    description: optionalText(json, 'description', '', list),
    licences: listOf(json, 'licenses', list).map((item, index) => parseLicence(item, `licenses[${index}]`, list)),
    sources: listOf(json, 'sources', list).map((item, index) => parseCitation(item, `sources[${index}]`, list)),
    vintage: textOf(json, 'vintage', '', list),
    tables: {},
  };
  return parseResources(listOf(json, 'resources', list), whole, list);
}

/** The JSON value of the text, or undefined with a problem. A byte order mark is accepted. */
export function parseJson(text: string, file: string, list: ProblemList): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch (error) {
    list.add('not-json', { file }, () => ({
      message: 'This file must be JSON and is not.',
      found: String((error as Error).message),
    }));
    return undefined;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasReadableFormat(json: JsonObject, list: ProblemList): boolean {
  const own = json['coterminous'];
  const format = isObject(own) ? own['format'] : undefined;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    addBad(list, 'coterminous.format', `the number ${packFormatVersion}: the format of the pack`, format);
    return false;
  }
  if (format <= packFormatVersion) return true;
  list.add('newer-format', { file: descriptorName, column: 'coterminous.format' }, () => ({
    message: 'This pack is of a newer format than this program reads; install a newer Coterminous.',
    expected: `${packFormatVersion} or lower`,
    found: String(format),
  }));
  return false;
}

function parseName(json: JsonObject, list: ProblemList): string {
  const name = textOf(json, 'name', '', list);
  if (name !== '' && !packNamePattern.test(name)) addBad(list, 'name', 'lower-case letters, digits, - _ and .', name);
  return name;
}

function parseLicence(item: Json, at: string, list: ProblemList): Licence {
  if (!isObject(item)) {
    addBad(list, at, 'an object with name', item);
    return { name: '' };
  }
  const title = optionalText(item, 'title', at, list);
  const path = optionalText(item, 'path', at, list);
  return {
    name: textOf(item, 'name', at, list),
    ...(title === null ? {} : { title }),
    ...(path === null ? {} : { path }),
  };
}

function parseCitation(item: Json, at: string, list: ProblemList): Citation {
  if (!isObject(item)) {
    addBad(list, at, 'an object with title', item);
    return { title: '' };
  }
  const path = optionalText(item, 'path', at, list);
  return { title: textOf(item, 'title', at, list), ...(path === null ? {} : { path }) };
}

function parseResources(resources: readonly Json[], whole: PackManifest, list: ProblemList): Descriptor {
  const provenance = packProvenance(whole);
  const own: Partial<Record<TableName, Provenance>> = {};
  const tables = new Map<TableName, NamedFile[]>();
  const boundaryFiles: NamedFile[] = [];
  const paths = new Set<string>();
  for (const [index, resource] of resources.entries()) {
    const at = `resources[${index}]`;
    if (!isObject(resource)) {
      addBad(list, at, 'an object with name and path', resource);
      continue;
    }
    const name = textOf(resource, 'name', at, list);
    const files = parsePaths(resource, at, list);
    for (const { path, namedAt } of files) {
      if (paths.has(path))
        list.add('duplicate-table', namedAt, () => ({ message: 'This file is named twice.', found: shown(path) }));
      paths.add(path);
    }
    if (resource['format'] === 'topojson') {
      boundaryFiles.push(...files);
      continue;
    }
    const table = parseTableName(name, at, tables, list);
    if (table === null) continue;
    tables.set(table, files);
    checkDialect(resource, at, list);
    const said = {
      source: optionalText(resource, 'source', at, list) ?? provenance.source,
      licence: optionalText(resource, 'licence', at, list) ?? provenance.licence,
      vintage: optionalText(resource, 'vintage', at, list) ?? provenance.vintage,
    };
    if (JSON.stringify(said) !== JSON.stringify(provenance)) own[table] = said;
  }
  return { manifest: { ...whole, tables: own }, tables, boundaryFiles };
}

function parseTableName(
  name: string,
  at: string,
  tables: ReadonlyMap<TableName, unknown>,
  list: ProblemList,
): TableName | null {
  const where = { file: descriptorName, column: `${at}.name` };
  const names = packTables.map((table) => table.name);
  const table = names.find((candidate) => candidate === name);
  if (table === undefined) {
    if (name === '') return null;
    const near = nearestWord(name, names);
    const hint = near === null ? '' : `; perhaps ${near} is meant`;
    list.add('unknown-table', where, () => ({
      message: `Packs have no such table${hint}. A file of shapes has "format": "topojson".`,
      expected: names.join(', '),
      found: shown(name),
    }));
    return null;
  }
  if (!tables.has(table)) return table;
  const message = 'This table is named twice; put all its files into one path list.';
  list.add('duplicate-table', where, () => ({ message, found: shown(name) }));
  return null;
}

function parsePaths(resource: JsonObject, at: string, list: ProblemList): NamedFile[] {
  const path = resource['path'];
  const paths: readonly Json[] = Array.isArray(path) ? path : [path as Json];
  const files: NamedFile[] = [];
  for (const [index, item] of paths.entries()) {
    const column = Array.isArray(path) ? `${at}.path[${index}]` : `${at}.path`;
    if (typeof item === 'string' && item !== '') files.push({ path: item, namedAt: { file: descriptorName, column } });
    else addBad(list, column, 'the path of a file', item);
  }
  if (paths.length === 0) addBad(list, `${at}.path`, 'at least one path', path);
  return files;
}

/** Commas, UTF-8 and a heading row are the only form there is; a resource that says otherwise is refused. */
function checkDialect(resource: JsonObject, at: string, list: ProblemList): void {
  const { encoding, dialect } = resource;
  if (encoding !== undefined && !(typeof encoding === 'string' && /^utf-?8$/i.test(encoding))) {
    addBad(list, `${at}.encoding`, 'utf-8', encoding);
  }
  if (dialect === undefined) return;
  const delimiter = isObject(dialect) ? dialect['delimiter'] : dialect;
  if (!isObject(dialect) || (delimiter !== undefined && delimiter !== ','))
    addBad(list, `${at}.dialect`, 'commas between cells', delimiter);
}

/** The list under that name; a problem and an empty list when there is none or it is empty. */
function listOf(json: JsonObject, name: string, list: ProblemList): readonly Json[] {
  const value = json[name];
  if (Array.isArray(value) && value.length > 0) return value;
  addBad(list, name, 'a list with at least one item', value);
  return [];
}

function textOf(json: JsonObject, name: string, at: string, list: ProblemList): string {
  const value = json[name];
  if (typeof value === 'string' && value !== '') return value;
  addBad(list, at === '' ? name : `${at}.${name}`, 'a text', value);
  return '';
}

function optionalText(json: JsonObject, name: string, at: string, list: ProblemList): string | null {
  return json[name] === undefined ? null : textOf(json, name, at, list);
}

function addBad(list: ProblemList, column: string, expected: string, value: Json | undefined): void {
  list.add('bad-descriptor', { file: descriptorName, ...(column === '' ? {} : { column }) }, () => ({
    message: value === undefined ? 'This property is missing.' : 'This property does not have the form it must have.',
    expected,
    found: value === undefined ? 'nothing' : shown(typeof value === 'string' ? value : JSON.stringify(value)),
  }));
}
