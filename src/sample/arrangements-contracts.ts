/** Made-up transfers, secondments, contracts, agreements between councils and data sharing agreements of Surrey. */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { amountOf, makeIllustrative } from '#sample/arrangements-written.ts';

const county = 'Surrey County Council';
const heartlands = 'QXU';
const frimley = 'QNQ';
const surreyAndSussex = 'Surrey and Sussex ICB';

// GSS code, name, grant a year in pounds, day signed by the district
const facilitiesGrants: readonly (readonly [string, string, number, string])[] = [
  ['E07000207', 'Elmbridge', 1_050_000, '2025-03-27'],
  ['E07000208', 'Epsom and Ewell', 780_000, '2025-03-28'],
  ['E07000209', 'Guildford', 920_000, '2025-03-31'],
  ['E07000210', 'Mole Valley', 860_000, '2025-03-28'],
  ['E07000211', 'Reigate and Banstead', 1_240_000, '2025-03-27'],
  ['E07000212', 'Runnymede', 890_000, '2025-03-31'],
  ['E07000213', 'Spelthorne', 1_010_000, ''],
  ['E07000214', 'Surrey Heath', 830_000, '2025-03-28'],
  ['E07000215', 'Tandridge', 640_000, '2025-03-27'],
  ['E07000216', 'Waverley', 770_000, '2025-03-31'],
  ['E07000217', 'Woking', 1_120_000, '2025-06-03'],
];

/** Agreements by which the county passes the disabled facilities grant to each district. */
const facilitiesAgreements = facilitiesGrants.map(([gss, name, pounds, signed]) =>
  makeIllustrative({
    id: `SAMPLE-DFG-${gss}`,
    kind: 'inter-authority-agreement',
    title: `Disabled facilities grant agreement, ${name}`,
    careGroups: ['physical-disability', 'older-people'],
    parties: [
      [county, 'payer', '2025-03-26'],
      [gss, 'recipient', signed],
    ],
    serviceArea: [gss],
    agreedOn: '2025-03-25',
    startsOn: '2025-04-01',
    endsOn: '2028-04-01',
    noticeDays: 90,
    amounts: [amountOf('annual-value', pounds, { nature: 'capital', year: '2026-27' })],
  }),
);

