/** Recipes: indices, of deprivation and of health. Scores and ranks cannot be added up: they are kept and shown, not moved. */

import type { ColumnUse } from '#core/datasets/description.ts';
import {
  bodies,
  described,
  type EnglandRecipe,
  measured,
  oneFile,
  small,
  stated,
  valued,
} from '#sources/england-data/recipe.ts';

const method =
  'Scores, ranks (1 is the most deprived) and deciles (1 is the most deprived tenth) of small areas. None of them can be added up or averaged by people without saying how, so they are kept as they are.';

function indexColumn(title: string, unit: string, period: string | null): ColumnUse {
  return valued(measured(title, 'index', unit, { period }));
}

const forms = ['score', 'rank', 'decile'] as const;

/** Columns `IMD_score_2004` and so on. */
function overallColumns(years: readonly string[]): Record<string, ColumnUse> {
  return Object.fromEntries(
    years.flatMap((year) =>
      forms.map((form) => [`IMD_${form}_${year}`, indexColumn(`Index of Multiple Deprivation: ${form}`, form, year)]),
    ),
  );
}

const domainTitles: Readonly<Record<string, string>> = {
  IMD: 'Index of Multiple Deprivation',
  Income: 'Income deprivation',
  Employment: 'Employment deprivation',
  Education: 'Education, skills and training deprivation',
  Health: 'Health deprivation and disability',
  Crime: 'Crime',
  Housing_and_Access: 'Barriers to housing and services',
  Housing_and_Services: 'Barriers to housing and services',
  Environment: 'Living environment deprivation',
};

/** Columns `Income_rank` and so on, of the year. */
function domainColumns(names: readonly string[], of: readonly string[], period: string | null) {
  return Object.fromEntries(
    names.flatMap((name) =>
      of.map((form) => [`${name}_${form}`, indexColumn(`${domainTitles[name]}: ${form}`, form, period)]),
    ),
  );
}

const domainsOf2019 = [
  'IMD',
  'Income',
  'Employment',
  'Education',
  'Health',
  'Crime',
  'Housing_and_Access',
  'Environment',
];
const domainsOf2025 = [
  'IMD',
  'Income',
  'Employment',
  'Education',
  'Health',
  'Crime',
  'Housing_and_Services',
  'Environment',
];

const deprivation: readonly EnglandRecipe[] = [
  {
    id: 'imd-2004-2010',
    parts: oneFile('imd_2004_2007_2010_lsoa01.csv'),
    description: described(
      stated({
        id: 'imd-2004-2010',
        title: 'Index of Multiple Deprivation 2004, 2007 and 2010',
        publisher: 'Department for Communities and Local Government',
        vintage: 'English indices of deprivation 2004, 2007 and 2010, on small areas of 2001',
        method,
        subject: 'not-people',
        note: 'The three editions are made from different indicators: a changed score is not a changed place.',
      }),
      { lsoa01_code: { as: 'area' }, ...overallColumns(['2004', '2007', '2010']) },
      { geography: small('lsoa01') },
    ),
  },
  {
    id: 'imd-2015-2019',
    parts: oneFile('imd_2015_2019_lsoa11.csv'),
    description: described(
      stated({
        id: 'imd-2015-2019',
        title: 'Index of Multiple Deprivation 2015 and 2019',
        publisher: 'Ministry of Housing, Communities and Local Government',
        vintage: 'English indices of deprivation 2015 and 2019, on small areas of 2011',
        method: `${method} Domains are those of 2019.`,
        subject: 'not-people',
      }),
      {
        lsoa11_code: { as: 'area' },
        ...overallColumns(['2015']),
        ...domainColumns(domainsOf2019, ['rank', 'decile'], '2019'),
      },
      { geography: small('lsoa11') },
    ),
  },
  {
    id: 'imd-2025',
    parts: oneFile('imd_2025_lsoa21.csv'),
    description: described(
      stated({
        id: 'imd-2025',
        title: 'Index of Multiple Deprivation 2025',
        publisher: 'Ministry of Housing, Communities and Local Government',
        vintage: 'English indices of deprivation 2025, on small areas of 2021',
        method,
        subject: 'not-people',
      }),
      { lsoa21_code: { as: 'area' }, ...domainColumns(domainsOf2025, forms, null) },
      { geography: small('lsoa21'), period: '2025' },
    ),
  },
];

