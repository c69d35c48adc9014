/**
 * The Code History Database as a lookup: which codes there were, under what names and parents, from when to
 * when. GSS codes were given out from January 2009, so a code of that day counts as older than the record.
 */

import { columnOf, type InputFolder, publishedDate } from '#sources/england/read-input.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';

/** One name and parent of a code. `to` is the first day it no longer held; null: still so, or since ever. */
export type CodeSpell = {
  readonly name: string;
  readonly parent: string;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
};

const firstCodes = isoDate('2009-01-01');

export class CodeHistory {
  private readonly spells: ReadonlyMap<string, readonly CodeSpell[]>;

  constructor(spells: ReadonlyMap<string, readonly CodeSpell[]>) {
    this.spells = spells;
  }

  /** Codes that begin with these letters, ascending. */
  codes(entity: string): string[] {
    return [...this.spells.keys()].filter((code) => code.startsWith(entity)).sort();
  }

  has(code: string): boolean {
    return this.spells.has(code);
  }

  /** Spells of the code, earliest first; none for an unknown code. */
  of(code: string): readonly CodeSpell[] {
    return this.spells.get(code) ?? [];
  }

  /** The last name of the code; the code itself when it is unknown. */
  name(code: string): string {
    return this.of(code).at(-1)?.name ?? code;
  }

  /** The day the code began; null: since before the record, or unknown. */
  began(code: string): IsoDate | null {
    return this.of(code)[0]?.from ?? null;
  }

  /** The first day the code no longer held; null: still so, or unknown. */
  ended(code: string): IsoDate | null {
    return this.of(code).at(-1)?.to ?? null;
  }

  /** The last parent that the history names; '' for none. */
  parent(code: string): string {
    return this.of(code).findLast((spell) => spell.parent !== '')?.parent ?? '';
  }
}

/** Read the history. Rows without a code or that end before they begin are left out. */
export function readCodeHistory(folder: InputFolder): CodeHistory {
  const table = folder.table('code-history');
  const [code, name, from, to, parent] = ['code', 'name', 'from', 'to', 'parent'].map((column) =>
    columnOf(table, column),
  );
  const spells = new Map<string, CodeSpell[]>();
  for (let row = 0; row < table.length; row++) {
    const key = code?.[row] ?? '';
    const began = publishedDate(from?.[row] ?? '');
    const last = publishedDate(to?.[row] ?? '');
    if (key === '') continue;
    const spell: CodeSpell = {
      name: name?.[row] ?? '',
      parent: parent?.[row] ?? '',
      from: began === null || began <= firstCodes ? null : began,
      to: last === null ? null : addDays(last, 1),
    };
    spells.set(key, [...(spells.get(key) ?? []), spell]);
  }
  for (const list of spells.values())
    list.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : (a.from ?? '') > (b.from ?? '') ? 1 : 0));
  return new CodeHistory(spells);
}

/** Spells of one body under several codes in turn, neighbours of the same name joined. */
export function nameSpells(
  history: CodeHistory,
  codes: readonly string[],
  tidy: (name: string) => string = (name) => name,
): CodeSpell[] {
  const joined: CodeSpell[] = [];
  for (const spell of codes.flatMap((code) => history.of(code))) {
    const last = joined.at(-1);
    const named = { ...spell, name: tidy(spell.name) };
    if (last !== undefined && last.name === named.name) joined[joined.length - 1] = { ...last, to: named.to };
    else joined.push(named);
  }
  return joined;
}
