/**
 * Made-up arrangements of every kind over a real register: boards with the councils they share land with, their
 * districts and their practices; dates, money, care groups, signatures and gaps as one meets them. Seeded: the same
 * seed gives the same list. For benchmarks; nothing in it is told of a real body.
 */

import type { Amount, AreaRef, Arrangement, ArrangementId, Party } from '#core/agreements/arrangement.ts';
import {
  type ArrangementKind,
  arrangementKindNames,
  arrangementKinds,
  careGroupNames,
  clauseNames,
  type PartyRole,
  postStages,
  seatSectors,
  tenures,
} from '#core/agreements/vocabulary.ts';
import { nearestPopulation } from '#core/footprint/population.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import { dateOfDayNumber, dayNumber, holdsOn, type IsoDate, isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';

/** How often each kind comes, in a hundred. */
const weights: Readonly<Record<ArrangementKind, number>> = {
  'pooled-fund': 10,
  'lead-commissioning': 8,
  'integrated-provision': 5,
  'partnership-in-combination': 3,
  'aligned-budget': 4,
  'section-256-transfer': 6,
  'section-76-transfer': 2,
  'section-113-secondment': 4,
  'inter-authority-agreement': 8,
  'service-contract': 22,
  'data-sharing-agreement': 12,
  'joint-appointment': 6,
  'co-located-site': 4,
  'board-seat': 3,
  'panel-membership': 1,
  'joint-plan': 2,
};

/** Who takes part in which role, in the ways that each kind has. `first` and `second` are council and board in either order. */
const casts: Readonly<Record<ArrangementKind, readonly string[]>> = {
  'pooled-fund': ['first host, second partner', 'first host, second partner, neighbour partner'],
  'lead-commissioning': ['first lead-commissioner, second partner'],
  'integrated-provision': ['first provider, second partner'],
  'partnership-in-combination': ['first host, first lead-commissioner, second partner'],
  'aligned-budget': ['council partner, board partner'],
  'section-256-transfer': ['board payer, council recipient'],
  'section-76-transfer': ['council payer, board recipient'],
  'section-113-secondment': ['first employer, second partner'],
  'inter-authority-agreement': [
    'council lead-commissioner, district partner, neighbour partner',
    'council partner, neighbour partner, board partner',
  ],
  'service-contract': [
    'board lead-commissioner, practice provider',
    'council lead-commissioner, practice provider',
    'district lead-commissioner, practice provider',
  ],
  'data-sharing-agreement': ['board data-controller, council data-controller, practice data-processor'],
  'joint-appointment': ['first employer, second accountable-body', 'first employer, second employer'],
  'co-located-site': ['council owner, practice occupier', 'council owner, practice occupier, board occupier'],
  'board-seat': ['council board, board member', 'council board, district member'],
  'panel-membership': ['council member, board member', 'council member, neighbour member'],
  'joint-plan': ['council partner, board partner'],
};

/** A board and an upper-tier council that share land, with whoever else is there. */
type Place = {
  readonly board: OrganisationId;
  readonly council: OrganisationId;
  readonly districts: readonly OrganisationId[];
  readonly practices: readonly OrganisationId[];
  /** Other upper-tier councils of the board; the council itself where it has no other. */
  readonly neighbours: readonly OrganisationId[];
};

type MadeUpOptions = {
  readonly seed: number;
  /** The day on which its bodies exist. */
  readonly on: IsoDate;
  /** Only of these boards; left out: of all. */
  readonly boards?: ReadonlySet<OrganisationId>;
};

/** Arrangements `M-000000`, `M-000001` and so on. */
export function madeUpArrangements(
  timeline: Timeline,
  count: number,
  { seed, on, boards }: MadeUpOptions,
): Arrangement[] {
  const dice = new Dice(seed);
  const places = placesOn(timeline, on).filter((place) => boards?.has(place.board) ?? true);
  const kinds = arrangementKindNames.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind));
  return Array.from({ length: count }, (_, at) => {
    const id = `M-${String(at).padStart(6, '0')}` as ArrangementId;
    return madeUp(id, dice.oneOf(kinds), dice.oneOf(places), dice);
  });
}

