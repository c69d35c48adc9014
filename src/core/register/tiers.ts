/**
 * Roles of bodies and the tiers they form. A tier covers each building block at most once; a role may stand
 * in two tiers (a unitary council is a lower-tier and an upper-tier council at once).
 */

export const roleNames = [
  'strategic-health-authority',
  'primary-care-trust',
  'care-trust',
  'clinical-commissioning-group',
  'sub-icb-location',
  'integrated-care-board',
  'sustainability-and-transformation-partnership',
  'county-council',
  'district-council',
  'unitary-council',
  'metropolitan-council',
  'london-borough',
  'combined-authority',
  'region',
  'gp-practice',
  'hwb-area',
  'nhs-trust',
] as const;
export type RoleName = (typeof roleNames)[number];

type TierDefinition = {
  readonly title: string;
  /** One body of it and several, as sentences on screen say it. */
  readonly singular: string;
  readonly plural: string;
  readonly side: 'health' | 'council' | 'other';
  /** Whose code lists call a body of the tier by: STPs, on the health side, never had codes but from the ONS. */
  readonly scheme: 'ods' | 'gss';
  readonly roles: readonly RoleName[];
};

export const tiers = {
  sha: {
    title: 'Strategic health authorities',
    singular: 'strategic health authority',
    plural: 'strategic health authorities',
    side: 'health',
    scheme: 'ods',
    roles: ['strategic-health-authority'],
  },
  pct: {
    title: 'Primary care trusts',
    singular: 'primary care trust',
    plural: 'primary care trusts',
    side: 'health',
    scheme: 'ods',
    roles: ['primary-care-trust', 'care-trust'],
  },
  ccg: {
    title: 'Clinical commissioning groups',
    singular: 'clinical commissioning group',
    plural: 'clinical commissioning groups',
    side: 'health',
    scheme: 'ods',
    roles: ['clinical-commissioning-group'],
  },
  'sub-icb': {
    title: 'Sub-ICB locations',
    singular: 'sub-ICB location',
    plural: 'sub-ICB locations',
    side: 'health',
    scheme: 'ods',
    roles: ['sub-icb-location'],
  },
  icb: {
    title: 'Integrated care boards',
    singular: 'integrated care board',
    plural: 'integrated care boards',
    side: 'health',
    scheme: 'ods',
    roles: ['integrated-care-board'],
  },
  stp: {
    title: 'Sustainability and transformation partnerships',
    singular: 'sustainability and transformation partnership',
    plural: 'sustainability and transformation partnerships',
    side: 'health',
    scheme: 'gss',
    roles: ['sustainability-and-transformation-partnership'],
  },
  ltla: {
    title: 'District and unitary councils',
    singular: 'district or unitary council',
    plural: 'district and unitary councils',
    side: 'council',
    scheme: 'gss',
    roles: ['district-council', 'unitary-council', 'metropolitan-council', 'london-borough'],
  },
  utla: {
    title: 'County and unitary councils',
    singular: 'county or unitary council',
    plural: 'county and unitary councils',
    side: 'council',
    scheme: 'gss',
    roles: ['county-council', 'unitary-council', 'metropolitan-council', 'london-borough'],
  },
  'combined-authority': {
    title: 'Combined authorities',
    singular: 'combined authority',
    plural: 'combined authorities',
    side: 'council',
    scheme: 'gss',
    roles: ['combined-authority'],
  },
  hwb: {
    title: 'Health and wellbeing board areas',
    singular: 'health and wellbeing board area',
    plural: 'health and wellbeing board areas',
    side: 'council',
    scheme: 'gss',
    roles: ['hwb-area'],
  },
  region: { title: 'Regions', singular: 'region', plural: 'regions', side: 'other', scheme: 'gss', roles: ['region'] },
  practice: {
    title: 'GP practices',
    singular: 'GP practice',
    plural: 'GP practices',
    side: 'health',
    scheme: 'ods',
    roles: ['gp-practice'],
  },
  'nhs-trust': {
    title: 'NHS trusts',
    singular: 'NHS trust',
    plural: 'NHS trusts',
    side: 'health',
    scheme: 'ods',
    roles: ['nhs-trust'],
  },
} as const satisfies Record<string, TierDefinition>;

export type TierName = keyof typeof tiers;
export const tierNames = Object.keys(tiers) as readonly TierName[];

/** True when the text names a tier. */
export function isTierName(text: string): text is TierName {
  return Object.hasOwn(tiers, text);
}

/** Tiers that a body with this role stands in, in the order of `tierNames`. */
export function tiersOfRole(role: RoleName): readonly TierName[] {
  return tiersByRole.get(role) ?? [];
}

const tiersByRole: ReadonlyMap<RoleName, readonly TierName[]> = new Map(
  roleNames.map((role) => [
    role,
    tierNames.filter((tier) => (tiers[tier].roles as readonly RoleName[]).includes(role)),
  ]),
);
