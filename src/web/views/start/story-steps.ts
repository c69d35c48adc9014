/**
 * The four steps of the Surrey story: what each looks at and the paragraph that tells it. Facts of bodies and dates are
 * those of the sample; every number beside them is asked of the register.
 */

import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type StoryStep = {
  /** Short name for the list of steps. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly on: IsoDate;
  /** Null: the law as it stands. */
  readonly scenario: string | null;
  /** The days of the schedule that the step tells of. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** What the small map shows: bodies in colour over councils, seen close to these. */
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly closeTo: readonly string[];
  /** Outlined on the map; null: nobody. */
  readonly outlined: string | null;
  /** The people of its councils are a published total spread over districts; left out: no count is spread. */
  readonly isPeopleSpread?: boolean;
};

/** The register that the story is about. */
export const storyRegister = 'surrey-and-neighbours';

/** Ids of bodies of the story, as in the sample. */
export const storyBodies = {
  surrey: 'council-E10000030',
  frimley: 'icb-QNQ',
  eastSurrey: 'council-east-surrey',
  westSurrey: 'council-west-surrey',
} as const;

/** The arrangement that is followed through the story, by its reference. */
export const followed = 'SAMPLE-BCF';

const day = (text: string) => text as IsoDate;

const april2026 = { from: day('2026-03-31'), to: day('2026-04-01') };
const surreyYear = { from: day('2026-04-01'), to: day('2027-04-01') };

export const storySteps: readonly StoryStep[] = [
  {
    name: 'Before',
    title: '31 March 2026: one county, its districts, and two health boards',
    text: 'Surrey has a county council with 11 districts, and its people are served by two integrated care boards (ICBs): Surrey Heartlands and, in the west, Frimley, which also serves parts of Hampshire and Berkshire. Council and boards hold things jointly: pooled funds, posts, contracts, data sharing agreements, seats on boards.',
    on: day('2026-03-31'),
    scenario: null,
    ...april2026,
    bodies: 'icb',
    councils: 'utla',
    closeTo: [storyBodies.surrey],
    outlined: storyBodies.surrey,
  },
  {
    name: '1 April 2026',
    title: '1 April 2026: the health boards change',
    text: 'Twelve ICBs of England are abolished and six are created. Surrey Heartlands becomes part of Surrey and Sussex. Frimley is divided in three: its Surrey part goes to Surrey and Sussex, north-east Hampshire to Hampshire and Isle of Wight, east Berkshire to Thames Valley. Seldom does an agreement end by this. Most pass to a new partner, some to several, and each has to be put in order.',
    on: day('2026-04-01'),
    scenario: null,
    ...april2026,
    bodies: 'icb',
    councils: 'utla',
    closeTo: [storyBodies.surrey],
    outlined: storyBodies.surrey,
  },
  {
    name: '1 April 2027',
    title: '1 April 2027: two unitary councils replace the county and its districts',
    text: 'East Surrey and West Surrey take the place of Surrey County Council and its 11 districts. What the county held alone now has two successors. For each arrangement somebody has to know who takes over, in what shares, on which legal ground, what must be done first, and by when.',
    on: day('2027-04-01'),
    scenario: 'surrey-two-unitaries',
    ...surreyYear,
    bodies: 'utla',
    councils: 'icb',
    closeTo: ['council-east-surrey', 'council-west-surrey'],
    outlined: null,
  },
  {
    name: 'The rejected plan',
    title: 'What if it had been three? The plan that was rejected',
    text: 'The government also consulted on three councils: East, North and West Surrey. It was rejected on 28 October 2025. A scenario can still ask what it would have meant: the same arrangements, the same rules, other successors and other shares. That is how you compare plans before they are decided, or are ready if a court undoes one.',
    on: day('2027-04-01'),
    scenario: 'surrey-three-unitaries',
    ...surreyYear,
    bodies: 'utla',
    councils: 'icb',
    isPeopleSpread: true,
    closeTo: ['council-three-east-surrey', 'council-three-north-surrey', 'council-three-west-surrey'],
    outlined: null,
  },
];

/** The number of the step that the address names, from 1; 1 for anything else. */
export function stepNumber(text: string | null): number {
  const number = Number(text ?? '1');
  return Number.isInteger(number) && number >= 1 && number <= storySteps.length ? number : 1;
}
