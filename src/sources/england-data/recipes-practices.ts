/**
 * Recipes: people registered with GP practices, by practice and, once, by commissioning group. A practice has no land: its
 * list goes to other areas through its commissioner, or through a table of where its people live.
 */

import type { ColumnUse } from '#core/datasets/description.ts';
import {
  bodies,
  type Cell,
  described,
  type EnglandRecipe,
  measured,
  oneFile,
  stated,
  valued,
} from '#sources/england-data/recipe.ts';
import { unitsWithoutPractice } from '#sources/england-data/units-without-practice.ts';

const listMethod =
  'People on the lists of GP practices. People may be on a list and live elsewhere, or be on no list. A practice that the file does not have had no list then: it counts as zero.';

function registered(breakdown: Readonly<Record<string, string>> = {}): ColumnUse {
  return valued(measured('Registered patients', 'count', 'people', { breakdown }));
}

/** `0-4` as `0 to 4`, `95+` as `95 and over`, for a word of age in a heading. */
function ageInWords(age: string): string {
  return age
    .replace('_plus', ' and over')
    .replace('+', ' and over')
    .replace(/^(\d+)[-_](\d+)$/, '$1 to $2');
}

const fiveYearAges = [...Array.from({ length: 19 }, (_, at) => `${at * 5}-${at * 5 + 4}`), '95+'];

/** Columns `MALE_0-4`, `FEMALE_0-4` and so on. */
const fiveYearColumns = Object.fromEntries(
  ['MALE', 'FEMALE'].flatMap((sex) =>
    fiveYearAges.map((age) => [`${sex}_${age}`, registered({ sex: sex.toLowerCase(), age: ageInWords(age) })]),
  ),
);

const october2014: EnglandRecipe = {
  id: 'registered-practices-2014',
  parts: oneFile('gp_registered_by_practice_age_sex_2014.csv'),
  description: described(
    stated({
      id: 'registered-practices-2014',
      title: 'People registered with GP practices by age and sex, October 2014',
      publisher: 'Health and Social Care Information Centre',
      vintage: 'October 2014',
      method: listMethod,
      subject: 'published',
    }),
    {
      GP_PRACTICE_CODE: { as: 'area' },
      TOTAL_ALL: registered(),
      TOTAL_MALE: registered({ sex: 'male' }),
      TOTAL_FEMALES: registered({ sex: 'female' }),
      ...fiveYearColumns,
    },
    { geography: bodies('practice', '2014-10-01'), period: '2014-10-01', absent: 'zero' },
  ),
};

const groups2014: EnglandRecipe = {
  id: 'registered-groups-2014',
  parts: oneFile('gp_registered_by_ccg_age_sex_2014_10.csv'),
  // The file calls one column `Male_85-89`; headings are compared without regard to capitals.
  description: described(
    stated({
      id: 'registered-groups-2014',
      title: 'People registered with practices of commissioning groups by age and sex, October 2014',
      publisher: 'Health and Social Care Information Centre',
      vintage: 'October 2014',
      method:
        'People on the lists of practices that belong to the group. Two rows that belong to no group are left out.',
      subject: 'published',
    }),
    {
      CCG_CODE: { as: 'area' },
      TOTAL_ALL: registered(),
      TOTAL_MALE: registered({ sex: 'male' }),
      TOTAL_FEMALE: registered({ sex: 'female' }),
      ...fiveYearColumns,
    },
    { geography: bodies('ccg', '2014-10-01'), period: '2014-10-01', leaveOut: ['UNKNOWN', '13A'] },
  ),
};

const listAges = ['0_4', '5_14', '15_24', '25_34', '35_44', '45_54', '55_64', '65_74', '75_plus'];
const listColumns = listAges.flatMap((age) => [`male_${age}`, `female_${age}`]);

function hasPatients(cell: Cell): boolean {
  return listColumns.some((column) => cell(column) !== '0');
}

const quarters = [
  ['2013_04_06', '2013-04-01 to 2013-06-30'],
  ['2014_04_06', '2014-04-01 to 2014-06-30'],
  ['2015_04_06', '2015-04-01 to 2015-06-30'],
  ['2016_01_03', '2016-01-01 to 2016-03-31'],
] as const;

