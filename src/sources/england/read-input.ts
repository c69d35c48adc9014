/**
 * Reading the publishers' files: finds each input below a folder by any of its names, plain or gzipped, and
 * gives its columns under our names. A file that is missing or lacks a column is an empty table and a record
 * of what is wrong, so that the rest of the build goes on.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Input } from '#sources/england/input.ts';
import { type InputId, inputIds, inputs } from '#sources/england/inputs.ts';
import { isBlankRow, quoteProblem, raggedRow, scanCsv } from '#sources/pack/read-csv.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/** An input that was not found, and what cannot be shown without it. */
export type MissingFile = {
  readonly input: InputId;
  readonly title: string;
  readonly files: readonly string[];
  readonly lost: string;
};

/** Columns of equal length under our own names. A column that may be absent and is, is all ''. */
export type InputTable = { readonly length: number; readonly columns: Readonly<Record<string, readonly string[]>> };

const deepest = 4;
const largestFileBytes = 1 << 30;
const mostProblemsPerFile = 20;

export class InputFolder {
  readonly problems: Problem[] = [];
  /** Inputs that were found and read. */
  readonly used = new Set<InputId>();
  private readonly from: string;
  private readonly byName = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private readonly tables = new Map<InputId, InputTable>();

  /** @throws when the folder cannot be read. */
  constructor(from: string) {
    this.from = from;
    this.index(from, 0);
  }

  /** The table of that input; empty when the file is missing or cannot be used. */
  table(id: InputId): InputTable {
    const known = this.tables.get(id);
    if (known !== undefined) return known;
    const input: Input = inputs[id];
    const path = this.find(id);
    const text = path === null ? null : this.text(path, id);
    const read =
      path === null || text === null ? null : readTable(input, text, relative(this.from, path), this.problems);
    const table = read ?? emptyTable(input);
    this.tables.set(id, table);
    return table;
  }

  /** The whole text of that input, or null when it is missing or cannot be used. */
  whole(id: InputId): string | null {
    const path = this.find(id);
    return path === null ? null : this.text(path, id);
  }

  /** Let go of everything kept so far, so that memory is given back between subjects. */
  forget(): void {
    this.texts.clear();
    this.tables.clear();
  }

  /** Every input that no file was found for, whether or not anything asked for it. */
  missing(): MissingFile[] {
    return inputIds.flatMap((id) => {
      const { title, files, lost }: Input = inputs[id];
      return this.pathOf(id) === null ? [{ input: id, title, files, lost }] : [];
    });
  }

  private find(id: InputId): string | null {
    const path = this.pathOf(id);
    if (path !== null) this.used.add(id);
    return path;
  }

  private pathOf(id: InputId): string | null {
    const input: Input = inputs[id];
    const name = input.files.find((one) => this.byName.has(one.toLowerCase()));
    return name === undefined ? null : (this.byName.get(name.toLowerCase()) ?? null);
  }

  private index(folder: string, depth: number): void {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
      if (kind?.isDirectory() === true && depth < deepest) this.index(path, depth + 1);
      const name = entry.name.toLowerCase().replace(/\.gz$/, '');
      if (kind?.isFile() === true && !this.byName.has(name)) this.byName.set(name, path);
    }
  }

  private text(path: string, id: InputId): string | null {
    const known = this.texts.get(path);
    if (known !== undefined) return known;
    const file = relative(this.from, path);
    try {
      const bytes = readFileSync(path);
      const plain = path.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: largestFileBytes }) : bytes;
      const text = decode(plain);
      if (isShared(id)) this.texts.set(path, text);
      return text;
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      this.problems.push({
        code: 'input-unreadable',
        severity: 'error',
        where: { file },
        message: 'This file cannot be read; fetch it again from its publisher.',
        found,
      });
      return null;
    }
  }
}

/** A date as any of the publishers writes it (2009-04-01, 20090401, 01/04/2009 00:00:00), or null. */
export function publishedDate(text: string): IsoDate | null {
  const british = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(text);
  if (british !== null) return parseIsoDate(`${british[3]}-${british[2]}-${british[1]}`);
  const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return parseIsoDate(plain === null ? text.slice(0, 10) : `${plain[1]}-${plain[2]}-${plain[3]}`);
}

/** The rows of a table, one small object each: for tables of some thousand rows. */
export function rowsOf(table: InputTable): Record<string, string>[] {
  const names = Object.keys(table.columns);
  return Array.from({ length: table.length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, table.columns[name]?.[row] ?? ''])),
  );
}