/** The transfers, contracts and agreements of Surrey's councils. */
export const surreyContracts: readonly ArrangementSpec[] = [
  ...facilitiesAgreements,
  makeIllustrative({
    id: 'SAMPLE-S256-DISCHARGE',
    kind: 'section-256-transfer',
    title: 'Hospital discharge section 256 transfer',
    careGroups: ['older-people'],
    parties: [
      [surreyAndSussex, 'payer', '2026-05-19'],
      [county, 'recipient', '2026-05-26'],
    ],
    agreedOn: '2026-05-12',
    startsOn: '2026-06-01',
    endsOn: '2027-06-01',
    amounts: [amountOf('whole-life-value', 4_500_000)],
  }),
  makeIllustrative({
    id: 'SAMPLE-S76-PREVENTION',
    kind: 'section-76-transfer',
    title: 'Falls prevention section 76 transfer',
    careGroups: ['older-people'],
    parties: [
      [county, 'payer', '2025-09-02'],
      [heartlands, 'recipient', '2025-09-09'],
    ],
    agreedOn: '2025-08-26',
    startsOn: '2025-10-01',
    endsOn: '2027-10-01',
    amounts: [amountOf('annual-value', 380_000)],
  }),
  makeIllustrative({
    id: 'SAMPLE-S113-PUBLIC-HEALTH',
    kind: 'section-113-secondment',
    title: 'Public health analysts section 113 secondment',
    parties: [
      [county, 'employer', '2024-06-10'],
      [heartlands, 'recipient', '2024-06-12'],
    ],
    agreedOn: '2024-05-30',
    startsOn: '2024-07-01',
    endsOn: '2027-07-01',
    noticeDays: 90,
    amounts: [amountOf('annual-value', 290_000, { party: heartlands })],
  }),
  makeIllustrative({
    id: 'SAMPLE-CONTRACT-RECYCLING',
    kind: 'service-contract',
    title: 'Equipment cleaning and reuse contract',
    careGroups: ['physical-disability'],
    parties: [
      [county, 'payer', '2023-09-19'],
      ['Hampshire County Council', 'provider', '2023-09-26'],
    ],
    agreedOn: '2023-09-12',
    startsOn: '2023-10-01',
    endsOn: '2028-10-01',
    renewsOn: '2026-10-01',
    noticeDays: 90,
    amounts: [amountOf('whole-life-value', 150_000)],
    note: 'Renewed in the shadow year; £150,000 over its whole life.',
  }),
  makeIllustrative({
    id: 'SAMPLE-CONTRACT-TRAINING',
    kind: 'service-contract',
    title: 'Approved mental health professional training contract',
    careGroups: ['mental-health'],
    parties: [
      [county, 'payer', '2024-01-16'],
      ['West Sussex County Council', 'provider', '2024-01-23'],
    ],
    agreedOn: '2024-01-09',
    startsOn: '2024-02-01',
    endsOn: '2029-02-01',
    renewsOn: '2027-02-01',
    noticeDays: 60,
    amounts: [amountOf('whole-life-value', 90_000)],
    note: 'Renewed in the shadow year; £90,000 over its whole life.',
  }),
  makeIllustrative({
    id: 'SAMPLE-CONTRACT-EXTRA-CARE',
    kind: 'service-contract',
    title: 'Extra care housing building contract',
    stage: 'proposed',
    careGroups: ['older-people'],
    parties: [
      [county, 'payer'],
      ['Woking Borough Council', 'provider'],
    ],
    serviceArea: ['Woking Borough Council'],
    startsOn: '2027-01-11',
    endsOn: '2029-01-11',
    amounts: [amountOf('whole-life-value', 1_400_000, { nature: 'capital' })],
  }),
  makeIllustrative({
    id: 'SAMPLE-CONTRACT-LIFELINE',
    kind: 'service-contract',
    title: 'Community alarm monitoring contract',
    careGroups: ['older-people', 'physical-disability'],
    parties: [
      ['Mole Valley District Council', 'provider', '2025-02-11'],
      ['Tandridge District Council', 'payer', '2025-02-13'],
      ['Epsom and Ewell Borough Council', 'payer', '2025-02-18'],
    ],
    agreedOn: '2025-02-04',
    startsOn: '2025-04-01',
    endsOn: '2028-04-01',
    noticeDays: 180,
    amounts: [
      amountOf('annual-value', 118_000, { party: 'Tandridge District Council' }),
      amountOf('annual-value', 96_000, { party: 'Epsom and Ewell Borough Council' }),
    ],
  }),
  makeIllustrative({
    id: 'SAMPLE-DATA-CARE-RECORD',
    kind: 'data-sharing-agreement',
    title: 'Surrey shared care record data sharing agreement',
    careGroups: ['all'],
    parties: [
      [heartlands, 'data-controller', '2023-01-17'],
      [frimley, 'data-controller', '2023-01-24'],
      [county, 'data-controller', '2023-01-31'],
    ],
    agreedOn: '2023-01-10',
    startsOn: '2023-02-01',
    endsOn: '2028-02-01',
    reviewOn: '2027-02-01',
  }),
  makeIllustrative({
    id: 'SAMPLE-DATA-HOUSING',
    kind: 'data-sharing-agreement',
    title: 'Housing and health data sharing agreement',
    parties: [
      ['Guildford Borough Council', 'data-controller', '2024-11-05'],
      ['Waverley Borough Council', 'data-controller', '2024-11-07'],
      [heartlands, 'data-processor', '2024-11-19'],
    ],
    agreedOn: '2024-10-29',
    startsOn: '2024-12-01',
    endsOn: '2027-12-01',
    reviewOn: '2026-12-01',
  }),
];
