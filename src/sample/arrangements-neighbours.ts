/** Made-up arrangements of Surrey's neighbours: Frimley, Hampshire, Sussex, Berkshire and Buckinghamshire. */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { amountOf, coversAllBut, makeIllustrative, type WrittenParty } from '#sample/arrangements-written.ts';

const frimley = 'NHS Frimley ICB';
const boardOfThames = 'Buckinghamshire, Oxfordshire and Berkshire West ICB';

/** The councils that Frimley met, each as a party in that role, signed on that day. */
function frimleyCouncils(role: 'partner' | 'data-controller', signed: string): readonly WrittenParty[] {
  return [
    'Bracknell Forest Council',
    'Slough Borough Council',
    'Royal Borough of Windsor and Maidenhead',
    'Surrey County Council',
    'Hampshire County Council',
  ].map((council) => [council, role, signed] as const);
}

/** The arrangements of the neighbours. */
export const neighbourArrangements: readonly ArrangementSpec[] = [
  makeIllustrative({
    id: 'SAMPLE-FRIMLEY-HAMPSHIRE',
    kind: 'pooled-fund',
    title: 'Intermediate care pooled fund, north-east Hampshire',
    careGroups: ['older-people'],
    parties: [
      ['Hampshire County Council', 'host', '2023-03-21'],
      [frimley, 'partner', '2023-03-23'],
    ],
    agreedOn: '2023-03-07',
    startsOn: '2023-04-01',
    endsOn: '2028-04-01',
    noticeDays: 180,
    amounts: [amountOf('annual-value', 3_900_000), amountOf('balance', 88_000)],
    clauses: coversAllBut(),
  }),
  makeIllustrative({
    id: 'SAMPLE-FRIMLEY-ALL',
    kind: 'partnership-in-combination',
    title: 'Frimley mental health crisis partnership',
    careGroups: ['mental-health'],
    isPriority: true,
    parties: [
      [frimley, 'host', '2022-12-13'],
      [frimley, 'lead-commissioner', '2022-12-13'],
      ...frimleyCouncils('partner', '2022-12-20'),
    ],
    serviceArea: [frimley],
    agreedOn: '2022-11-29',
    startsOn: '2023-01-01',
    endsOn: '2028-01-01',
    noticeDays: 365,
    amounts: [amountOf('annual-value', 6_400_000), amountOf('balance', 720_000)],
    clauses: coversAllBut(),
  }),
  makeIllustrative({
    id: 'SAMPLE-FRIMLEY-DATA',
    kind: 'data-sharing-agreement',
    title: 'Frimley connected care data sharing agreement',
    parties: [[frimley, 'data-controller', '2022-09-06'], ...frimleyCouncils('data-controller', '2022-09-13')],
    agreedOn: '2022-08-30',
    startsOn: '2022-10-01',
    reviewOn: '2025-10-01',
    note: 'No end date, and its review is overdue.',
  }),
  makeIllustrative({
    id: 'SAMPLE-BRACKNELL-S256',
    kind: 'section-256-transfer',
    title: 'Bracknell Forest section 256 transfer',
    careGroups: ['carers'],
    parties: [
      [frimley, 'payer', '2025-06-03'],
      ['Bracknell Forest Council', 'recipient', '2025-06-05'],
    ],
    agreedOn: '2025-05-20',
    startsOn: '2025-07-01',
    endsOn: '2027-07-01',
    amounts: [amountOf('annual-value', 410_000)],
  }),
  makeIllustrative({
    id: 'SAMPLE-BERKSHIRE-ALIGNED',
    kind: 'aligned-budget',
    title: 'East Berkshire learning disability aligned budgets',
    careGroups: ['learning-disability'],
    parties: [
      [frimley, 'partner'],
      ['Slough Borough Council', 'partner'],
      ['Bracknell Forest Council', 'partner'],
    ],
    agreedOn: '2025-03-11',
    startsOn: '2025-04-01',
    endsOn: '2027-04-01',
    amounts: [amountOf('annual-value', 2_900_000)],
  }),
  makeIllustrative({
    id: 'SAMPLE-HAMPSHIRE-OLDER',
    kind: 'partnership-in-combination',
    title: "Hampshire older people's partnership",
    careGroups: ['older-people'],
    parties: [
      ['Hampshire County Council', 'host', '2024-02-20'],
      ['Hampshire County Council', 'lead-commissioner', '2024-02-20'],
      ['QRL', 'partner', '2024-02-27'],
    ],
    agreedOn: '2024-02-06',
    startsOn: '2024-04-01',
    endsOn: '2029-04-01',
    noticeDays: 365,
    amounts: [amountOf('annual-value', 44_000_000), amountOf('balance', 1_150_000)],
    clauses: coversAllBut(),
  }),
  makeIllustrative({
    id: 'SAMPLE-SUSSEX-BCF',
    kind: 'pooled-fund',
    title: 'Better Care Fund section 75 agreement, West Sussex',
    careGroups: ['older-people'],
    parties: [
      ['West Sussex County Council', 'host', '2025-05-13'],
      ['NHS Sussex ICB', 'partner', '2025-05-20'],
    ],
    agreedOn: '2025-03-18',
    startsOn: '2025-04-01',
    endsOn: '2027-04-01',
    amounts: [amountOf('annual-value', 78_000_000, { year: '2026-27' })],
    clauses: coversAllBut(),
  }),
  makeIllustrative({
    id: 'SAMPLE-SUSSEX-DATA',
    kind: 'data-sharing-agreement',
    title: 'Sussex integrated dataset agreement',
    parties: [
      ['NHS Sussex ICB', 'data-controller', '2022-08-16'],
      ['East Sussex County Council', 'data-controller', '2022-08-23'],
      ['Brighton and Hove City Council', 'data-controller', '2022-08-24'],
    ],
    agreedOn: '2022-08-09',
    startsOn: '2022-09-01',
    endsOn: '2025-09-01',
    note: 'Expired in September 2025 and not renewed.',
  }),
  makeIllustrative({
    id: 'SAMPLE-BUCKINGHAMSHIRE-OLD',
    kind: 'lead-commissioning',
    title: 'Buckinghamshire mental health lead commissioning agreement',
    careGroups: ['mental-health'],
    parties: [
      ['Buckinghamshire County Council', 'partner', '2018-03-13'],
      ['NHS Chiltern CCG', 'lead-commissioner', '2018-03-15'],
    ],
    agreedOn: '2018-02-27',
    startsOn: '2018-03-20',
    noticeDays: 180,
    amounts: [amountOf('annual-value', 5_600_000)],
    clauses: coversAllBut('contributions', 'management'),
    note: 'Both parties are gone: the county since 2020, the group before that.',
  }),
  makeIllustrative({
    id: 'SAMPLE-BUCKINGHAMSHIRE-BCF',
    kind: 'pooled-fund',
    title: 'Better Care Fund section 75 agreement, Buckinghamshire',
    careGroups: ['older-people', 'carers'],
    parties: [
      ['Buckinghamshire Council', 'host', '2025-03-20'],
      [boardOfThames, 'partner', '2025-03-27'],
    ],
    serviceArea: ['Buckinghamshire Council'],
    agreedOn: '2025-03-06',
    startsOn: '2025-04-01',
    endsOn: '2028-04-01',
    noticeDays: 180,
    amounts: [amountOf('annual-value', 39_000_000, { year: '2026-27' })],
    clauses: coversAllBut(),
  }),
];
