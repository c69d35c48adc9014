/** Recipes: what councils spent on social services, and how adult social care did by seven measures. */

import type { ColumnUse, MeasureUse } from '#core/datasets/description.ts';
import { gssOfReturn } from '#sources/england-data/cassr-codes.ts';
import {
  bodies,
  type Cell,
  described,
  type EnglandRecipe,
  type MadeColumn,
  measured,
  oneFile,
  stated,
  valued,
} from '#sources/england-data/recipe.ts';
import { groupOfLine, serviceOfLine } from '#sources/england-data/social-services-lines.ts';

function thousands(title: string): ColumnUse {
  return valued(measured(title, 'money', 'pounds', { scale: 1000 }));
}

/**
 * A kind of income that is blank beside a total is nil: in every row those that are there add up to the total. Income from the
 * NHS is not a kind of its own before 2006-07, and then stays blank.
 */
function income(heading: string): MadeColumn {
  const total = 'total_income_000';
  const isAsked = (cell: Cell) => heading !== 'nhs_income_000' || cell('financial_year') >= '2006-07';
  return {
    of: [heading, total, 'financial_year'],
    by: (cell) => (cell(heading) === '' && cell(total) !== '' && isAsked(cell) ? '0' : cell(heading)),
  };
}

/** The council of 2009 was one with the Isles of Scilly in the lists of areas until then. */
const cornwallUntil2009 = 'E10000005';

const returns2000: EnglandRecipe = {
  id: 'social-services-2000-2008',
  parts: oneFile('pss_ex1_social_services_finance_by_council_2000_01_to_2007_08.csv'),
  // Rows without a code are totals of England and of classes of councils.
  keep: { of: ['gss_code_2009'], when: (cell) => cell('gss_code_2009') !== '' },
  made: {
    council: {
      of: ['gss_code_2009'],
      by: (cell) => {
        const code = cell('gss_code_2009');
        return code === 'E06000052' || code === 'E06000053' ? cornwallUntil2009 : code;
      },
    },
    group: {
      of: ['financial_year', 'line'],
      by: (cell) => groupOfLine(cell('financial_year'), cell('line')),
    },
    service_name: {
      of: ['service'],
      by: (cell) => serviceOfLine(cell('service')),
    },
    ...Object.fromEntries(
      ['client_contributions_000', 'joint_arrangements_income_000', 'nhs_income_000', 'other_income_000'].map(
        (heading) => [heading, income(heading)],
      ),
    ),
  },
  description: described(
    stated({
      id: 'social-services-2000-2008',
      title: 'Spending on social services by council, 2000-01 to 2007-08',
      publisher: 'Department of Health; NHS Information Centre',
      vintage: 'Returns PSS EX1 of 2000-01 to 2007-08',
      method:
        'Returns of councils with social services responsibilities, in thousands of pounds. Adults with disabilities or mental health needs are those under 65. Totals leave Supporting People out unless they say so. The Isles of Scilly are added to Cornwall, with which they were one area until April 2009. Kinds of income that are blank beside a total are nil. Rows of England and of classes of councils are left out.',
      subject: 'not-people',
      breaks: [
        {
          period: '2003-04',
          reason:
            'The Supporting People programme begins. Totals that exclude it go on from the totals of earlier years.',
        },
        {
          period: '2006-07',
          reason:
            'Income from the NHS is shown apart. Until 2005-06 it is within income from joint arrangements or other income.',
        },
        {
          period: '2007-08',
          reason:
            'Adults and children are in two returns. Service strategy, asylum seekers and the totals of all services are of each return alone.',
        },
      ],
      note: 'The published total for England leaves out the shire counties in the actual total net cost of 2002-03, and differs from the councils by 10.8 million pounds in the grants of 2006-07; other lines agree to the last figure or to rounding. Names of some services change between years, such as nursing home placements (to 2001-02) and nursing care placements (from 2002-03).',
    }),
    {
      council: { as: 'area' },
      council_name: { as: 'add-up' },
      financial_year: { as: 'period' },
      group: { as: 'breakdown', name: 'group' },
      service_name: { as: 'breakdown', name: 'service' },
      gross_total_cost_000: thousands('Gross cost'),
      client_contributions_000: thousands('Client contributions'),
      joint_arrangements_income_000: thousands('Joint arrangements'),
      nhs_income_000: thousands('NHS income'),
      other_income_000: thousands('Other income'),
      total_income_000: thousands('Total income'),
      net_current_expenditure_000: thousands('Net current spending'),
      net_total_cost_000: thousands('Net cost'),
    },
    { geography: bodies('utla', '2008-03-31') },
  ),
};

