/**
 * The files the England pack is built from: for each, the names it may have, the headings it may use (ours
 * first, then the publishers' own), who publishes it and what cannot be shown without it. Headings are
 * compared without regard to case. Knows no values: the readers of each subject take it from here.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';

export type Input = {
  readonly title: string;
  readonly publisher: string;
  /** Where the publisher publishes it. */
  readonly url: string;
  readonly licence: string;
  readonly vintage: string;
  readonly method: Evidence;
  /** What cannot be shown without it: the end of "without it ...". */
  readonly lost: string;
  /** Names the file may have, anywhere below the folder, with or without .gz. */
  readonly files: readonly string[];
  /** Our name of each needed column, and the headings that stand for it. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Columns read when they are there. */
  readonly optional?: Readonly<Record<string, readonly string[]>>;
  /** The fixed order of columns of a publisher's edition without a heading row; '' is skipped. */
  readonly headless?: readonly string[];
  /** Rows kept, when the file has the column: one file of ours may hold several years of a publisher's. */
  readonly only?: { readonly column: string; readonly value: string };
};

const ogl = 'Open Government Licence v3.0';
const ons = { publisher: 'Office for National Statistics', url: 'https://geoportal.statistics.gov.uk', licence: ogl, method: 'published' } as const;
const ods = {
  publisher: 'NHS England, Organisation Data Service',
  url: 'https://digital.nhs.uk/services/organisation-data-service',
  licence: ogl,
  method: 'published',
} as const;
const derived = { publisher: 'derived from the other files', url: 'docs/guide/england-data.md', licence: ogl } as const;
const statistics = { publisher: 'Office for National Statistics', licence: ogl, method: 'published' } as const;

const lsoa11 = ['lsoa11cd', 'lsoa11_code', 'Area Codes', 'LSOA Code', 'geography code', 'mnemonic'];
const lsoa21 = ['lsoa21cd', 'lsoa21_code', 'LSOA 2021 Code', 'geography code', 'mnemonic', 'Lower layer Super Output Areas Code'];
const wideFile = 'lsoa11_ccg_stp_icb_lad_2015_2022.csv';

function commissioners(year: string, day: string): Input {
  return {
    ...ons,
    title: `2011 LSOA to clinical commissioning group and district, ${day}`,
    vintage: day,
    lost: `the areas of clinical commissioning groups and districts of 20${year} are not known, and changes up to then are found a year late`,
    files: [wideFile, `LSOA11_CCG${year}_LAD${year}_EN_LU.csv`, `LSOA11_CCG${year}_STP${year}_LAD${year}_EN_LU.csv`],
    columns: { lsoa: lsoa11, ods: [`ccg${year}cdh`], gss: [`ccg${year}cd`], lad: [`lad${year}cd`] },
  };
}

function partnerships(year: string): Input {
  return {
    ...ons,
    title: `Clinical commissioning group to sustainability and transformation partnership, April 20${year}`,
    vintage: `April 20${year}`,
    lost: `the partnerships of 20${year} are not known`,
    files: ['ccg_stp_2017_2020.csv', `CCG${year}_STP${year}_EN_LU.csv`],
    columns: { ccg: ['ccg_ods_code', `ccg${year}cdh`], stp: ['stp_ons_code', `stp${year}cd`] },
    only: { column: 'year', value: `20${year}` },
  };
}

function combined(year: string): Input {
  return {
    ...ons,
    title: `District to combined authority, 20${year}`,
    vintage: `20${year}`,
    lost: `the members of combined authorities of 20${year} are not known`,
    files: ['ltla_combined_authority_2019_2023.csv', `LAD${year}_CAUTH${year}_EN_LU.csv`],
    columns: { lad: ['ltla_code', `lad${year}cd`], ca: ['combined_authority_code', `cauth${year}cd`] },
    only: { column: 'year', value: `20${year}` },
  };
}

function upperTier(year: string): Input {
  return {
    ...ons,
    title: `Lower-tier to upper-tier council, 20${year}`,
    vintage: `20${year}`,
    lost: `the county of each district in 20${year} is taken from the code history alone, unchecked`,
    files: ['ltla_utla_2018_2023.csv', `LTLA${year}_UTLA${year}_EW_LU.csv`],
    columns: { ltla: ['ltla_code', `ltla${year}cd`], utla: ['utla_code', `utla${year}cd`] },
    only: { column: 'year', value: `20${year}` },
  };
}

