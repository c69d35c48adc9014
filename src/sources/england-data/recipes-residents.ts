/** Recipes: people where they live, from censuses and yearly estimates, by age, sex or ethnic group. */

import type { ColumnUse } from '#core/datasets/description.ts';
import {
  bodies,
  described,
  type EnglandRecipe,
  type MadeColumn,
  measured,
  oneFile,
  small,
  stated,
  valued,
} from '#sources/england-data/recipe.ts';

const publisher = 'Office for National Statistics';

// The first six are those of the Census 2021 file, so that estimates and census can be set side by side.
const bands: readonly (readonly [age: string, from: number, to: number])[] = [
  ['0 to 15', 0, 15],
  ['16 to 24', 16, 24],
  ['25 to 34', 25, 34],
  ['35 to 49', 35, 49],
  ['50 to 64', 50, 64],
  ['65 and over', 65, 90],
  ['75 and over', 75, 90],
  ['85 and over', 85, 90],
];

const bandNote =
  'Bands are added up from single years of age. Those of 75 and over and of 85 and over lie within 65 and over.';

/** Columns of bands, each the sum of columns of single years; `nameOf` gives the heading of a year, 90 for 90 and over. */
function bandColumns(nameOf: (year: number) => string): Record<string, MadeColumn> {
  return Object.fromEntries(
    bands.map(([age, from, to]) => [age, { sum: Array.from({ length: to - from + 1 }, (_, at) => nameOf(from + at)) }]),
  );
}

function residentColumns(total: string, ages: Readonly<Record<string, string>>): Record<string, ColumnUse> {
  return {
    [total]: valued(measured('Residents', 'count', 'people')),
    ...Object.fromEntries(
      Object.entries(ages).map(([heading, age]) => [
        heading,
        valued(measured('Residents', 'count', 'people', { breakdown: { age } })),
      ]),
    ),
  };
}

const ownNames = Object.fromEntries(bands.map(([age]) => [age, age]));

const smallAreaEstimates: EnglandRecipe = {
  id: 'residents-lsoa11',
  parts: [2017, 2019, 2020].map((year) => ({
    files: [`lsoa11_mid${year}_single_year_of_age.csv`],
    says: { day: `${year}-06-30` },
  })),
  made: { day: { says: 'day' }, ...bandColumns((year) => (year === 90 ? 'age_90_plus' : `age_${year}`)) },
  description: described(
    stated({
      id: 'residents-lsoa11',
      title: 'Residents of small areas by age, mid-2017, mid-2019 and mid-2020',
      publisher,
      vintage: 'Small area population estimates, mid-2017, mid-2019 and mid-2020',
      method: `Estimates of usual residents, rolled forward from the Census of 2011 by the publisher. ${bandNote}`,
      subject: 'published',
    }),
    { lsoa11cd: { as: 'area' }, day: { as: 'period' }, ...residentColumns('all_ages', ownNames) },
    { geography: small('lsoa11') },
  ),
};

const census2021: EnglandRecipe = {
  id: 'residents-census-2021',
  parts: oneFile('lsoa21_census2021_age_groups.csv'),
  description: described(
    stated({
      id: 'residents-census-2021',
      title: 'Residents of small areas by age, Census 2021',
      publisher,
      vintage: 'Census of 21 March 2021',
      method: 'Usual residents as counted. The publisher protects small counts by swapping and small changes.',
      subject: 'published',
    }),
    {
      lsoa21cd: { as: 'area' },
      ...residentColumns('all_ages', {
        age_0_15: '0 to 15',
        age_16_24: '16 to 24',
        age_25_34: '25 to 34',
        age_35_49: '35 to 49',
        age_50_64: '50 to 64',
        age_65_plus: '65 and over',
      }),
    },
    { geography: small('lsoa21'), period: '2021-03-21' },
  ),
};

const ethnicGroups: readonly (readonly [heading: string, title: string])[] = [
  ['WhiteBrit', 'White: British'],
  ['Irish', 'White: Irish'],
  ['OtherWhite', 'White: other'],
  ['Mixed', 'Mixed or multiple'],
  ['Indian', 'Asian: Indian'],
  ['Pakistani', 'Asian: Pakistani'],
  ['Bangladeshi', 'Asian: Bangladeshi'],
  ['Chinese', 'Asian: Chinese'],
  ['OtherAsian', 'Asian: other'],
  ['BlkAfrican', 'Black: African'],
  ['BlkCaribbean', 'Black: Caribbean'],
  ['OtherBlk', 'Black: other'],
  ['Arab', 'Arab'],
  ['Other', 'Any other'],
];

const census2011: EnglandRecipe = {
  id: 'residents-census-2011',
  parts: oneFile('lsoa11_census2011_persons_ethnic_group.csv'),
  description: described(
    stated({
      id: 'residents-census-2011',
      title: 'Residents of small areas by ethnic group, Census 2011',
      publisher,
      vintage: 'Census of 27 March 2011',
      method: 'Usual residents as counted, with the ethnic group they stated.',
      subject: 'published',
    }),
    {
      lsoa11cd: { as: 'area' },
      Persons: valued(measured('Residents', 'count', 'people')),
      ...Object.fromEntries(
        ethnicGroups.map(([heading, group]) => [
          heading,
          valued(measured('Residents', 'count', 'people', { breakdown: { 'ethnic group': group } })),
        ]),
      ),
    },
    { geography: small('lsoa11'), period: '2011-03-27' },
  ),
};

const districtEstimates: EnglandRecipe = {
  id: 'residents-districts-mid-2020',
  parts: oneFile('ltla21_mid2020_single_year_of_age.csv'),
  made: bandColumns((year) => (year === 90 ? '90+' : String(year))),
  description: described(
    stated({
      id: 'residents-districts-mid-2020',
      title: 'Residents of districts by age, mid-2020',
      publisher,
      vintage: 'Mid-2020 estimates on the districts of April 2021',
      method: `Estimates of usual residents. ${bandNote}`,
      subject: 'published',
    }),
    { ltla21_code: { as: 'area' }, ...residentColumns('total_population', ownNames) },
    { geography: bodies('ltla', '2021-04-01'), period: '2020-06-30' },
  ),
};

const districtCensus: EnglandRecipe = {
  id: 'residents-districts-census-2021',
  parts: oneFile('ltla21_census2021_sex_broad_age.csv'),
  description: described(
    stated({
      id: 'residents-districts-census-2021',
      title: 'Residents of districts by sex and broad age, Census 2021',
      publisher,
      vintage: 'Census of 21 March 2021, on the districts of April 2021',
      method: 'Usual residents as counted. The file does not say where the three ages begin and end.',
      subject: 'published',
    }),
    {
      ltla21_code: { as: 'area' },
      total_population: valued(measured('Residents', 'count', 'people')),
      ...Object.fromEntries(
        ['females', 'males'].flatMap((sex) => [
          [`total_${sex}`, valued(measured('Residents', 'count', 'people', { breakdown: { sex } }))],
          ...['younger', 'working_age', 'older'].map((age) => [
            `${age}_${sex}`,
            valued(
              measured('Residents', 'count', 'people', { breakdown: { sex, 'broad age': age.replace('_', ' ') } }),
            ),
          ]),
        ]),
      ),
    },
    { geography: bodies('ltla', '2021-04-01'), period: '2021-03-21' },
  ),
};

/** Residents of small areas and districts. */
export const residentRecipes: readonly EnglandRecipe[] = [
  smallAreaEstimates,
  census2021,
  census2011,
  districtEstimates,
  districtCensus,
];