/** The column of a table under our name. @throws when the input has no such column: a programmer's error. */
export function columnOf(table: InputTable, name: string): readonly string[] {
  const column = table.columns[name];
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function isShared(id: InputId): boolean {
  const files: readonly string[] = inputs[id].files;
  return Object.values(inputs).filter((other) => other.files[0] === files[0]).length > 1;
}

function emptyTable(input: Input): InputTable {
  return {
    length: 0,
    columns: Object.fromEntries(
      [...Object.keys(input.columns), ...Object.keys(input.optional ?? {})].map((name) => [name, []]),
    ),
  };
}

type Plan = { readonly name: string; readonly at: number; readonly into: string[] };

function readTable(input: Input, text: string, file: string, problems: Problem[]): InputTable | null {
  const reading = new Reading(input, file, problems);
  scanCsv(text, (cells, row, fault) => {
    if (fault !== null) reading.blame(quoteProblem(file, fault, undefined));
    if (!isBlankRow(cells)) reading.row(cells, row);
  });
  return reading.table();
}

/** One file being read: what its heading row said, and the columns so far. */
class Reading {
  private readonly input: Input;
  private readonly file: string;
  private readonly problems: Problem[];
  private plan: Plan[] | null = null;
  private failed = false;
  private width = 0;
  private onlyAt = -1;
  private faults = 0;

  constructor(input: Input, file: string, problems: Problem[]) {
    this.input = input;
    this.file = file;
    this.problems = problems;
  }

  row(cells: readonly string[], row: number): void {
    if (this.plan === null && !this.failed && this.heading(cells)) return;
    if (this.failed) return;
    if (this.width > 0 && cells.length !== this.width) {
      this.blame(raggedRow(this.file, row, this.width, cells.length));
      return;
    }
    if (this.onlyAt >= 0 && cells[this.onlyAt] !== this.input.only?.value) return;
    for (const one of this.plan ?? []) one.into.push(one.at < 0 ? '' : (cells[one.at] ?? '').trim());
  }

  /** Keeps the first faults of a file and no more. */
  blame(problem: Problem): void {
    this.faults += 1;
    if (this.faults <= mostProblemsPerFile) this.problems.push(problem);
  }

  table(): InputTable | null {
    const { plan } = this;
    if (plan === null) return null;
    return { length: plan[0]?.into.length ?? 0, columns: Object.fromEntries(plan.map((one) => [one.name, one.into])) };
  }

  /** Reads the first row; false when the file has no heading and the row is data. */
  private heading(cells: readonly string[]): boolean {
    const { headless, only } = this.input;
    if (headless !== undefined && !looksLikeHeading(this.input, cells)) {
      this.plan = headlessPlan(headless);
      return false;
    }
    this.plan = headingPlan(this.input, cells, this.file, this.problems);
    this.failed = this.plan === null;
    this.width = cells.length;
    if (only !== undefined) this.onlyAt = cells.findIndex((cell) => sameHeading(cell, only.column));
    return true;
  }
}

function looksLikeHeading(input: Input, cells: readonly string[]): boolean {
  return Object.values(input.columns).every((accepted) =>
    accepted.some((heading) => cells.some((cell) => sameHeading(cell, heading))),
  );
}

function headlessPlan(order: readonly string[]): Plan[] {
  return order.flatMap((name, at) => (name === '' ? [] : [{ name, at, into: [] }]));
}

function headingPlan(input: Input, heading: readonly string[], file: string, problems: Problem[]): Plan[] | null {
  const at = (accepted: readonly string[]) => {
    for (const wanted of accepted) {
      const found = heading.findIndex((cell) => sameHeading(cell, wanted));
      if (found >= 0) return found;
    }
    return -1;
  };
  const plan = Object.entries(input.columns).map(([name, accepted]): Plan => ({ name, at: at(accepted), into: [] }));
  const absent = plan.filter((one) => one.at < 0);
  for (const { name } of absent) {
    const accepted = input.columns[name] ?? [];
    problems.push({
      code: 'input-column-missing',
      severity: 'error',
      where: { file, row: 1, column: accepted[0] ?? name },
      message: `${input.title} needs this column; without it the file is left out, and ${input.lost}.`,
      expected: accepted.join(' or '),
      found: heading.slice(0, 12).join(', '),
    });
  }
  if (absent.length > 0) return null;
  return [
    ...plan,
    ...Object.entries(input.optional ?? {}).map(([name, accepted]): Plan => ({ name, at: at(accepted), into: [] })),
  ];
}

function sameHeading(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.toLowerCase();
}
