/** Counts of people, shapes of blocks and which blocks are neighbours. */

import { derived, type Input, lsoa11, lsoa21, ogl, ons, statistics } from '#sources/england/input.ts';

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

export const counts = {
  'census-2011': {
    ...statistics,
    title: 'Census 2011, usual residents of 2011 LSOAs',
    url: 'https://www.nomisweb.co.uk',
    vintage: '27 March 2011',
    lost: 'no measure can be weighted by the residents of 2011',
    files: ['lsoa11_census2011_persons_ethnic_group.csv', 'KS101EW_2011STATH_NAT_LSOA_REL_1.1.csv'],
    columns: {
      lsoa: lsoa11,
      persons: ['Persons', 'All usual residents', 'All Ages', 'Variable: All usual residents; measures: Value'],
    },
  },
  'mid-2017': midYear('17'),
  'mid-2019': midYear('19'),
  'mid-2020': midYear('20'),
  'census-2021': {
    ...statistics,
    title: 'Census 2021, usual residents of 2021 LSOAs',
    url: 'https://www.nomisweb.co.uk',
    vintage: '21 March 2021',
    lost: 'no measure can be weighted by the residents of 2021',
    files: ['lsoa21_census2021_age_groups.csv', 'census2021-ts001-lsoa.csv'],
    columns: {
      lsoa: lsoa21,
      persons: ['all_ages', 'All Ages', 'Total', 'Residence type: Total; measures: Value', 'Observation'],
    },
  },
  'gp-2014-10': {
    publisher: 'Health and Social Care Information Centre',
    url: 'https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice',
    licence: ogl,
    method: 'published',
    title: 'Patients registered at GP practices, October 2014',
    vintage: 'October 2014',
    lost: 'no registered population of 2014',
    files: ['gp_registered_by_practice_age_sex_2014.csv'],
    columns: { practice: ['GP_PRACTICE_CODE', 'PRACTICE_CODE'], persons: ['TOTAL_ALL', 'TOTAL'] },
  },
  'gp-2020': {
    publisher: 'NHS Digital, compiled by the House of Commons Library',
    url: 'https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice',
    licence: ogl,
    method: 'published',
    title: 'Patients registered at GP practices, 2020',
    vintage: '2020',
    lost: 'no registered population of 2020',
    files: ['gp_registered_by_practice_broad_age_2020.csv', 'gp-by-age.csv'],
    columns: { practice: ['PRACTICE_CODE', 'CODE'], persons: ['TOTAL', 'NUMBER_OF_PATIENTS'] },
  },
  'gp-2024': {
    publisher: 'NHS England',
    url: 'https://www.england.nhs.uk/allocations/',
    licence: ogl,
    method: 'published',
    title: 'GP practices and populations of the ICB place-based allocation, 2025/26',
    vintage: 'November 2023 to October 2024',
    lost: 'no registered population of 2024, nor the board of any practice',
    files: ['gp_practice_icb_allocation_weighted_population_2025_26.csv'],
    columns: { practice: ['Practice_Code'], name: ['GP_Practice_Name'], icb: ['ICB'], persons: ['Population'] },
  },
  'adjacency-lsoa11': {
    ...derived,
    method: 'derived',
    title: 'Pairs of 2011 LSOAs that share a border',
    vintage: '2011',
    lost: 'contiguity of areas cannot be tested on 2011 blocks',
    files: ['lsoa11_adjacency_shared_border.csv'],
    columns: { a: ['lsoa_a'], b: ['lsoa_b'] },
  },
  'adjacency-lsoa21': {
    ...derived,
    method: 'derived',
    title: 'Pairs of 2021 LSOAs that share a border',
    vintage: '2021',
    lost: 'contiguity of areas cannot be tested on 2021 blocks',
    files: ['lsoa21_adjacency_shared_border.csv'],
    columns: { a: ['lsoa_a'], b: ['lsoa_b'] },
  },
} as const satisfies Record<string, Input>;

/** Shapes: one whole file of TopoJSON or GeoJSON each, so no columns. */
export const shapes = {
  'shapes-lsoa11': {
    ...ons,
    title: '2011 LSOA boundaries, generalised',
    vintage: 'December 2011',
    lost: 'no map before 2021 blocks',
    files: ['lsoa11_england_generalised.topojson', 'LSOA_2011_EW_BSC.geojson', 'LSOA_2011_EW_BGC.geojson'],
    columns: {},
  },
  'shapes-lsoa21': {
    ...ons,
    title: '2021 LSOA boundaries, generalised',
    vintage: 'December 2021',
    lost: 'no map on 2021 blocks',
    files: ['lsoa21_england_generalised.topojson', 'LSOA_2021_EW_BSC.geojson', 'LSOA_2021_EW_BGC.geojson'],
    columns: {},
  },
} as const satisfies Record<string, Input>;