function midYear(year: string): Input {
  return {
    ...statistics,
    title: `Population estimates of 2011 LSOAs, mid-20${year}`,
    url: 'https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates',
    vintage: `30 June 20${year}`,
    lost: `no measure can be weighted by the residents of mid-20${year}`,
    files: [`lsoa11_mid20${year}_single_year_of_age.csv`, `SAPE-mid-20${year}-lsoa-persons.csv`],
    columns: { lsoa: lsoa11, persons: ['all_ages', 'All Ages'] },
  };
}

const epraccurColumns = {
  code: ['org_code', 'Organisation Code'],
  name: ['name'],
  opened: ['open_date', 'Open Date'],
  closed: ['close_date', 'Close Date'],
  commissioner: ['commissioner_code', 'Commissioner'],
  joined: ['join_date', 'Join Provider/Purchaser Date'],
  left: ['left_date', 'Left Provider/Purchaser Date'],
  setting: ['prescribing_setting', 'Prescribing Setting'],
};
const epraccurOrder = [
  'code', 'name', '', '', '', '', '', '', '', '', 'opened', 'closed', '', '', 'commissioner', 'joined', 'left', '', '', '', '', '', '', '', '', 'setting', '',
] as const;

const lookups = {
  'lsoa01-district': {
    publisher: 'Department for Communities and Local Government', url: 'https://www.gov.uk/government/collections/english-indices-of-deprivation',
    licence: ogl, method: 'published', title: '2001 LSOA to district, 2007 (Indices of Deprivation 2007)', vintage: '2007',
    lost: 'no council can be shown before 2011, nor the reorganisation of 2009',
    files: ['lsoa01_lad04_lad07.csv', 'id2007-lsoa.csv'],
    columns: { lsoa: ['lsoa01_code', 'lsoa01cd', 'LSOA', 'LSOA CODE'], lad: ['lad07_code', 'LA CODE'], name: ['lad07_name', 'LA NAME'] },
  },
  'lsoa01-lsoa11': {
    ...ons, title: '2001 LSOA to 2011 LSOA and 2011 district', vintage: '31 December 2011',
    lost: 'nothing stated on 2001 blocks (before 2011) can be compared with anything later',
    files: ['lsoa01_lsoa11_lad11.csv', 'LSOA01_LSOA11_LAD11_EW_LU.csv'],
    columns: { lsoa01: ['lsoa01cd'], lsoa11: ['lsoa11cd'], change: ['chgind', 'chngind'], lad: ['lad11cd'] },
  },
  'lsoa11-lsoa21': {
    ...ons, title: '2011 LSOA to 2021 LSOA and 2022 district', vintage: 'December 2022',
    lost: 'nothing stated on 2021 blocks (2024, Census 2021) can be compared with anything earlier',
    files: ['lsoa11_lsoa21_ltla22.csv', 'LSOA11_LSOA21_LAD22_EW_LU.csv'],
    columns: { lsoa11: ['lsoa11_code', 'lsoa11cd'], lsoa21: ['lsoa21_code', 'lsoa21cd'], change: ['change_code', 'chgind', 'chngind'] },
  },
  'lsoa11-ccg-2013': {
    ...derived, method: 'best-fit', title: '2011 LSOA to clinical commissioning group, April 2013', vintage: 'April 2013',
    lost: 'clinical commissioning groups cannot be shown before 2015',
    files: ['lsoa11_ccg2013_bestfit.csv'], columns: { lsoa: lsoa11, ods: ['ccg13cdh'] },
  },
  'lsoa11-2015': commissioners('15', 'July 2015'),
  'lsoa11-2016': commissioners('16', 'April 2016'),
  'lsoa11-2017': commissioners('17', 'April 2017'),
  'lsoa11-2018': commissioners('18', 'April 2018'),
  'lsoa11-2019': commissioners('19', 'April 2019'),
  'lsoa11-2020': commissioners('20', 'April 2020'),
  'lsoa11-2021': {
    ...ons, title: '2011 LSOA to clinical commissioning group, partnership and district, April 2021', vintage: 'April 2021',
    lost: 'the mergers of April 2021 are dated from the succession file alone, without areas',
    files: [wideFile, 'LSOA11_CCG21_STP21_LAD21_EN_LU.csv'],
    columns: { lsoa: lsoa11, gss: ['ccg21cd'], stp: ['stp21cd'], lad: ['lad21cd'] }, optional: { ods: ['ccg21cdh'] },
  },
  'lsoa11-2022': {
    ...ons, title: '2011 LSOA to sub-ICB location, integrated care board and district, July 2022', vintage: 'July 2022',
    lost: 'integrated care boards and sub-ICB locations have no area',
    files: [wideFile, 'LSOA11_LOC22_ICB22_LAD22_EN_LU.csv'],
    columns: {
      lsoa: lsoa11, gss: ['sicbl22cd', 'loc22cd'], ods: ['sicbl22cdh', 'loc22cdh'],
      icbGss: ['icb22cd'], icb: ['icb22cdh'], lad: ['lad22cd'],
    },
  },
  'lsoa21-2024': {
    ...ons, title: '2021 LSOA to sub-ICB location, integrated care board and district, 2024', vintage: 'April 2024',
    lost: 'nothing after July 2022 can be shown for health bodies, nor councils as published for 2024',
    files: ['lsoa21_sub_icb_icb_ward_ltla_2024.csv', 'LSOA21_SICBL24_ICB24_LAD24_EN_LU.csv'],
    columns: {
      lsoa: lsoa21, lad: ['ltla24_code', 'lad24cd'], gss: ['sicbl24_code', 'sicbl24cd'], ods: ['sicbl24_code_nhs', 'sicbl24cdh'],
      icbGss: ['icb24_code', 'icb24cd'], icb: ['icb24_code_nhs', 'icb24cdh'],
    },
  },
  'district-2023': {
    ...ons, title: 'District of 2022 to district of 2023', vintage: 'April 2023',
    lost: 'the council reorganisation of April 2023 is not shown until the lookup of 2024',
    files: ['ltla22_ltla23.csv', 'LAD22_LAD23_EN_LU.csv'],
    columns: { before: ['ltla22_code', 'lad22cd'], after: ['ltla23_code', 'lad23cd'] },
  },
  'upper-tier-2018': upperTier('18'),
  'upper-tier-2023': upperTier('23'),
  region: {
    ...ons, title: 'District to region, 2019', vintage: '2019', lost: 'nothing can be shown by region',
    files: ['ltla_region_2019_2024.csv', 'LAD19_RGN19_EN_LU.csv'],
    columns: { lad: ['ltla_code', 'lad19cd'], region: ['region_code', 'rgn19cd'] }, only: { column: 'year', value: '2019' },
  },
  'combined-2019': combined('19'),
  'combined-2021': combined('21'),
  'combined-2023': combined('23'),
  'stp-2017': partnerships('17'),
  'stp-2018': partnerships('18'),
  'stp-2019': partnerships('19'),
  'stp-2020': partnerships('20'),
  'lsoa01-pct-2006': {
    ...derived, method: 'best-fit', title: '2001 LSOA to primary care trust, October 2006', vintage: 'October 2006',
    lost: 'primary care trusts have no area before 2011',
    files: ['lsoa01_pct_october2006_bestfit.csv'], columns: { lsoa: ['lsoa01cd'], ods: ['pct_ods_code_2006_10'], lad: ['lad07cd'] },
  },
  'lsoa11-pct-2011': {
    ...derived, method: 'best-fit', title: '2011 LSOA to primary care trust, 2011', vintage: '2011',
    lost: 'which commissioning group took over from which primary care trust in 2013 cannot be shown',
    files: ['lsoa11_pct2011_bestfit.csv'], columns: { lsoa: lsoa11, ods: ['pct_ods_code'] },
  },
  'pct-worksheet': {
    ...derived, method: 'derived', title: 'Primary care trusts before October 2006 by district', vintage: 'September 2006',
    lost: 'the area of every primary care trust that ended in 2006 is unknown',
    files: ['pct_before_2006_by_district_worksheet.csv'],
    columns: { pct: ['pct_ods_code_2006_10'], lad: ['lad07cd'], old: ['assigned_old_pct_code'], candidates: ['candidate_old_pct_codes'], basis: ['basis'] },
  },
} as const satisfies Record<string, Input>;