/** Pairs of a board and an upper-tier council with people in common, each with the districts that both serve. */
function placesOn(timeline: Timeline, on: IsoDate): Place[] {
  const { world } = timeline;
  const [boards, upper, lower] = (['icb', 'utla', 'ltla'] as const).map((tier) => holdersOn(timeline, tier, on));
  const persons = nearestPopulation(world.populations, on)?.personsOfZone ?? [];
  const idOf = (body: number) => world.organisations[body]?.row.id as OrganisationId;
  const districts = new Map<string, Set<OrganisationId>>();
  for (const [zone, people] of persons.entries()) {
    const [board = -1, council = -1, district = -1] = [boards?.[zone], upper?.[zone], lower?.[zone]];
    if (people === 0 || board < 0 || council < 0 || district < 0) continue;
    const key = `${idOf(board)} ${idOf(council)}`;
    districts.set(key, (districts.get(key) ?? new Set()).add(idOf(district)));
  }
  const practices = new Map<string, OrganisationId[]>();
  for (const row of world.facts.relationships)
    if (row.kind === 'commissioned-by' && row.target !== null && holdsOn(row, on))
      practices.set(row.target, [...(practices.get(row.target) ?? []), row.organisation]);
  const pairs = [...districts.keys()].map((key) => key.split(' ') as [OrganisationId, OrganisationId]);
  return pairs.map(([board, council]) => {
    const others = pairs.filter((pair) => pair[0] === board && pair[1] !== council).map((pair) => pair[1]);
    return {
      board,
      council,
      districts: [...(districts.get(`${board} ${council}`) ?? [])],
      practices: practices.get(board) ?? [council],
      neighbours: others.length > 0 ? others : [council],
    };
  });
}

function madeUp(id: ArrangementId, kind: ArrangementKind, place: Place, dice: Dice): Arrangement {
  const startsOn = dice.dayBetween('2022-07-01', '2026-03-01');
  const isOpen = dice.chance(0.3);
  const endsOn = isOpen ? null : dice.dayBetween('2026-02-01', '2031-04-01', startsOn);
  const stage = dice.chance(0.85) ? 'in-force' : dice.oneOf(['varied', 'proposed', 'agreed-in-principle'] as const);
  const parties = partiesOf(kind, place, dice).map(
    ([organisation, role]): Party => ({
      organisation,
      role,
      share: null,
      signedOn: dice.chance(0.7) ? startsOn : null,
    }),
  );
  const { family } = arrangementKinds[kind];
  return {
    id,
    kind,
    title: `Made up ${arrangementKinds[kind].says.toLowerCase()} ${id}`,
    stage,
    parties: withShares(parties, dice),
    careGroups: dice.chance(0.2) ? ['all'] : [...new Set([dice.oneOf(groups), dice.oneOf(groups)])],
    isPriority: dice.chance(0.1),
    serviceArea: areaOf(place, dice),
    agreedOn: dice.chance(0.6) ? startsOn : null,
    startsOn,
    endsOn,
    reviewOn: dice.chance(0.4) ? dice.dayBetween('2026-03-01', endsOn ?? '2030-04-01', startsOn) : null,
    renewsOn: dice.chance(0.3) ? dice.dayBetween('2026-03-01', endsOn ?? '2028-04-01', startsOn) : null,
    noticeDays: dice.chance(0.5) ? dice.oneOf([90, 180, 365]) : null,
    amounts: amountsOf(kind, place, parties, dice),
    clauses:
      family === 'partnership'
        ? Object.fromEntries(clauseNames.map((clause) => [clause, dice.chance(0.85) ? 'yes' : 'no']))
        : {},
    documents: [],
    milestones: [],
    negotiated: [],
    postStage: kind === 'joint-appointment' ? dice.oneOf(postStages) : null,
    tenure: kind === 'co-located-site' ? dice.oneOf(tenures) : null,
    seatSector: kind === 'board-seat' ? dice.oneOf(seatSectors) : null,
    dataSets: [],
    isVoting: kind === 'board-seat' ? dice.chance(0.5) : null,
    evidence: 'illustrative',
    source: null,
    note: null,
  };
}

