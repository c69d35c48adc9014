/**
 * The dictionary of findings: what each of them is, in plain words, and what each of its values means. Rulebooks are
 * checked against it, and rules and conditions are described from it.
 */

import {
  arrangementKindNames,
  arrangementKinds,
  type Family,
  partyRoleNames,
  partyRoles,
} from '#core/agreements/vocabulary.ts';
import type { Fate, FindingName, Match, Regime, Section24Finding } from '#core/handover/findings.ts';
import type { EventKind } from '#core/pack/vocabulary.ts';

/** `word`: one value. `words`: any number of values, separated by blanks. `count`: a whole number from 0. */
type FindingSort = 'word' | 'words' | 'truth' | 'count';

export type FindingMeaning = {
  readonly sort: FindingSort;
  /** A few words, as a heading. */
  readonly title: string;
  /** One sentence: what is found out. */
  readonly says: string;
  /** Each value as a clause that can follow "when"; of a truth `true` and `false`; of a count empty. */
  readonly values: Readonly<Record<string, string>>;
};

const fateClauses: Record<Fate, string> = {
  unaffected: 'nothing happens to the party between the two dates',
  continues: 'the party lives on through the change (a continuing authority)',
  'gains-area': 'the party lives on and gains land',
  'loses-area': 'the party lives on and loses land',
  clustered: 'the party joins a cluster, which is no legal change',
  renamed: 'the party is renamed',
  'changes-status': 'the party changes its status',
  'ends-one-successor': 'the party ends and one body succeeds it',
  'ends-several-successors': 'the party ends and several bodies succeed it',
  'ends-no-successor': 'the party ends and no body succeeds it',
  'already-gone': 'the party had ended before the first date',
};

const regimeClauses: Record<Regime, string> = {
  'local-government': 'the change is one of local government',
  nhs: 'the change is one of the NHS',
  other: 'the change is neither of local government nor of the NHS',
  none: 'there is no change of law',
};

const section24Clauses: Record<Section24Finding, string> = {
  above: 'it is entered into or renewed in the shadow period for more than the limit of section 24',
  below: 'it is entered into or renewed in the shadow period for no more than the limit of section 24',
  'value-not-known': 'it is entered into or renewed in the shadow period and its value is not known',
  exempt: 'the council has been made exempt from section 24 consent',
  'not-applicable': 'section 24 does not apply',
};

const familyClauses: Record<Family, string> = {
  partnership: 'it is a partnership arrangement (pooled fund, lead commissioning, integrated provision)',
  alignment: 'it is an aligned budget',
  transfer: 'it is a payment between NHS and council (section 256 or section 76)',
  secondment: 'it is a secondment of staff (section 113)',
  contract: 'it is a contract or an agreement between authorities',
  data: 'it is a data sharing agreement',
  post: 'it is a joint appointment',
  site: 'it is a co-located site',
  seat: 'it is a board seat or membership',
  panel: 'it is a place on a survey panel',
  plan: 'it is a joint plan',
};

const eventClauses: Record<EventKind, string> = {
  establish: 'a body is established',
  abolish: 'a body is abolished',
  merge: 'bodies merge',
  divide: 'a body is divided',
  'boundary-change': 'a boundary changes',
  rename: 'a body is renamed',
  'change-of-status': 'a body changes its status',
  cluster: 'bodies form a cluster',
};

const kindClauses = Object.fromEntries(
  arrangementKindNames.map((kind) => [kind, `it is of the kind "${arrangementKinds[kind].says}"`]),
);
const roleClauses = Object.fromEntries(
  partyRoleNames.map((role) => [role, `the party stands in it as "${partyRoles[role]}"`]),
);

/** Clauses on how two areas matched. `pair` is the subject: "its area and one HWB area". */
function matchClauses(pair: string): Record<Match, string> {
  return {
    kept: `${pair} matched before and match after`,
    lost: `${pair} matched before and no longer match`,
    gained: `${pair} did not match before and match after`,
    never: `${pair} match neither before nor after`,
    'not-known': `it is not known whether ${pair} matched before, or match after`,
    'not-applicable': `there is nothing to match`,
  };
}

function word(title: string, says: string, values: Record<string, string>): FindingMeaning {
  return { sort: 'word', title, says, values };
}

function truth(title: string, says: string, yes: string, no: string): FindingMeaning {
  return { sort: 'truth', title, says, values: { true: yes, false: no } };
}

/** A count; `says` is also the clause: "the number of bodies that succeed the party". */
function count(title: string, says: string): FindingMeaning {
  return { sort: 'count', title, says, values: {} };
}