// What is left out tells by whom a service was provided, or is capital: the totals that are kept contain it.
const accounts: Readonly<Record<string, string>> = {
  'Gross total cost: total expenditure': 'Gross cost',
  'Gross total expenditure': 'Gross spending',
  'Gross current expenditure': 'Gross current spending',
  'Income: client contributions': 'Client contributions',
  'Income: joint arrangements': 'Joint arrangements',
  'Income: Income from NHS': 'NHS income',
  'Income: other income': 'Other income',
  'Income: total': 'Total income',
  'Net current expenditure': 'Net current spending',
  'Net total expenditure': 'Net spending',
};

// Names by which people choose a measure: short, one for each.
const words2014: Readonly<Record<string, string>> = {
  'Non Salt Totals': 'Other',
  'Age 18 to 64': '18 to 64',
  'Age 65 and over': '65 and over',
  'Physical support': 'Physical',
  'Sensory support': 'Sensory',
  'Support with memory and cognition': 'Memory',
  'Learning disability support': 'Learning disability',
  'Mental health support': 'Mental health',
  'Social Support: Substance Misuse Support': 'Substance misuse',
  'Social Support: Asylum Seeker Support': 'Asylum seekers',
  'Social Support: Support to Carer': 'Carers',
  'Social Support: Support for Social Isolation / Other': 'Social isolation',
  'Community: Direct Payments': 'Direct payments',
  'Community: home care': 'Home care',
  'Community: supported living': 'Supported living',
  'Community: other long term care': 'Other long term',
  'Community: other': 'Other community',
  'Fairer Charging income': 'Charging income',
  'To maximise independence': 'Maximising independence',
  'Short and long term total': 'Short and long term',
};

function renamed(heading: string, whenBlank: string): MadeColumn {
  return { of: [heading], by: (cell) => words2014[cell(heading)] ?? (cell(heading) || whenBlank) };
}

const returns2014: EnglandRecipe = {
  id: 'social-care-2014-15',
  parts: oneFile('pss_ex1_expenditure_by_council_2014_15.csv'),
  hasRepeats: true,
  keep: { of: ['accounting_category'], when: (cell) => Object.hasOwn(accounts, cell('accounting_category')) },
  made: {
    council: {
      of: ['cassr_code', 'council_name'],
      by: (cell) => gssOfReturn(cell('cassr_code'), cell('council_name')),
    },
    support: renamed('support_type', ''),
    age: renamed('age_category', 'All ages'),
    reason: renamed('summary', ''),
    delivery: renamed('delivery_mechanism', 'Whole line'),
    account: { of: ['accounting_category'], by: (cell) => accounts[cell('accounting_category')] ?? '' },
  },
  description: described(
    stated({
      id: 'social-care-2014-15',
      title: 'Spending on adult social care by council, 2014-15',
      publisher: 'Health and Social Care Information Centre',
      vintage: 'Return PSS EX1 of 2014-15',
      method:
        'Returns of councils with adult social care responsibilities, in thousands of pounds. The file leaves out what is zero, so a line that is absent is zero. Lines that it has twice with the same value are read once. Who provided a service, grants and capital charges are left out; the totals contain them.',
      subject: 'not-people',
    }),
    {
      council: { as: 'area' },
      support: { as: 'breakdown', name: 'support' },
      age: { as: 'breakdown', name: 'age' },
      reason: { as: 'breakdown', name: 'reason' },
      delivery: { as: 'breakdown', name: 'delivery' },
      account: { as: 'measure-name' },
      value_000: thousands('Expenditure'),
    },
    { geography: bodies('utla', '2014-10-01'), period: '2014-15', absent: 'zero' },
  ),
};