const groups = careGroupNames.filter((group) => group !== 'all');

/** Who takes part: each body of the cast that is chosen, once in each role. */
function partiesOf(kind: ArrangementKind, place: Place, dice: Dice): [OrganisationId, PartyRole][] {
  const { board, council } = place;
  const [first, second] = dice.chance(0.5) ? [council, board] : [board, council];
  const bodies: Readonly<Record<string, OrganisationId>> = {
    first,
    second,
    board,
    council,
    neighbour: dice.oneOf(place.neighbours),
    district: dice.oneOf(place.districts),
    practice: dice.oneOf(place.practices),
  };
  const cast = dice.oneOf(casts[kind]).split(', ');
  const found = cast.map((words): [OrganisationId, PartyRole] => {
    const [who = '', role = ''] = words.split(' ');
    return [bodies[who] as OrganisationId, role as PartyRole];
  });
  return found.filter(([body, role], at) => found.findIndex((one) => one[0] === body && one[1] === role) === at);
}

/** Of two parties, in some arrangements, shares in hundredths that sum to one. */
function withShares(parties: Party[], dice: Dice): Party[] {
  if (parties.length !== 2 || dice.chance(0.6)) return parties;
  const hundredths = dice.below(101);
  return parties.map((party, at) => ({ ...party, share: (at === 0 ? hundredths : 100 - hundredths) / 100 }));
}

/** Mostly none, sometimes a district, seldom all of the council. */
function areaOf({ council, districts }: Place, dice: Dice): AreaRef[] {
  if (dice.chance(0.8)) return [];
  return [{ kind: 'body', organisation: dice.chance(0.75) ? dice.oneOf(districts) : council }];
}

const withoutMoney: readonly ArrangementKind[] = [
  'data-sharing-agreement',
  'board-seat',
  'panel-membership',
  'joint-plan',
];

function amountsOf(kind: ArrangementKind, place: Place, parties: readonly Party[], dice: Dice): Amount[] {
  if (withoutMoney.includes(kind)) return [];
  const amount = (what: Amount['what'], more: Partial<Amount> = {}): Amount => ({
    what,
    nature: dice.chance(0.9) ? 'revenue' : dice.oneOf(['capital', 'land'] as const),
    // From a thousand pounds to sixty million, small sums as often as large ones.
    pence: pence(BigInt(Math.round(100_000 * Math.exp(dice.fraction() * 11)))),
    party: null,
    location: null,
    year: null,
    ...more,
  });
  if (kind === 'service-contract') return [amount('whole-life-value')];
  const yearly = { nature: 'revenue', year: '2026-27' } as const;
  const found = dice.chance(0.3)
    ? [...new Set(parties.map((party) => party.organisation))].map((party) =>
        amount('annual-value', { ...yearly, party }),
      )
    : dice.chance(0.1)
      ? place.districts.map((organisation) =>
          amount('annual-value', { ...yearly, location: { kind: 'body', organisation } }),
        )
      : [amount('annual-value', yearly)];
  return arrangementKinds[kind].family === 'partnership' ? [...found, amount('balance')] : found;
}

/** A seeded source of chance (mulberry32). */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  oneOf<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A day from the first up to, not including, the last; after `than`, where that is later than the first. */
  dayBetween(first: string, last: string, than?: IsoDate): IsoDate {
    const from = Math.max(dayNumber(isoDate(first)), than === undefined ? 0 : dayNumber(than) + 1);
    return dateOfDayNumber(from + this.below(Math.max(1, dayNumber(isoDate(last)) - from)));
  }
}
