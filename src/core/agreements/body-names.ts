/**
 * The forms of a body's name that count as the same name: without case, punctuation and "NHS", and with the words for
 * what a body is ("County Council", "ICB") set apart. Knows nothing of any register.
 */

import type { RoleName } from '#core/register/tiers.ts';

/** A name taken apart: what is proper to the body, and what the words beside it say it is. */
export type NameParts = {
  readonly core: string;
  /** Roles that the words stand for, the nearest meaning first; null: the name says nothing of it. */
  readonly roles: readonly (readonly RoleName[])[] | null;
};

const anyCouncil: readonly (readonly RoleName[])[] = [
  ['county-council', 'district-council', 'unitary-council', 'metropolitan-council', 'london-borough'],
];
const boroughs: readonly (readonly RoleName[])[] = [
  ['district-council', 'unitary-council', 'metropolitan-council', 'london-borough'],
];
const counties: readonly (readonly RoleName[])[] = [['county-council'], ['unitary-council']];
const boards: readonly (readonly RoleName[])[] = [['integrated-care-board']];
const groups: readonly (readonly RoleName[])[] = [['clinical-commissioning-group']];
const trusts: readonly (readonly RoleName[])[] = [['primary-care-trust', 'care-trust']];
const hospitals: readonly (readonly RoleName[])[] = [['nhs-trust']];
const wellbeing: readonly (readonly RoleName[])[] = [['hwb-area']];
const combined: readonly (readonly RoleName[])[] = [['combined-authority']];

/** Words that may end a name and what they stand for; longer ones first, so that the whole of them is taken. */
const endings: readonly (readonly [string, NameParts['roles']])[] = [
  ['health and wellbeing board area', wellbeing],
  ['health and wellbeing board', wellbeing],
  ['hwb', wellbeing],
  ['integrated care board', boards],
  ['icb', boards],
  ['clinical commissioning group', groups],
  ['ccg', groups],
  ['teaching primary care trust', trusts],
  ['primary care trust', trusts],
  ['teaching pct', trusts],
  ['pct', trusts],
  ['care trust', [['care-trust'], ['primary-care-trust']]],
  ['strategic health authority', [['strategic-health-authority']]],
  ['sha', [['strategic-health-authority']]],
  ['nhs foundation trust', hospitals],
  ['foundation trust', hospitals],
  ['nhs trust', hospitals],
  ['mayoral combined authority', combined],
  ['combined authority', combined],
  ['county council', counties],
  ['cc', counties],
  ['metropolitan borough council', [['metropolitan-council']]],
  ['mbc', [['metropolitan-council']]],
  ['london borough council', [['london-borough']]],
  ['borough council', boroughs],
  ['bc', boroughs],
  ['district council', [['district-council'], ['unitary-council']]],
  ['dc', [['district-council']]],
  ['city council', boroughs],
  ['unitary authority', [['unitary-council']]],
  ['council', anyCouncil],
  ['corporation', [['london-borough']]],
  ['county of', null],
  ['city of', null],
];

const beginnings: readonly (readonly [string, NameParts['roles']])[] = [
  ['royal borough of', boroughs],
  ['london borough of', [['london-borough']]],
  ['metropolitan borough of', [['metropolitan-council']]],
  ['borough of', boroughs],
  ['county of', null],
  ['city of', null],
];

/** The name in small letters, with single blanks for whatever else than letters and digits, and "and" for "&". */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
}

/** The parts of a plain name; a name that is nothing but such words is its own core. */
export function namePartsOf(plain: string): NameParts {
  let core = plain.replace(/^nhs /, '');
  let roles: NameParts['roles'] = null;
  for (const [words, meant] of endings) {
    if (!core.endsWith(` ${words}`)) continue;
    core = core.slice(0, -words.length - 1);
    roles = meant;
    break;
  }
  for (const [words, meant] of beginnings) {
    if (!core.startsWith(`${words} `)) continue;
    core = core.slice(words.length + 1);
    roles ??= meant;
    break;
  }
  return { core: core === '' ? plain : core, roles };
}
