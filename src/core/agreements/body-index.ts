/**
 * Finding the bodies that a text means: by id, by any code they ever had, by any name they ever had. Exact first; then
 * the same name written another way. Never a guess: what is merely similar is offered in a message, not taken.
 */

import { namePartsOf, plainName } from '#core/agreements/body-names.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';
import type { Organisation, World } from '#core/register/world.ts';

export type BodyIndex = {
  readonly organisations: readonly Organisation[];
  readonly byId: ReadonlyMap<string, number>;
  /** Ids and codes in small letters. */
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  readonly byPlainName: ReadonlyMap<string, readonly number[]>;
  /** By the part of the name that is proper to the body. */
  readonly byCore: ReadonlyMap<string, readonly number[]>;
  /** Keys of `byCore` in order, and the letters of each, so that a search for a near one passes over most. */
  readonly cores: readonly string[];
  readonly lettersOfCore: Int32Array;
  /** Answers given so far: the same few bodies are asked for in every row of a spreadsheet. */
  readonly answers: Map<string, readonly number[]>;
};

/** The index of the bodies of the world. Linear in their codes and names. */
export function makeBodyIndex(world: World): BodyIndex {
  const byCode = new Map<string, number[]>();
  const byPlainName = new Map<string, number[]>();
  const byCore = new Map<string, number[]>();
  for (const organisation of world.organisations) {
    const { index, row, names, identifiers } = organisation;
    for (const code of new Set([row.id, ...identifiers.map((one) => one.value)]))
      add(byCode, code.toLowerCase(), index);
    const plain = new Set([row.name, ...names.map((one) => one.name)].map(plainName));
    for (const name of plain) add(byPlainName, name, index);
    for (const core of new Set([...plain].map((name) => namePartsOf(name).core))) add(byCore, core, index);
  }
  const cores = [...byCore.keys()].sort();
  return {
    organisations: world.organisations,
    byId: world.organisationIndex as ReadonlyMap<string, number>,
    byCode,
    byPlainName,
    byCore,
    cores,
    lettersOfCore: Int32Array.from(cores, lettersOf),
    answers: new Map(),
  };
}

/**
 * Numbers of the bodies that the text means, ascending; empty: none. The first of these that finds any decides: id;
 * code or id in any case; name; name without "NHS", with "ICB" for "Integrated Care Board" and the like, where the
 * words for what a body is must fit a role it ever had. Several: a code or a name was used more than once.
 */
export function bodiesCalled(index: BodyIndex, text: string): readonly number[] {
  const known = index.answers.get(text);
  if (known !== undefined) return known;
  const found = search(index, text.trim());
  index.answers.set(text, found);
  return found;
}

/**
 * Names of up to five bodies that the text may have been meant for, the likeliest first: one a few letters away, then
 * those whose names begin with its first word. For messages only.
 */
export function bodiesNear(index: BodyIndex, text: string): string[] {
  const { core } = namePartsOf(plainName(text));
  const firstWord = core.split(' ')[0] ?? '';
  const kin = firstWord.length < 4 ? [] : coresFrom(index, firstWord, 5);
  const nearest = nearestWord(core, coresAlike(index, core));
  const cores = [...(nearest === null ? [] : [nearest]), ...kin];
  const numbers = new Set(cores.flatMap((one) => index.byCore.get(one) ?? []));
  return [...numbers].slice(0, 5).map((number) => index.organisations[number]?.row.name ?? '');
}

/** Cores that may be within three letters of this one: each of three changes takes a letter away and brings one at most. */
function coresAlike({ cores, lettersOfCore }: BodyIndex, core: string): string[] {
  const letters = lettersOf(core);
  const alike: string[] = [];
  for (let at = 0; at < cores.length; at++) {
    const other = cores[at] ?? '';
    if (Math.abs(other.length - core.length) > 3) continue;
    if (bitCount((lettersOfCore[at] ?? 0) ^ letters) <= 6) alike.push(other);
  }
  return alike;
}

/** Which letters and digits the text has, as bits; digits share six bits. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122) letters |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) letters |= 1 << (26 + ((code - 48) % 6));
  }
  return letters;
}

function bitCount(bits: number): number {
  let left = bits;
  let count = 0;
  for (; left !== 0; count++) left &= left - 1;
  return count;
}

/** The first `most` cores that begin with the word, found by halving. */
function coresFrom({ cores }: BodyIndex, word: string, most: number): string[] {
  let low = 0;
  let high = cores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cores[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return cores.slice(low, low + most).filter((core) => core.startsWith(word));
}

function search(index: BodyIndex, text: string): readonly number[] {
  const own = index.byId.get(text);
  if (own !== undefined) return [own];
  const coded = index.byCode.get(text.toLowerCase());
  if (coded !== undefined) return coded;
  const plain = plainName(text);
  if (plain === '') return [];
  const named = index.byPlainName.get(plain);
  if (named !== undefined) return named;
  const { core, roles } = namePartsOf(plain);
  const alike = index.byCore.get(core) ?? [];
  if (roles === null) return alike;
  for (const meant of roles) {
    const fitting = alike.filter((number) =>
      index.organisations[number]?.roles.some((row) => meant.includes(row.role)),
    );
    if (fitting.length > 0) return fitting;
  }
  return [];
}

function add(map: Map<string, number[]>, key: string, number: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [number]);
  else list.push(number);
}
