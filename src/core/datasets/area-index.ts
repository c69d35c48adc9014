/**
 * What every code may mean: blocks of each vintage, and bodies with the days on which the code was theirs. Made once from a
 * time line. Knows nothing of files or numbers.
 */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { type Geography, geographyNamed } from '#core/footprint/land.ts';
import { type TierName, tiers, tiersOfRole } from '#core/register/tiers.ts';
import type { Life, Timeline } from '#core/register/timeline.ts';
import type { Organisation } from '#core/register/world.ts';

/** Days as text that sorts in time: before every day, and after every day. */
export const beforeAll = '';
export const afterAll = '9999-12-31';

/** On the days from `from` until before `to` the code is that of the body, and the body is in the tier. */
export type BodyMeaning = {
  readonly organisation: Organisation;
  readonly tier: TierName;
  readonly from: string;
  readonly to: string;
  /** 0: by the scheme of the tier's own lists; 1: by another scheme; 2: the id of the body in the register. */
  readonly rank: number;
};

export type CodeMeaning = {
  readonly blocks: { readonly geography: Geography; readonly block: number }[];
  readonly bodies: BodyMeaning[];
};

export type AreaIndex = {
  readonly timeline: Timeline;
  /** By plain code. */
  readonly meanings: ReadonlyMap<string, CodeMeaning>;
};

/** The code as it is looked up: without quotes and spaces around it, in capital letters. */
export function plainCode(code: string): string {
  return code.replaceAll(/^[\s'"\u00a0]+|[\s'"\u00a0]+$/g, '').toUpperCase();
}

/** The index of a time line; bodies that never exist in its scenario have no code. Linear in blocks and identifiers. */
export function makeAreaIndex(timeline: Timeline): AreaIndex {
  const meanings = new Map<string, CodeMeaning>();
  const entryOf = (code: string) => {
    const plain = plainCode(code);
    const found = meanings.get(plain) ?? { blocks: [], bodies: [] };
    meanings.set(plain, found);
    return found;
  };
  for (const geography of timeline.world.land.geographies)
    for (const [block, code] of geography.codes.entries()) entryOf(code).blocks.push({ geography, block });
  for (const organisation of timeline.world.organisations) {
    const life = timeline.lives[organisation.index] ?? null;
    if (life === null) continue;
    for (const { value, scheme, from, to } of organisation.identifiers)
      entryOf(value).bodies.push(...meaningsOf(organisation, life, { scheme, from, to }));
    entryOf(organisation.row.id).bodies.push(...meaningsOf(organisation, life, { scheme: null, from: null, to: null }));
  }
  return { timeline, meanings };
}

/** What the code may mean; most codes are plain already, and to make them so costs more than to look them up. */
export function meaningOf({ meanings }: AreaIndex, code: string): CodeMeaning | undefined {
  return meanings.get(code) ?? meanings.get(plainCode(code));
}

/** The key of the area (id of a body, code of a block) that the code means in that use; null: none, or several. */
export function areaKeyOf(index: AreaIndex, use: GeographyUse, code: string): string | null {
  const meaning = meaningOf(index, code);
  if (meaning === undefined) return null;
  if (use.kind === 'blocks') {
    const found = meaning.blocks.find(({ geography }) => geography.id === use.geography);
    return found === undefined ? null : (found.geography.codes[found.block] ?? null);
  }
  return bodyMeant(meaning, use.tier, use.on)?.row.id ?? null;
}

/** The body of the tier that the code means on the day; null: none, or several of the same rank. */
export function bodyMeant(meaning: CodeMeaning, tier: TierName, on: string): Organisation | null {
  let best: BodyMeaning | null = null;
  let isAmbiguous = false;
  for (const one of meaning.bodies) {
    if (one.tier !== tier || one.from > on || on >= one.to) continue;
    if (best === null || one.rank < best.rank) {
      best = one;
      isAmbiguous = false;
    } else if (one.rank === best.rank && one.organisation !== best.organisation) isAmbiguous = true;
  }
  return isAmbiguous ? null : (best?.organisation ?? null);
}

/** What the areas are called: the title of a vintage, the tier on the day, as 'Integrated care boards on 1 April 2026'. */
export function geographyTitle(timeline: Timeline, use: GeographyUse): string {
  if (use.kind === 'blocks') return geographyNamed(timeline.world.land, use.geography)?.title ?? use.geography;
  return `${tiers[use.tier].title} on ${dayInWords(use.on)}`;
}

type Identifier = { readonly scheme: string | null; readonly from: string | null; readonly to: string | null };

function meaningsOf(organisation: Organisation, life: Life, identifier: Identifier): BodyMeaning[] {
  return organisation.roles.flatMap((role) => {
    const from =
      [life.from, identifier.from, role.from]
        .map((day) => day ?? beforeAll)
        .sort()
        .at(-1) ?? beforeAll;
    const to = [life.to, identifier.to, role.to].map((day) => day ?? afterAll).sort()[0] ?? afterAll;
    if (from >= to) return [];
    return tiersOfRole(role.role).map((tier) => {
      const rank = identifier.scheme === null ? 2 : Number(identifier.scheme !== tiers[tier].scheme);
      return { organisation, tier, from, to, rank };
    });
  });
}
