/** Why a code is no area of a geography: what it is instead, and what became of it. Knows codes alone. */

import { dayInWords, listInWords } from '#core/agreements/day-in-words.ts';
import { type AreaIndex, type BodyMeaning, bodyMeant, plainCode } from '#core/datasets/area-index.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { kindOfGssCode, nationOfCode, totalOfCode } from '#core/datasets/known-codes.ts';
import { type Geography, geographyNamed, partsOfBlock } from '#core/footprint/land.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import { nameOn } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

export const strangerReasons = [
  'ended',
  'not-yet',
  'old-code',
  'other-vintage',
  'other-geography',
  'total',
  'wales',
  'scotland',
  'northern-ireland',
  'ambiguous',
  'unknown',
] as const;
export type StrangerReason = (typeof strangerReasons)[number];

/** `detail` is one or two sentences: what the code is, and what to do. */
export type Stranger = { readonly code: string; readonly why: StrangerReason; readonly detail: string };

/** Why the code, which is no area of that use, is none. */
export function strangerOf(index: AreaIndex, use: GeographyUse, code: string): Stranger {
  const plain = plainCode(code);
  const [why, detail] = reasonOf(index, use, plain);
  return { code: plain, why, detail };
}

type Reason = readonly [StrangerReason, string];

function reasonOf(index: AreaIndex, use: GeographyUse, code: string): Reason {
  const total = totalOfCode(code);
  if (total !== null) return ['total', `It is a total: ${total}.`];
  const meaning = index.meanings.get(code);
  if (meaning === undefined) return reasonOfUnknown(code);
  if (use.kind === 'tier') {
    const same = meaning.bodies.filter((one) => one.tier === use.tier);
    if (same.length > 0) return reasonOfDay(index, use.tier, use.on, code, same);
  }
  const vintage = use.kind === 'blocks' ? geographyNamed(index.timeline.world.land, use.geography) : undefined;
  const [block] = meaning.blocks;
  if (vintage !== undefined && block !== undefined) return reasonOfVintage(vintage, block.geography, block.block);
  if (block !== undefined) return ['other-geography', `It is one of the ${block.geography.title}.`];
  return reasonOfOtherTier(use, meaning.bodies);
}

function reasonOfOtherTier(use: GeographyUse, bodies: readonly BodyMeaning[]): Reason {
  const body = bodies.find((one) => use.kind === 'tier' && one.from <= use.on && use.on < one.to) ?? bodies.at(-1);
  if (body === undefined) return ['other-geography', 'It is a body that never has a part in these areas.'];
  const what = `It is ${body.organisation.row.name}, ${withArticle(tiers[body.tier].singular)}`;
  if (isTotalOf(body.tier, use)) return ['total', `${what}: a total of the areas within it.`];
  return [
    'other-geography',
    `${what}, not ${use.kind === 'tier' ? withArticle(tiers[use.tier].singular) : 'a block'}.`,
  ];
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Tiers whose bodies are made of the bodies of a tier: their rows beside those add the same numbers up. */
const totalsOf: Partial<Record<TierName, readonly TierName[]>> = {
  ltla: ['utla', 'hwb', 'combined-authority', 'region'],
  utla: ['combined-authority', 'region'],
  hwb: ['combined-authority', 'region'],
  'sub-icb': ['icb', 'region'],
  ccg: ['stp', 'sha', 'region'],
  pct: ['sha', 'region'],
  icb: ['region'],
  stp: ['region'],
  practice: ['sub-icb', 'ccg', 'pct', 'icb', 'stp', 'sha', 'region'],
  'combined-authority': ['region'],
};

function isTotalOf(tier: TierName, use: GeographyUse): boolean {
  if (use.kind === 'blocks') return tier !== 'practice' && tier !== 'nhs-trust';
  return totalsOf[use.tier]?.includes(tier) ?? false;
}

function reasonOfDay(
  index: AreaIndex,
  tier: TierName,
  on: IsoDate,
  code: string,
  bodies: readonly BodyMeaning[],
): Reason {
  const meaning = index.meanings.get(code);
  const today = bodies.filter((one) => one.from <= on && on < one.to);
  if (meaning !== undefined && today.length > 0 && bodyMeant(meaning, tier, on) === null) {
    const names = [...new Set(today.map((one) => one.organisation.row.name))];
    return ['ambiguous', `Several bodies carry it on ${dayInWords(on)}: ${listInWords(names)}.`];
  }
  const earlier = bodies.filter((one) => one.to <= on).sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (earlier !== undefined) return reasonOfEnd(index, tier, on, earlier);
  const later = bodies.filter((one) => one.from > on).sort((a, b) => (a.from < b.from ? -1 : 1))[0];
  if (later === undefined) return ['unknown', 'It is not in use on the day.'];
  const { organisation, from } = later;
  return [
    'not-yet',
    `It is ${nameOn(organisation, from as IsoDate)}, whose code it is from ${dayInWords(from as IsoDate)} only.`,
  ];
}

function reasonOfEnd(index: AreaIndex, tier: TierName, on: IsoDate, { organisation, to }: BodyMeaning): Reason {
  const { world, lives } = index.timeline;
  const life = lives[organisation.index] ?? null;
  const name = nameOn(organisation, on);
  const day = dayInWords(to as IsoDate);
  if (life === null || life.to === null || life.to > on) {
    const now = organisation.identifiers.find(
      (one) => one.scheme === tiers[tier].scheme && (one.from ?? '') <= on && on < (one.to ?? '9999'),
    );
    const code = now === undefined ? '' : ` Its code on ${dayInWords(on)} is ${now.value}.`;
    return ['old-code', `It was the code of ${name} until ${day}.${code}`];
  }
  const event = world.events[life.endedBy];
  if (event === undefined) return ['ended', `${name} ended on ${day}.`];
  const heirs = [...event.successors, ...event.continuing].flatMap((at) => world.organisations[at]?.row.name ?? []);
  const into = heirs.length === 0 ? '' : ` and became ${listInWords(fewOf(heirs))}`;
  return ['ended', `${name} ended on ${day}${into} (${event.row.title}).`];
}

function reasonOfVintage(wanted: Geography, found: Geography, block: number): Reason {
  const pieces = new Set<string>();
  for (const part of partsOfBlock(found, block)) {
    const code = wanted.codes[wanted.blockOfPart[part] ?? -1];
    if (code !== undefined) pieces.add(code);
  }
  const what = `It is one of the ${found.title}`;
  if (pieces.size === 0) return ['other-vintage', `${what}.`];
  const list = listInWords(fewOf([...pieces].sort()));
  const verb =
    found.vintage < wanted.vintage ? (pieces.size > 1 ? 'was divided among' : 'went into') : 'was made from land of';
  return ['other-vintage', `${what}, and ${verb} ${list} of the ${wanted.title}.`];
}

function reasonOfUnknown(code: string): Reason {
  const nation = nationOfCode(code);
  if (nation !== null)
    return [
      nation.why,
      `It is ${nation.words}, which this register does not hold. Leave it out (${nation.pattern}), if it is not wanted.`,
    ];
  const kind = kindOfGssCode(code);
  if (kind !== null)
    return ['other-geography', `By its form it is the code of ${kind}, and the register does not have it.`];
  return ['unknown', 'The register has no such code on any day. Look for a slip of the pen, or leave the row out.'];
}

function fewOf(names: readonly string[]): string[] {
  return names.length <= 4 ? [...names] : [...names.slice(0, 3), `${names.length - 3} more`];
}
