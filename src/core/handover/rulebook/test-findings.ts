/** Findings for tests: an ordinary case with some of them changed, and made-up ones in which anything can come together. */

import { type ArrangementKind, arrangementKindNames, arrangementKinds } from '#core/agreements/vocabulary.ts';
import type { FindingName, Findings } from '#core/handover/findings.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';

const ordinary: Findings = {
  kind: 'pooled-fund',
  family: 'partnership',
  role: 'partner',
  side: 'council',
  fate: 'unaffected',
  regime: 'none',
  eventKinds: '',
  successorCount: 1,
  successorExistedBefore: false,
  successorIsParty: false,
  onlyOnePartyLeft: false,
  isHost: false,
  isPool: false,
  hasMoney: true,
  isSigned: true,
  hasEndedBefore: false,
  isProposed: false,
  existsAtStart: true,
  areaIsKnown: true,
  areaIsDivided: false,
  endsInShadowYear: false,
  renewsInShadowYear: false,
  endsBeforeVesting: false,
  vestingYear: 2027,
  section24: 'not-applicable',
  missingClauseCount: 0,
  hwbMatch: 'kept',
  coterminous: 'kept',
  bodyStraddles: false,
  employerCountAfter: 0,
};

/** A signed arrangement in force, of which these findings are changed; the family follows the kind. */
export function findingsWith(changes: Partial<Findings>): Findings {
  const kind = changes.kind ?? ordinary.kind;
  return { ...ordinary, family: arrangementKinds[kind].family, isPool: kind === 'pooled-fund', ...changes };
}

/** Numbers from 0 up to, not including, 1; the same for the same seed. @source Steele and others (2014), splitmix32 */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Findings each of which is any of its values, but for the family, which follows the kind. */
export function randomFindings(random: () => number): Findings {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const made: Record<string, string | number | boolean> = {};
  for (const name of Object.keys(findingMeanings) as FindingName[]) {
    const { sort, values } = findingMeanings[name];
    const words = Object.keys(values);
    made[name] =
      sort === 'truth' ? random() < 0.5 : sort === 'count' ? pick([0, 1, 2, 3]) : sort === 'word' ? pick(words) : '';
    if (sort === 'words') made[name] = words.filter(() => random() < 0.3).join(' ');
  }
  made.vestingYear = pick([0, 2006, 2012, 2022, 2027]);
  const kind: ArrangementKind = pick(arrangementKindNames);
  return { ...made, kind, family: arrangementKinds[kind].family } as Findings;
}
