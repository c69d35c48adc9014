/** Made-up joint posts, sites, board seats, panel memberships and plans of Surrey. */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { amountOf, makeIllustrative } from '#sample/arrangements-written.ts';
import { twoUnitaries } from '#sample/council-events.ts';

const county = 'Surrey County Council';
const heartlands = 'NHS Surrey Heartlands Integrated Care Board';
const frimley = 'NHS Frimley Integrated Care Board';
const surreyAndSussex = 'NHS Surrey and Sussex Integrated Care Board';
const board = 'Surrey Health and Wellbeing Board';

/** The posts, sites, seats, panel memberships and plans of Surrey. */
export const surreyPeople: readonly ArrangementSpec[] = [
  makeIllustrative({
    id: 'SAMPLE-POST-DIRECTOR',
    kind: 'joint-appointment',
    title: 'Joint director of integrated commissioning',
    careGroups: ['all'],
    parties: [
      [county, 'employer', '', 0.5],
      [county, 'accountable-body', '', 0],
      [heartlands, 'accountable-body', '', 0],
      [heartlands, 'funder', '', 0.5],
    ],
    agreedOn: '2024-07-23',
    startsOn: '2024-10-01',
    noticeDays: 180,
    amounts: [amountOf('annual-value', 168_000)],
    postStage: 'filled',
  }),
  makeIllustrative({
    id: 'SAMPLE-POST-CONSULTANT',
    kind: 'joint-appointment',
    title: 'Joint consultant in public health',
    stage: 'proposed',
    parties: [
      [county, 'employer'],
      [surreyAndSussex, 'funder'],
    ],
    amounts: [amountOf('annual-value', 124_000)],
    postStage: 'considered',
  }),
  makeIllustrative({
    id: 'SAMPLE-SITE-WOKING',
    kind: 'co-located-site',
    title: 'Woking integrated care hub',
    careGroups: ['older-people'],
    parties: [
      ['Woking Borough Council', 'owner', '2022-08-09'],
      [county, 'occupier', '2022-08-16'],
      [heartlands, 'occupier', '2022-08-02'],
    ],
    serviceArea: ['woking'],
    agreedOn: '2022-07-26',
    startsOn: '2022-09-01',
    endsOn: '2032-09-01',
    renewsOn: '2027-03-01',
    noticeDays: 365,
    amounts: [amountOf('annual-value', 86_000)],
    tenure: 'leasehold',
    note: 'Its break clause falls in the last month before the new councils.',
  }),
  makeIllustrative({
    id: 'SAMPLE-SITE-FARNHAM',
    kind: 'co-located-site',
    title: 'Farnham community team base',
    parties: [
      [frimley, 'owner'],
      [county, 'occupier'],
      ['Waverley Borough Council', 'occupier'],
    ],
    serviceArea: ['waverley-farnham'],
    startsOn: '2023-09-04',
    noticeDays: 28,
    tenure: 'licence',
  }),
  ...(
    [
      ['COUNTY', 'Leader of the county council', county, 'council', true],
      ['HEARTLANDS', 'Surrey Heartlands chief executive', heartlands, 'nhs', true],
      ['FRIMLEY', 'Frimley place director', frimley, 'nhs', true],
      ['DISTRICTS', 'Districts and boroughs, held by Guildford', 'Guildford Borough Council', 'council', false],
    ] as const
  ).map(([id, who, body, seatSector, isVoting]) =>
    makeIllustrative({
      id: `SAMPLE-SEAT-${id}`,
      kind: 'board-seat',
      title: `Health and wellbeing board seat: ${who}`,
      parties: [
        [board, 'board'],
        [body, 'member'],
      ],
      startsOn: '2022-09-01',
      reviewOn: '2026-09-01',
      seatSector,
      isVoting,
    }),
  ),
  makeIllustrative({
    id: 'SAMPLE-PANEL-HEARTLANDS',
    kind: 'panel-membership',
    title: 'National partnership survey panel: Surrey Heartlands',
    parties: [[heartlands, 'member']],
    startsOn: '2023-01-09',
  }),
  makeIllustrative({
    id: 'SAMPLE-PANEL-COUNTY',
    kind: 'panel-membership',
    title: 'National partnership survey panel: Surrey social services',
    parties: [[county, 'member']],
    startsOn: '2001-10-01',
  }),
  makeIllustrative({
    id: 'SAMPLE-PLAN-OLDER-PEOPLE',
    kind: 'joint-plan',
    title: "Older people's joint commissioning plan",
    careGroups: ['older-people'],
    isPriority: true,
    parties: [
      [county, 'lead-commissioner'],
      [surreyAndSussex, 'partner'],
    ],
    serviceArea: [county],
    agreedOn: '2026-03-17',
    startsOn: '2026-04-01',
    endsOn: '2029-04-01',
    milestones: [
      { title: 'Single front door for referrals', due: '2026-07-01', done: '2026-06-24' },
      {
        title: 'One reablement contract for the county',
        due: '2026-09-30',
        slippedTo: '2027-09-30',
        causes: ['reorganisation', 'procurement'],
        event: twoUnitaries,
        note: 'Left to the two new councils to let.',
      },
      {
        title: 'Shared dashboard of delayed discharges',
        due: '2026-10-31',
        slippedTo: '2027-01-31',
        causes: ['information-systems'],
      },
      { title: 'Evaluation of the first year', due: '2027-06-30' },
    ],
  }),
  makeIllustrative({
    id: 'SAMPLE-PLAN-AUTISM',
    kind: 'joint-plan',
    title: 'All-age autism plan',
    careGroups: ['learning-disability', 'children-and-young-people'],
    parties: [
      [county, 'partner'],
      [heartlands, 'partner'],
    ],
    agreedOn: '2022-11-08',
    startsOn: '2023-01-01',
    endsOn: '2028-01-01',
    milestones: [
      {
        title: 'Diagnosis within 18 weeks',
        due: '2026-03-31',
        slippedTo: '2026-12-31',
        causes: ['staffing', 'reorganisation'],
        event: 'icb-2026-new-surrey-and-sussex',
      },
    ],
  }),
];
