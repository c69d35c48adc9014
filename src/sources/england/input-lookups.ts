/** The lookups between areas: which body each building block lay in, when. */

import { derived, type Input, lsoa11, lsoa21, ogl, ons, wideFile } from '#sources/england/input.ts';

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

export const lookups = {
  'lsoa01-district': {
    publisher: 'Department for Communities and Local Government',
    url: 'https://www.gov.uk/government/collections/english-indices-of-deprivation',
    licence: ogl,
    method: 'published',
    title: '2001 LSOA to district, 2007 (Indices of Deprivation 2007)',
    vintage: '2007',
    lost: 'no council can be shown before 2011, nor the reorganisation of 2009',
    files: ['lsoa01_lad04_lad07.csv', 'id2007-lsoa.csv'],
    columns: {
      lsoa: ['lsoa01_code', 'lsoa01cd', 'LSOA', 'LSOA CODE'],
      lad: ['lad07_code', 'LA CODE'],
      name: ['lad07_name', 'LA NAME'],
    },
  },
  'lsoa01-lsoa11': {
    ...ons,
    title: '2001 LSOA to 2011 LSOA and 2011 district',
    vintage: '31 December 2011',
    lost: 'nothing stated on 2001 blocks (before 2011) can be compared with anything later',
    files: ['lsoa01_lsoa11_lad11.csv', 'LSOA01_LSOA11_LAD11_EW_LU.csv'],
    columns: { lsoa01: ['lsoa01cd'], lsoa11: ['lsoa11cd'], change: ['chgind', 'chngind'], lad: ['lad11cd'] },
  },
  'lsoa11-lsoa21': {
    ...ons,
    title: '2011 LSOA to 2021 LSOA and 2022 district',
    vintage: 'December 2022',
    lost: 'nothing stated on 2021 blocks (2024, Census 2021) can be compared with anything earlier',
    files: ['lsoa11_lsoa21_ltla22.csv', 'LSOA11_LSOA21_LAD22_EW_LU.csv'],
    columns: {
      lsoa11: ['lsoa11_code', 'lsoa11cd'],
      lsoa21: ['lsoa21_code', 'lsoa21cd'],
      change: ['change_code', 'chgind', 'chngind'],
    },
  },
  'lsoa11-ccg-2013': {
    ...derived,
    method: 'best-fit',
    title: '2011 LSOA to clinical commissioning group, April 2013',
    vintage: 'April 2013',
    lost: 'clinical commissioning groups cannot be shown before 2015',
    files: ['lsoa11_ccg2013_bestfit.csv'],
    columns: { lsoa: lsoa11, ods: ['ccg13cdh'] },
  },
  'lsoa11-2015': commissioners('15', 'July 2015'),
  'lsoa11-2016': commissioners('16', 'April 2016'),
  'lsoa11-2017': commissioners('17', 'April 2017'),
  'lsoa11-2018': commissioners('18', 'April 2018'),
  'lsoa11-2019': commissioners('19', 'April 2019'),
  'lsoa11-2020': commissioners('20', 'April 2020'),
  'lsoa11-2021': {
    ...ons,
    title: '2011 LSOA to clinical commissioning group, partnership and district, April 2021',
    vintage: 'April 2021',
    lost: 'the mergers of April 2021 are dated from the succession file alone, without areas',
    files: [wideFile, 'LSOA11_CCG21_STP21_LAD21_EN_LU.csv'],
    columns: { lsoa: lsoa11, gss: ['ccg21cd'], stp: ['stp21cd'], lad: ['lad21cd'] },
    optional: { ods: ['ccg21cdh'] },
  },
  'lsoa11-2022': {
    ...ons,
    title: '2011 LSOA to sub-ICB location, integrated care board and district, July 2022',
    vintage: 'July 2022',
    lost: 'integrated care boards and sub-ICB locations have no area',
    files: [wideFile, 'LSOA11_LOC22_ICB22_LAD22_EN_LU.csv'],
    columns: {
      lsoa: lsoa11,
      gss: ['sicbl22cd', 'loc22cd'],
      ods: ['sicbl22cdh', 'loc22cdh'],
      icbGss: ['icb22cd'],
      icb: ['icb22cdh'],
      lad: ['lad22cd'],
    },
  },
  'lsoa21-2024': {
    ...ons,
    title: '2021 LSOA to sub-ICB location, integrated care board and district, 2024',
    vintage: 'April 2024',
    lost: 'nothing after July 2022 can be shown for health bodies, nor councils as published for 2024',
    files: ['lsoa21_sub_icb_icb_ward_ltla_2024.csv', 'LSOA21_SICBL24_ICB24_LAD24_EN_LU.csv'],
    columns: {
      lsoa: lsoa21,
      lad: ['ltla24_code', 'lad24cd'],
      gss: ['sicbl24_code', 'sicbl24cd'],
      ods: ['sicbl24_code_nhs', 'sicbl24cdh'],
      icbGss: ['icb24_code', 'icb24cd'],
      icb: ['icb24_code_nhs', 'icb24cdh'],
    },
  },
  'district-2023': {
    ...ons,
    title: 'District of 2022 to district of 2023',
    vintage: 'April 2023',
    lost: 'the council reorganisation of April 2023 is not shown until the lookup of 2024',
    files: ['ltla22_ltla23.csv', 'LAD22_LAD23_EN_LU.csv'],
    columns: { before: ['ltla22_code', 'lad22cd'], after: ['ltla23_code', 'lad23cd'] },
  },
  'upper-tier-2018': upperTier('18'),
  'upper-tier-2023': upperTier('23'),
  region: {
    ...ons,
    title: 'District to region, 2019',
    vintage: '2019',
    lost: 'nothing can be shown by region',
    files: ['ltla_region_2019_2024.csv', 'LAD19_RGN19_EN_LU.csv'],
    columns: { lad: ['ltla_code', 'lad19cd'], region: ['region_code', 'rgn19cd'] },
    only: { column: 'year', value: '2019' },
  },
  'combined-2019': combined('19'),
  'combined-2021': combined('21'),
  'combined-2023': combined('23'),
  'stp-2017': partnerships('17'),
  'stp-2018': partnerships('18'),
  'stp-2019': partnerships('19'),
  'stp-2020': partnerships('20'),
  'lsoa01-pct-2006': {
    ...derived,
    method: 'best-fit',
    title: '2001 LSOA to primary care trust, October 2006',
    vintage: 'October 2006',
    lost: 'primary care trusts have no area before 2011',
    files: ['lsoa01_pct_october2006_bestfit.csv'],
    columns: { lsoa: ['lsoa01cd'], ods: ['pct_ods_code_2006_10'], lad: ['lad07cd'] },
  },
  'lsoa11-pct-2011': {
    ...derived,
    method: 'best-fit',
    title: '2011 LSOA to primary care trust, 2011',
    vintage: '2011',
    lost: 'which commissioning group took over from which primary care trust in 2013 cannot be shown',
    files: ['lsoa11_pct2011_bestfit.csv'],
    columns: { lsoa: lsoa11, ods: ['pct_ods_code'] },
  },
  'pct-worksheet': {
    ...derived,
    method: 'derived',
    title: 'Primary care trusts before October 2006 by district',
    vintage: 'September 2006',
    lost: 'the area of every primary care trust that ended in 2006 is unknown',
    files: ['pct_before_2006_by_district_worksheet.csv'],
    columns: {
      pct: ['pct_ods_code_2006_10'],
      lad: ['lad07cd'],
      old: ['assigned_old_pct_code'],
      candidates: ['candidate_old_pct_codes'],
      basis: ['basis'],
    },
  },
} as const satisfies Record<string, Input>;
