/**
 * How people write the words of the closed lists: the code, the plain phrase, and what is commonly said for it. Case,
 * punctuation and "section 75" for "s75" make no difference.
 */

import {
  amountKinds,
  amountNatures,
  arrangementEvidences,
  arrangementKinds,
  careGroups,
  clauseAnswers,
  delayCauses,
  documentKinds,
  partyRoles,
  postStages,
  seatSectors,
  stages,
  tenures,
} from '#core/agreements/vocabulary.ts';

/** A closed list as a column takes it. */
export type WordList = {
  /** Heading of the list in the template. */
  readonly title: string;
  /** What a sheet shows, by code; in the order of the list. */
  readonly labels: ReadonlyMap<string, string>;
  /** The labels the other way round. */
  readonly codesOfLabels: ReadonlyMap<string, string>;
  /** The code of anything that may be written, made plain by `plainPhrase`. */
  readonly codes: ReadonlyMap<string, string>;
};

/** The phrase without what people write differently: lower case, no punctuation, "s75" for "section 75" and "s. 75". */
export function plainPhrase(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/\bsections?[\s.]*(?=\d)/g, 's')
    .replace(/\bs[\s.]+(?=\d)/g, 's')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const kindAliases: Record<string, readonly string[]> = {
  'pooled-fund': ['pooled budget', 's75 pooled budget', 's75 pooled fund', 's31 pooled budget', 's31 pooled fund'],
  'lead-commissioning': ['s75 lead commissioning', 's31 lead commissioning', 'lead commissioning arrangement'],
  'integrated-provision': ['s75 integrated provision', 's31 integrated provision', 'integrated provider'],
  'partnership-in-combination': ['in combination', 's75 in combination', 'combination'],
  'aligned-budget': ['aligned budgets', 'aligned fund', 'aligned funds'],
  'section-256-transfer': ['s256', 's256 agreement', 's256 grant'],
  'section-76-transfer': ['s76', 's76 agreement', 's76 grant'],
  'section-113-secondment': ['s113', 's113 agreement', 'secondment'],
  'inter-authority-agreement': ['iaa', 'inter authority'],
  'service-contract': ['contract', 'service contracts', 'contract for services'],
  'data-sharing-agreement': ['dsa', 'data sharing', 'information sharing agreement', 'isa'],
  'joint-appointment': ['joint post', 'joint appointment post'],
  'co-located-site': ['co location', 'co located service', 'shared site', 'shared premises', 'colocated site'],
  'board-seat': ['board seat', 'board membership', 'board member', 'seat'],
  'panel-membership': ['panel member', 'panel membership', 'survey panel'],
  'joint-plan': ['plan'],
};

const roleAliases: Record<string, readonly string[]> = {
  host: ['host', 'host organisation', 'host authority', 'fund holder'],
  'lead-commissioner': ['lead', 'lead commissioner', 'lead body'],
  partner: ['partner organisation', 'signatory', 'party'],
  provider: ['provider'],
  payer: ['payer', 'transferor'],
  recipient: ['recipient', 'transferee'],
  employer: ['employer', 'employing organisation'],
  'accountable-body': ['accountable body', 'accountable to'],
  funder: ['funder', 'funding body'],
  owner: ['owner', 'landlord', 'leaseholder'],
  occupier: ['occupier', 'occupant', 'tenant'],
  board: ['board'],
  member: ['member'],
  'data-controller': ['data controller', 'controller', 'joint controller'],
  'data-processor': ['data processor', 'processor'],
};

const careGroupAliases: Record<string, readonly string[]> = {
  'older-people': ['older persons', 'older adults', 'elderly'],
  'mental-health': ['mental illness', 'mh'],
  'learning-disability': ['learning disabilities', 'learning difficulties', 'ld'],
  'physical-disability': ['physical disabilities', 'pd'],
  'children-and-young-people': ['children', 'children and families', 'cyp'],
  'substance-misuse': ['drugs and alcohol', 'drug and alcohol'],
  all: ['all', 'all groups'],
};

const named = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, sentence(code)]));
const sentence = (code: string) => `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
const kindLabels = Object.fromEntries(Object.entries(arrangementKinds).map(([code, kind]) => [code, kind.says]));

/** Every list that a column takes its words from, by a short name. */
export const wordLists = {
  kinds: makeWordList('Kinds', kindLabels, kindAliases),
  stages: makeWordList('Stages', named(stages), {
    'in-force': ['live', 'active', 'current'],
    'agreed-in-principle': ['in principle'],
    ended: ['expired', 'terminated', 'closed'],
    proposed: ['draft', 'planned'],
  }),
  roles: makeWordList('Roles', partyRoles, roleAliases),
  careGroups: makeWordList('Care groups', careGroups, careGroupAliases),
  clauseAnswers: makeWordList('Clause answers', named(clauseAnswers), {
    yes: ['y', 'true'],
    no: ['n', 'false'],
    'not-applicable': ['n a', 'na'],
  }),
  amountKinds: makeWordList('Amount kinds', named(amountKinds), {
    'annual-value': ['annual', 'annual budget', 'per year', 'a year'],
    balance: ['closing balance', 'opening balance'],
    'whole-life-value': ['whole life', 'total value', 'contract value'],
  }),
  amountNatures: makeWordList('Amount natures', named(amountNatures), {}),
  documentKinds: makeWordList('Document kinds', named(documentKinds), {}),
  postStages: makeWordList('Post stages', named(postStages), {}),
  tenures: makeWordList('Tenures', named(tenures), { licence: ['license'], leasehold: ['lease'] }),
  seatSectors: makeWordList('Seat sectors', named(seatSectors), {
    voluntary: ['vcse', 'voluntary sector', 'voluntary and community'],
  }),
  delayCauses: makeWordList('Delay causes', named(delayCauses), {}),
  evidences: makeWordList('Evidence', named(arrangementEvidences), {}),
} as const satisfies Record<string, WordList>;

/** @throws when a phrase is given to two codes. Labels are the phrases up to a bracket or comma: "Host partner, who holds the fund" shows as "Host partner". */
function makeWordList(
  title: string,
  phrases: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
): WordList {
  const labels = new Map<string, string>();
  const codes = new Map<string, string>();
  for (const [code, phrase] of Object.entries(phrases)) {
    const label = phrase.replace(/\s*[(,].*$/, '');
    labels.set(code, label);
    for (const said of [code, phrase, label, ...(aliases[code] ?? [])]) {
      const plain = plainPhrase(said);
      if ((codes.get(plain) ?? code) !== code) throw new Error(`"${plain}" means two things: ${title}`);
      codes.set(plain, code);
    }
  }
  return { title, labels, codes, codesOfLabels: new Map([...labels].map(([code, label]) => [label, code])) };
}