const lists: EnglandRecipe = {
  id: 'gp-list-sizes',
  parts: quarters.map(([quarter, months]) => ({
    files: [`gp_list_size_by_practice_${quarter}.csv`],
    says: { months },
  })),
  keep: { of: listColumns, when: hasPatients },
  made: {
    months: { says: 'months' },
    all: { sum: listColumns },
    male: { sum: listColumns.filter((column) => column.startsWith('male')) },
    female: { sum: listColumns.filter((column) => column.startsWith('female')) },
  },
  description: described(
    stated({
      id: 'gp-list-sizes',
      title: 'List sizes of GP practices by age and sex, four quarters from 2013 to 2016',
      publisher: 'NHS Business Services Authority',
      vintage: 'April to June of 2013, 2014 and 2015; January to March 2016',
      method: `${listMethod} Prescribing units without patients are left out, and so are ${unitsWithoutPractice.length} units with patients that the register does not know as a practice at that time.`,
      subject: 'published',
      note: 'Not all units are GP practices; the publisher counts them for prescribing.',
    }),
    {
      practice_code: { as: 'area' },
      months: { as: 'period' },
      all: registered(),
      male: registered({ sex: 'male' }),
      female: registered({ sex: 'female' }),
      ...Object.fromEntries(
        ['male', 'female'].flatMap((sex) =>
          listAges.map((age) => [`${sex}_${age}`, registered({ sex, age: ageInWords(age) })]),
        ),
      ),
    },
    { leaveOut: unitsWithoutPractice, absent: 'zero' },
  ),
};

const in2020: EnglandRecipe = {
  id: 'registered-practices-2020',
  parts: oneFile('gp_registered_by_practice_broad_age_2020.csv'),
  description: described(
    stated({
      id: 'registered-practices-2020',
      title: 'People registered with GP practices by broad age, 2020',
      publisher: 'NHS Digital; compiled by the House of Commons Library',
      vintage: '2020; the file gives no month, and 1 April stands for the year',
      method: `${listMethod} The ages overlap.`,
      subject: 'published',
    }),
    {
      PRACTICE_CODE: { as: 'area' },
      TOTAL: registered(),
      ...Object.fromEntries(
        [
          ['16OV', '16 and over'],
          ['17OV', '17 and over'],
          ['18OV', '18 and over'],
          ['50OV', '50 and over'],
          ['65OV', '65 and over'],
          ['0_64', '0 to 64'],
          ['30_74', '30 to 74'],
        ].map(([heading, age]) => [heading, registered({ age: age ?? '' })]),
      ),
    },
    { geography: bodies('practice', '2020-04-01'), period: '2020-04-01', absent: 'zero' },
  ),
};

const weighted: readonly (readonly [heading: string, need: string])[] = [
  ['G&A WP', 'general and acute'],
  ['CS WP', 'community services'],
  ['MH WP', 'mental health'],
  ['Mat WP', 'maternity'],
  ['Health Ineq WP', 'health inequalities'],
  ['Prescr WP', 'prescribing'],
  ['Final WP', 'all services'],
  ['Primary Medical Care WP', 'primary medical care, before adjustment'],
  ['Final PMC WP', 'primary medical care'],
];

const allocations: EnglandRecipe = {
  id: 'registered-practices-2024',
  parts: oneFile('gp_practice_icb_allocation_weighted_population_2025_26.csv'),
  description: described(
    stated({
      id: 'registered-practices-2024',
      title: 'People registered with GP practices, and people weighted by need, for allocations of 2025-26',
      publisher: 'NHS England',
      vintage: 'Average of November 2023 to October 2024, for allocations of 2025-26',
      method: `${listMethod} An average of twelve months, so not whole. Weighted people are as many people of average need as would need the same.`,
      subject: 'published',
    }),
    {
      Practice_Code: { as: 'area' },
      Population: registered(),
      ...Object.fromEntries(
        weighted.map(([heading, need]) => [
          heading,
          valued(measured('People weighted by need', 'count', 'weighted people', { breakdown: { need } })),
        ]),
      ),
    },
    { geography: bodies('practice', '2024-10-01'), period: '2023-11-01 to 2024-10-31', absent: 'zero' },
  ),
};

const perDoctor: EnglandRecipe = {
  id: 'patients-per-gp',
  parts: oneFile('ltla24_patients_per_gp.csv'),
  description: described(
    stated({
      id: 'patients-per-gp',
      title: 'Registered patients for each GP, by district, about 2024',
      publisher: 'NHS England',
      vintage: 'About 2024, on the districts of 2024',
      method: 'Patients of practices in the district divided by full-time equivalents of GPs who work there.',
      subject: 'published',
    }),
    {
      ltla24_code: { as: 'area' },
      total_patients: registered(),
      total_gp_fte: valued(measured('GPs', 'count', 'full-time equivalents')),
      patients_per_gp: valued(measured('Patients for each GP', 'mean', 'people', { denominator: 'total_gp_fte' })),
    },
    { geography: bodies('ltla', '2024-04-01'), period: '2024' },
  ),
};

/** People registered with practices. */
export const practiceRecipes: readonly EnglandRecipe[] = [
  lists,
  october2014,
  groups2014,
  in2020,
  allocations,
  perDoctor,
];