/** All years are given for the districts of 2021. */
const districts = { geography: bodies('ltla', '2021-04-01') } as const;

const healthIndex = {
  publisher: 'Office for National Statistics',
  method:
    'Scores where 100 is England in 2015. They are made by weighing many indicators and cannot be added up, so they are kept as they are.',
  subject: 'not-people',
} as const;

const subdomains = [
  'Difficulties in daily life',
  'Mental health',
  'Mortality',
  'Personal well-being',
  'Physical health conditions',
  'Behavioural risk factors',
  'Children and young people',
  'Physiological risk factors',
  'Protective measures',
  'Access to green space',
  'Access to services',
  'Crime',
  'Economic and working conditions',
  'Living conditions',
];

const domains = ['people', 'lives', 'places'] as const;

function domainScores(suffix: string): Record<string, ColumnUse> {
  return Object.fromEntries([
    ['overall_score', indexColumn('Health Index', 'score', null)],
    ...domains.map((domain) => [`healthy_${domain}_domain${suffix}`, indexColumn(`Healthy ${domain}`, 'score', null)]),
  ]);
}

const health: readonly EnglandRecipe[] = [
  {
    id: 'health-index-districts',
    parts: oneFile('ons_health_index_2015_2021.csv'),
    description: described(
      stated({
        ...healthIndex,
        id: 'health-index-districts',
        title: 'Health Index of districts, 2015 to 2021',
        vintage: 'Health Index for England 2015 to 2021, on the districts of 2021',
        note: 'The City of London and the Isles of Scilly are not in it.',
      }),
      { ltla21_code: { as: 'area' }, year: { as: 'period' }, ...domainScores('_score') },
      districts,
    ),
  },
  {
    id: 'health-index-subdomains',
    parts: oneFile('ons_health_index_subdomains_2015_2021.csv'),
    description: described(
      stated({
        ...healthIndex,
        id: 'health-index-subdomains',
        title: 'Health Index of districts by subdomain, 2015 to 2021',
        vintage: 'Health Index for England 2015 to 2021, on the districts of 2021',
      }),
      {
        ltla21_code: { as: 'area' },
        year: { as: 'period' },
        ...Object.fromEntries(subdomains.map((name) => [name, indexColumn(name, 'score', null)])),
      },
      districts,
    ),
  },
  {
    id: 'health-index-systems',
    parts: oneFile('ons_health_index_ics_2015_2021.csv'),
    description: described(
      stated({
        ...healthIndex,
        id: 'health-index-systems',
        title: 'Health Index of integrated care systems, 2015 to 2021',
        vintage: 'Health Index for England 2015 to 2021, on the systems of July 2022',
      }),
      { icb22_code: { as: 'area' }, year: { as: 'period' }, ...domainScores('') },
      { geography: bodies('icb', '2022-07-01') },
    ),
  },
  {
    id: 'health-index-indicators',
    parts: oneFile('ons_health_index_indicators_2015_2021.csv'),
    description: described(
      stated({
        id: 'health-index-indicators',
        title: 'Indicators behind the Health Index, by district, 2015 to 2021',
        publisher: 'Office for National Statistics',
        vintage: 'Health Index for England 2015 to 2021, on the districts of 2021',
        method:
          'Shares, rates and averages of many sources, each by its own definition. The file gives neither units nor denominators, so they are kept and shown but cannot be moved to other areas.',
        subject: 'published',
      }),
      {
        ltla21_code: { as: 'area' },
        year: { as: 'period' },
        indicator: { as: 'measure-name' },
        value: valued(measured('Indicator', 'mean', 'as defined')),
      },
      districts,
    ),
  },
];

/** Indices of deprivation and of health, and the indicators behind the latter. */
export const indexRecipes: readonly EnglandRecipe[] = [...deprivation, ...health];