const betterCareFund: EnglandRecipe = {
  id: 'better-care-fund-2015-16',
  parts: oneFile('pss_ex1_additional_data_incl_better_care_fund_income_2015_16.csv'),
  keep: {
    of: ['Comparative totals'],
    when: (cell) => cell('Comparative totals') === 'Income from Better Care Fund',
  },
  made: {
    council: {
      of: ['Council Code', 'Council Name'],
      by: (cell) => gssOfReturn(cell('Council Code'), cell('Council Name')),
    },
  },
  description: described(
    stated({
      id: 'better-care-fund-2015-16',
      title: 'Income from the Better Care Fund by council, 2015-16',
      publisher: 'Health and Social Care Information Centre',
      vintage: 'Return PSS EX1 of 2015-16, additional data',
      method: 'Stated by councils of their own will, in thousands of pounds; 96 of 152 stated more than nothing.',
      subject: 'not-people',
    }),
    { council: { as: 'area' }, Value: thousands('Income from the Better Care Fund') },
    { geography: bodies('utla', '2015-10-01'), period: '2015-16' },
  ),
};

const outcomes: readonly (readonly [name: string, measure: MeasureUse])[] = [
  ['Outcome, ASC Carer Quality of Life', measured('Quality of life of carers', 'mean', 'points')],
  ['Outcome, ASC Quality of Life', measured('Quality of life of people who use services', 'mean', 'points')],
  [
    'Outcome, Ease of finding information about services : service users',
    measured('People who use services and find information easily', 'proportion', 'per cent', { multiplier: 100 }),
  ],
  [
    'Outcome, Ease of finding information about support : carers',
    measured('Carers who find information easily', 'proportion', 'per cent', { multiplier: 100 }),
  ],
  [
    'Outcome, Outcome of short-term services: sequel to service',
    measured('No further or lower support after a short-term service', 'proportion', 'per cent', { multiplier: 100 }),
  ],
  [
    'Outcome, Requests resulting in a service',
    measured('Requests that result in a service', 'rate', 'per 100,000 people', { multiplier: 100_000 }),
  ],
  [
    'Outcome, Workforce turnover rate',
    measured('Staff who leave in a year', 'proportion', 'per cent', { multiplier: 100 }),
  ],
];

const adultSocialCare: EnglandRecipe = {
  id: 'adult-social-care-outcomes',
  parts: oneFile('adult_social_care_outcomes_by_council_2015_2023.csv'),
  description: described(
    stated({
      id: 'adult-social-care-outcomes',
      title: 'Outcomes of adult social care by council, 2015-16 to 2022-23',
      publisher: 'Office for Local Government, from NHS Digital and Skills for Care',
      vintage: 'Adult Social Care Outcomes Framework, SALT and workforce data of 2015-16 to 2022-23',
      method:
        'Averages of surveys, shares and rates. The file gives neither numerators nor denominators, so they are kept and shown for the councils of each year but cannot be moved to other areas.',
      subject: 'published',
      note: 'Not every measure is there in every year: surveys of carers take place every other year.',
    }),
    {
      'Local authority code': { as: 'area' },
      'Financial year': { as: 'period' },
      Measure: { as: 'measure-name' },
      Value: valued(measured('Outcome', 'mean', 'points')),
    },
    { named: Object.fromEntries(outcomes) },
  ),
};

/** Spending of councils on social care, and outcomes of adult social care. */
export const careRecipes: readonly EnglandRecipe[] = [returns2000, returns2014, betterCareFund, adultSocialCare];