/** What each finding is; the order in which screens list them. */
export const findingMeanings: Readonly<Record<FindingName, FindingMeaning>> = {
  kind: word('kind', 'What kind of arrangement it is.', kindClauses),
  family: word('family', 'The family of its kind; rules speak of families.', familyClauses),
  role: word('role', 'In which role the party stands in it.', roleClauses),
  side: word('side', 'On which side of the partnership the party is.', {
    health: 'the party is a health body',
    council: 'the party is a council',
    other: 'the party is neither a health body nor a council',
  }),
  fate: word('fate', 'What happens to the party between the two dates.', fateClauses),
  regime: word('body of law', 'Under which body of law the change happens.', regimeClauses),
  eventKinds: {
    sort: 'words',
    title: 'events',
    says: 'The kinds of the events on the way of the party.',
    values: eventClauses,
  },
  successorCount: count('successors', 'the number of bodies that succeed the party'),
  successorExistedBefore: truth(
    'successor existed before',
    'Whether a body that succeeds the party was there before the change.',
    'a successor existed before the change',
    'every successor is a new body',
  ),
  successorIsParty: truth(
    'successor is already a party',
    'Whether a body that succeeds the party is itself a party of the arrangement.',
    'a successor is already a party of it',
    'no successor is a party of it already',
  ),
  onlyOnePartyLeft: truth(
    'only one party left',
    'Whether parties that were different bodies all come down to one; a party without a successor does not count.',
    'different parties of it become one body and no other is left',
    'its parties do not come down to one body',
  ),
  isHost: truth(
    'party is the host',
    'Whether the party holds the fund.',
    'the party hosts the fund',
    'the party does not host a fund',
  ),
  isPool: truth('pooled fund', 'Whether it has a pooled fund.', 'it has a pooled fund', 'it has no pooled fund'),
  hasMoney: truth('money', 'Whether amounts are stated for it.', 'amounts are stated', 'no amounts are stated'),
  isSigned: truth(
    'signed',
    'Whether every party has signed.',
    'every party has signed it',
    'not every party has signed it',
  ),
  hasEndedBefore: truth(
    'ended before',
    'Whether it had ended by the first date.',
    'it has ended by the first date',
    'it has not ended by the first date',
  ),
  isProposed: truth(
    'only proposed',
    'Whether it is proposed and not yet in force.',
    'it is no more than proposed or agreed in principle',
    'it is in force, varied or ended',
  ),
  existsAtStart: truth(
    'party exists at the start',
    'Whether the party exists on the first date.',
    'the party exists on the first date',
    'the party does not exist on the first date',
  ),
  areaIsKnown: truth(
    'land known',
    'Whether the land of the party is known block by block.',
    'the land of the party is known',
    'the land of the party is not known',
  ),
  areaIsDivided: truth(
    'area divided',
    'Whether the area it serves, as far as it is land of the party, passes to more than one body, or away from a party that lives on.',
    'its area passes to more than one body, or away from the party',
    'its area stays with the party or passes whole to one successor',
  ),
  endsInShadowYear: truth(
    'ends in the shadow period',
    'Whether it ends in the shadow period before vesting day.',
    'it ends in the shadow period',
    'it does not end in the shadow period',
  ),
  renewsInShadowYear: truth(
    'renews in the shadow period',
    'Whether it is to be renewed, re-let or extended in the shadow period before vesting day.',
    'it is due for renewal in the shadow period',
    'it is not due for renewal in the shadow period',
  ),
  endsBeforeVesting: truth(
    'ends before vesting',
    'Whether its last day comes before vesting day.',
    'it ends before vesting day',
    'it does not end before vesting day',
  ),
  vestingYear: count('vesting year', 'the year of vesting day (0: there is none)'),
  section24: word(
    'section 24',
    'Whether section 24 of the 2007 Act bears on it (docs/methods/section-24.md).',
    section24Clauses,
  ),
  missingClauseCount: count(
    'paragraphs missing',
    'the number of paragraphs of SI 2000/617 reg 7(3) that its document is not known to cover',
  ),
  hwbMatch: word(
    'HWB area',
    'Whether the area it serves lies in one health and wellbeing board (HWB) area, before and after.',
    matchClauses('its area and one health and wellbeing board area'),
  ),
  coterminous: word(
    'coterminous',
    'Whether the land of its council side and of its health side is the same, before and after.',
    matchClauses('the land of its councils and of its health bodies'),
  ),
  bodyStraddles: truth(
    'health side straddles',
    'Where the match is not known: whether after the change clearly more of the health side lies outside the councils than the tolerance allows (ten times as much).',
    'its health side clearly reaches beyond its councils after the change',
    'its health side is not shown to reach beyond its councils after the change',
  ),
  employerCountAfter: count('employers after', 'the number of bodies that employ the post after the change'),
};