const organisations = {
  'code-history': {
    ...ons, title: 'Code History Database, entities other than small areas', vintage: 'July 2024',
    lost: 'no council, region or commissioner can be named or dated: the pack would be close to empty',
    files: ['ons_code_history_england_2024_07.csv', 'ChangeHistory.csv'],
    columns: {
      code: ['code', 'geogcd'], name: ['name', 'geognm'], from: ['start_date', 'oper_date'], to: ['end_date', 'term_date'],
      parent: ['parent_code', 'parentcd'], entity: ['entity', 'entitycd'],
    },
  },
  'old-codes': {
    ...ons, title: 'Old ONS codes to nine-character codes, January 2011', vintage: 'January 2011',
    lost: 'councils of 2007 cannot be tied to their later codes except by name',
    files: ['ons_old_to_nine_character_codes_2011.csv', 'BL-2010-10-code-change.csv'], columns: { gss: ['geogcd'], old: ['geogcdo'] },
  },
  registry: {
    publisher: 'mySociety', url: 'https://pages.mysociety.org/uk_local_authority_names_and_codes/', licence: 'CC BY 4.0', method: 'published',
    title: 'UK local authorities, past, current and planned', vintage: 'July 2025',
    lost: 'registry codes of councils, and the check of successions against a second source, are missing',
    files: ['local_authorities_past_current_planned_2025_07.csv', 'uk_local_authorities_future.csv'],
    columns: {
      code: ['local-authority-code'], gss: ['gss-code'], from: ['start-date'], to: ['end-date'], replacedBy: ['replaced-by'],
      ca: ['combined-authority'], nation: ['nation'], name: ['official-name'],
    },
  },
  'pct-303': {
    ...ods, title: 'The 303 primary care trusts and care trusts of 30 September 2006', vintage: 'September 2006',
    lost: 'no primary care trust before October 2006 can be shown',
    files: ['pct_303_before_october_2006.csv'], columns: { ods: ['pct_ods_code'], name: ['pct_name'] },
  },
  'pct-edges': {
    ...ods, title: 'Successions of primary care trusts, October 2006', vintage: 'October 2006',
    lost: 'the reconfiguration of October 2006 cannot be shown',
    files: ['pct_reconfiguration_2006_edges.csv'],
    columns: { old: ['old_pct_code'], new: ['new_pct_code'], kind: ['kind'], date: ['effective_date'] },
  },
  'pct-register': {
    ...ods, title: 'Register of primary care trusts, October 2006 to March 2013', vintage: 'October 2006 to March 2013',
    lost: 'no primary care trust from October 2006 on can be shown, nor the area of any strategic health authority',
    files: ['pct_register_2006_2013.csv'],
    columns: {
      ods: ['pct_ods_code'], gss: ['pct_ons_code_2011'], name: ['pct_name'], type: ['type'], from: ['start_if_after_2006_10'],
      to: ['end_date'], successor: ['successor_before_2013'], sha: ['sha_ods_code'], shaGss: ['sha_ons_code'], shaName: ['sha_name'],
    },
  },
  'sha-edges': {
    ...ods, title: 'Successions of strategic health authorities, July 2006', vintage: 'July 2006',
    lost: 'no strategic health authority can be shown',
    files: ['sha_reconfiguration_2006_edges.csv'],
    columns: { old: ['old_sha_code'], new: ['new_sha_code'], name: ['new_sha_name'], date: ['effective_date'] },
  },
  'ha-edges': {
    ...ods, title: 'Health authorities to strategic health authorities, April 2002', vintage: 'April 2002',
    lost: 'the day on which the 28 strategic health authorities began is not known',
    files: ['health_authority_to_sha_2002_edges.csv'], columns: { sha: ['new_sha_code'], date: ['date'] },
  },
  'ccg-edges': {
    ...ods, title: 'Successions of clinical commissioning groups, 2015 to 2021', vintage: '2015 to 2021',
    lost: 'mergers of commissioning groups rest on comparing areas alone, dated by the first lookup that shows them',
    files: ['ccg_reconfiguration_edges_2013_2021.csv'], columns: { old: ['old_code'], new: ['new_code'], newName: ['new_name'], date: ['date'] },
  },
  eccg: {
    ...ods, title: 'Clinical commissioning groups (eccg)', vintage: 'February 2016',
    lost: 'the commissioning groups that ended before 2015 have no name',
    files: ['ccg_eccg_2016_02.csv', 'eccg.csv'], columns: { ods: ['org_code', 'Organisation Code'], name: ['name'] },
    headless: ['ods', 'name'],
  },
  'epraccur-2014': {
    ...ods, title: 'GP practices (epraccur), October 2014', vintage: 'October 2014',
    lost: 'practices that closed before 2013 and who commissioned from them are missing',
    files: ['gp_practices_epraccur_2014_10.csv', 'epraccur_2014_10.csv'], columns: epraccurColumns, headless: epraccurOrder,
  },
  'epraccur-2016': {
    ...ods, title: 'GP practices (epraccur), February 2016', vintage: 'February 2016',
    lost: 'practices opened after 2014 and who commissioned from them are missing',
    files: ['gp_practices_epraccur_2016_02.csv', 'epraccur_2016_02.csv', 'epraccur.csv'], columns: epraccurColumns, headless: epraccurOrder,
  },
} as const satisfies Record<string, Input>;

