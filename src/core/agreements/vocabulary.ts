/**
 * The closed lists of words that arrangements choose from, each with what it means. They drive the types, the
 * spreadsheet's validation lists, the forms and the guide: a word is added here and nowhere else.
 */

/** What partners may hold jointly. `family` is what rules speak of; `says` is one plain phrase for screens. */
export const arrangementKinds = {
  'pooled-fund': {
    family: 'partnership',
    says: 'Pooled fund',
    ground: 'NHS Act 2006 s75 (earlier: Health Act 1999 s31)',
  },
  'lead-commissioning': {
    family: 'partnership',
    says: 'Lead commissioning',
    ground: 'NHS Act 2006 s75 (earlier: Health Act 1999 s31)',
  },
  'integrated-provision': {
    family: 'partnership',
    says: 'Integrated provision',
    ground: 'NHS Act 2006 s75 (earlier: Health Act 1999 s31)',
  },
  'partnership-in-combination': {
    family: 'partnership',
    says: 'Partnership in combination (pool, lead commissioning, integrated provision)',
    ground: 'NHS Act 2006 s75 (earlier: Health Act 1999 s31)',
  },
  'aligned-budget': { family: 'alignment', says: 'Aligned budget', ground: null },
  'section-256-transfer': {
    family: 'transfer',
    says: 'Section 256 transfer (NHS to council)',
    ground: 'NHS Act 2006 s256',
  },
  'section-76-transfer': {
    family: 'transfer',
    says: 'Section 76 transfer (council to NHS)',
    ground: 'NHS Act 2006 s76',
  },
  'section-113-secondment': {
    family: 'secondment',
    says: 'Section 113 secondment',
    ground: 'Local Government Act 1972 s113',
  },
  'inter-authority-agreement': { family: 'contract', says: 'Inter-authority agreement', ground: null },
  'service-contract': { family: 'contract', says: 'Service contract', ground: null },
  'data-sharing-agreement': { family: 'data', says: 'Data sharing agreement', ground: null },
  'joint-appointment': { family: 'post', says: 'Joint appointment', ground: null },
  'co-located-site': { family: 'site', says: 'Co-located site', ground: null },
  'board-seat': { family: 'seat', says: 'Board seat or membership', ground: null },
  'panel-membership': { family: 'panel', says: 'Survey panel membership', ground: null },
  'joint-plan': { family: 'plan', says: 'Joint plan', ground: null },
} as const;
export type ArrangementKind = keyof typeof arrangementKinds;
export const arrangementKindNames = Object.keys(arrangementKinds) as readonly ArrangementKind[];
export type Family = (typeof arrangementKinds)[ArrangementKind]['family'];
/** The families, in the order in which screens list them. */
export const families = [
  'partnership',
  'alignment',
  'transfer',
  'secondment',
  'contract',
  'data',
  'post',
  'site',
  'seat',
  'panel',
  'plan',
] as const satisfies readonly Family[];

/** What a body does in an arrangement. One body may stand in several roles, each a party of its own. */
export const partyRoles = {
  host: 'Host partner, who holds the fund',
  'lead-commissioner': 'Leads commissioning',
  partner: 'Partner',
  provider: 'Provides the service',
  payer: 'Pays a transfer',
  recipient: 'Receives a transfer',
  employer: 'Employs the post or the staff',
  'accountable-body': 'The post answers to it',
  funder: 'Pays a share of the post or site',
  owner: 'Owns or leases the site',
  occupier: 'Occupies the site',
  board: 'The board itself',
  member: 'Member of the board or panel',
  'data-controller': 'Controls data',
  'data-processor': 'Processes data for another',
} as const;
export type PartyRole = keyof typeof partyRoles;
export const partyRoleNames = Object.keys(partyRoles) as readonly PartyRole[];

export const careGroups = {
  'older-people': 'Older people',
  'mental-health': 'Mental health',
  'learning-disability': 'Learning disability ("learning difficulties" in older records)',
  'physical-disability': 'Physical disability',
  'children-and-young-people': 'Children and young people',
  carers: 'Carers',
  'substance-misuse': 'Substance misuse',
  'end-of-life': 'End of life',
  all: 'All care groups',
} as const;
export type CareGroup = keyof typeof careGroups;
export const careGroupNames = Object.keys(careGroups) as readonly CareGroup[];

/** How far it has come, as its holder states it. What follows from dates (expired, unsigned) is computed. */
export const stages = ['proposed', 'agreed-in-principle', 'in-force', 'varied', 'ended'] as const;
export type Stage = (typeof stages)[number];

/** The completeness list of SI 2000/617 reg 7(3), by the letter of its paragraph. */
export const clauses = {
  aims: { letter: 'a', says: 'Agreed aims and outcomes' },
  contributions: { letter: 'b', says: 'Contributions, and how they may vary' },
  functions: { letter: 'c', says: 'The functions it covers' },
  services: { letter: 'd', says: 'The persons and kinds of services it covers' },
  resources: { letter: 'e', says: 'Staff, goods, services and accommodation' },
  duration: { letter: 'f', says: 'Duration, review, variation and termination' },
  management: { letter: 'g', says: 'How the pooled fund is managed: host partner, pool manager' },
} as const;
export type Clause = keyof typeof clauses;
export const clauseNames = Object.keys(clauses) as readonly Clause[];
export const clauseAnswers = ['yes', 'no', 'not-applicable'] as const;
export type ClauseAnswer = (typeof clauseAnswers)[number];

export const amountKinds = ['annual-value', 'balance', 'whole-life-value'] as const;
export type AmountKind = (typeof amountKinds)[number];
/** What section 24 tells apart: land, capital contracts, all other. */
export const amountNatures = ['revenue', 'capital', 'land'] as const;
export type AmountNature = (typeof amountNatures)[number];

export const documentKinds = ['agreement', 'variation', 'schedule', 'minute', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const postStages = ['considered', 'advertised', 'filled', 'ended'] as const;
export type PostStage = (typeof postStages)[number];

export const tenures = ['freehold', 'leasehold', 'licence', 'shared-use'] as const;
export type Tenure = (typeof tenures)[number];

export const seatSectors = ['council', 'nhs', 'voluntary', 'independent', 'public', 'other'] as const;
export type SeatSector = (typeof seatSectors)[number];

/** What the holder of a plan puts a delay down to. It is their account, not a finding. */
export const delayCauses = [
  'reorganisation',
  'funding',
  'staffing',
  'approval',
  'information-systems',
  'procurement',
  'estates',
  'other',
] as const;
export type DelayCause = (typeof delayCauses)[number];

/** How an arrangement is known. Illustrative: made up to show the program, and labelled so wherever it is shown. */
export const arrangementEvidences = ['stated', 'uncertain', 'illustrative'] as const;
export type ArrangementEvidence = (typeof arrangementEvidences)[number];