const counts = {
  'census-2011': {
    ...statistics, title: 'Census 2011, usual residents of 2011 LSOAs', url: 'https://www.nomisweb.co.uk', vintage: '27 March 2011',
    lost: 'no measure can be weighted by the residents of 2011',
    files: ['lsoa11_census2011_persons_ethnic_group.csv', 'KS101EW_2011STATH_NAT_LSOA_REL_1.1.csv'],
    columns: { lsoa: lsoa11, persons: ['Persons', 'All usual residents', 'All Ages', 'Variable: All usual residents; measures: Value'] },
  },
  'mid-2017': midYear('17'),
  'mid-2019': midYear('19'),
  'mid-2020': midYear('20'),
  'census-2021': {
    ...statistics, title: 'Census 2021, usual residents of 2021 LSOAs', url: 'https://www.nomisweb.co.uk', vintage: '21 March 2021',
    lost: 'no measure can be weighted by the residents of 2021',
    files: ['lsoa21_census2021_age_groups.csv', 'census2021-ts001-lsoa.csv'],
    columns: { lsoa: lsoa21, persons: ['all_ages', 'All Ages', 'Total', 'Residence type: Total; measures: Value', 'Observation'] },
  },
  'gp-2014-10': {
    publisher: 'Health and Social Care Information Centre', url: 'https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice',
    licence: ogl, method: 'published', title: 'Patients registered at GP practices, October 2014', vintage: 'October 2014',
    lost: 'no registered population of 2014',
    files: ['gp_registered_by_practice_age_sex_2014.csv'],
    columns: { practice: ['GP_PRACTICE_CODE', 'PRACTICE_CODE'], persons: ['TOTAL_ALL', 'TOTAL'] },
  },
  'gp-2020': {
    publisher: 'NHS Digital, compiled by the House of Commons Library', url: 'https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice',
    licence: ogl, method: 'published', title: 'Patients registered at GP practices, 2020', vintage: '2020',
    lost: 'no registered population of 2020',
    files: ['gp_registered_by_practice_broad_age_2020.csv', 'gp-by-age.csv'],
    columns: { practice: ['PRACTICE_CODE', 'CODE'], persons: ['TOTAL', 'NUMBER_OF_PATIENTS'] },
  },
  'gp-2024': {
    publisher: 'NHS England', url: 'https://www.england.nhs.uk/allocations/', licence: ogl, method: 'published',
    title: 'GP practices and populations of the ICB place-based allocation, 2025/26', vintage: 'November 2023 to October 2024',
    lost: 'no registered population of 2024, nor the board of any practice',
    files: ['gp_practice_icb_allocation_weighted_population_2025_26.csv'],
    columns: { practice: ['Practice_Code'], name: ['GP_Practice_Name'], icb: ['ICB'], persons: ['Population'] },
  },
  'adjacency-lsoa11': {
    ...derived, method: 'derived', title: 'Pairs of 2011 LSOAs that share a border', vintage: '2011', lost: 'contiguity of areas cannot be tested on 2011 blocks',
    files: ['lsoa11_adjacency_shared_border.csv'], columns: { a: ['lsoa_a'], b: ['lsoa_b'] },
  },
  'adjacency-lsoa21': {
    ...derived, method: 'derived', title: 'Pairs of 2021 LSOAs that share a border', vintage: '2021', lost: 'contiguity of areas cannot be tested on 2021 blocks',
    files: ['lsoa21_adjacency_shared_border.csv'], columns: { a: ['lsoa_a'], b: ['lsoa_b'] },
  },
} as const satisfies Record<string, Input>;

/** Shapes: one whole file of TopoJSON or GeoJSON each, so no columns. */
const shapes = {
  'shapes-lsoa11': {
    ...ons, title: '2011 LSOA boundaries, generalised', vintage: 'December 2011', lost: 'no map before 2021 blocks',
    files: ['lsoa11_england_generalised.topojson', 'LSOA_2011_EW_BSC.geojson', 'LSOA_2011_EW_BGC.geojson'], columns: {},
  },
  'shapes-lsoa21': {
    ...ons, title: '2021 LSOA boundaries, generalised', vintage: 'December 2021', lost: 'no map on 2021 blocks',
    files: ['lsoa21_england_generalised.topojson', 'LSOA_2021_EW_BSC.geojson', 'LSOA_2021_EW_BGC.geojson'], columns: {},
  },
} as const satisfies Record<string, Input>;

export const inputs = { ...lookups, ...organisations, ...counts, ...shapes };
export type InputId = keyof typeof inputs;
export const inputIds = Object.keys(inputs) as readonly InputId[];
