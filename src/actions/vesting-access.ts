/**
 * Who will see what when bodies end: the dry run, in any scenario and for any day, before it comes and after. Changes nothing.
 * The owner of the installation sees all of it; an administrator the roles and records of the bodies that they administer.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { principalWithout } from '#actions/asker.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { notPermitted } from '#actions/save-as.ts';
import {
  decisionsOf,
  isWaiting,
  type KeptDecision,
  loadVesting,
  type RoleHeld,
  type Thing,
  usualGraceDays,
  type Vesting,
} from '#actions/vesting-book.ts';
import { isSameSight, isToBeDecided } from '#actions/vesting-records.ts';
import { namedAccounts, titledThings } from '#actions/vesting-titles.ts';
import { type AccessDryRun, type AccountDryRun, accessDryRun, unattendedBodies } from '#core/access/access-dry-run.ts';
import type { SuccessionBook } from '#core/access/body-succession.ts';
import type { AccountId } from '#core/access/principal.ts';
import { bodiesInOrder } from '#core/access/resource.ts';
import type { Decisions } from '#core/access/succession-decisions.ts';
import { type GrantSuccession, grantsAfter, successionOfGrants } from '#core/access/succession-of-grants.ts';
import type { RecordSuccession } from '#core/access/succession-of-records.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Context } from '#core/register/question.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type VestingQuestion = {
  /** The day the bodies have ended by. */
  readonly on: IsoDate;
  readonly today: IsoDate;
  /** @units days */
  readonly graceDays?: number | undefined;
};

export type TitledThing = Pick<Thing, 'kind' | 'id'> & { readonly title: string };
/** How many, and the first of them. */
export type SomeThings = { readonly count: number; readonly first: readonly TitledThing[] };

/** What becomes of what one account may do. */
export type PersonVesting = {
  readonly account: AccountId;
  readonly name: string;
  /** Of every role that has not ended long before, in the order in which they were given. */
  readonly roles: readonly GrantSuccession[];
  readonly seesBefore: number;
  readonly seesAfter: number;
  readonly gains: SomeThings;
  readonly loses: SomeThings;
};

export type ThingVesting = TitledThing & { readonly way: RecordSuccession };

export type VestingAccess = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly graceDays: number;
  /** Bodies that end on the day, and those that ended before and still have something; with who takes over. */
  readonly endings: readonly { readonly body: OrganisationId; readonly heirs: readonly OrganisationId[] }[];
  /** Those for whom anything changes, by name. */
  readonly people: readonly PersonVesting[];
  readonly records: { readonly count: number; readonly waiting: number; readonly first: readonly ThingVesting[] };
  /** Bodies that exist on the day, own something then, and for whom nobody is administrator. */
  readonly unattended: readonly OrganisationId[];
  readonly decisions: readonly KeptDecision[];
  /** The day has come and nothing is left to be done but what waits for a decision. */
  readonly isDone: boolean;
};

const thingsListed = 1000;
const thingsListedOfPerson = 20;

/** The dry run for the day. Refused where the asker administers nothing. */
export async function vestingAccess(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'scenario'>,
  { on, today, graceDays = usualGraceDays }: VestingQuestion,
): Promise<Result<VestingAccess, Refusal>> {
  const loaded = await loadVesting(shelves, context, on);
  if (!loaded.ok) return loaded;
  const whole = loaded.value;
  const { register, book } = whole;
  const administered = await bodiesAdministered(shelves, register.pack.name);
  if (administered?.size === 0) return refuse(notPermitted('What becomes of roles and records', 'no-role'));
  const decisions = decisionsOf(whole.decisions);
  const part = administered === null ? whole : partOf(whole, administered);
  const { roles, things } = part;
  const run = accessDryRun({
    book,
    grants: roles.filter((role) => !isWaiting(role)).map(({ grant }) => grant),
    records: things.map(({ resource }) => resource),
    decisions,
    graceDays,
    regionsOf: whole.regionsOf,
    asShown: whole.asShown,
  });
  // Who administers a successor need not hold a role for any body that the asker administers.
  const held = whole.roles.filter((role) => !isWaiting(role)).map(({ grant }) => grant);
  const later = grantsAfter(successionOfGrants(held, book, { decisions, graceDays }));
  const waiting = successionOfGrants(
    roles.filter(isWaiting).map(({ grant }) => grant),
    book,
    { decisions, graceDays },
  );
  const people = await peopleOf(shelves, register.pack.name, { run, waiting, things, decisions, book });
  return answer({
    register,
    on,
    graceDays,
    endings: endingsOf(part, book, on),
    people,
    records: await recordsOf(shelves, register.pack.name, run, things),
    unattended: unattendedBodies(run.recordsAfter, later, on).filter((body) => book.isThere(body)),
    decisions: part.decisions,
    isDone: on <= today && isNothingLeft(run, waiting),
  });
}

/** Bodies that the asker administers on the day of the request; null: the owner of the installation, who does all. */
export async function bodiesAdministered(
  { registers: { store, asker } }: Shelves,
  register: string,
): Promise<ReadonlySet<OrganisationId> | null> {
  if (asker.kind === 'owner') return null;
  const { grants } = await principalWithout(store, asker, register);
  return new Set(grants.filter(({ role }) => role === 'administrator').map(({ organisation }) => organisation));
}

/** The roles of the bodies, the records they own, and what they decided. */
function partOf(whole: Vesting, bodies: ReadonlySet<OrganisationId>): Pick<Vesting, 'roles' | 'things' | 'decisions'> {
  return {
    roles: whole.roles.filter(({ grant }) => bodies.has(grant.organisation)),
    things: whole.things.filter(({ resource }) => resource.owners.some((owner) => bodies.has(owner))),
    decisions: whole.decisions.filter(({ owners }) => owners.some((owner) => bodies.has(owner))),
  };
}

function endingsOf(
  { roles, things }: Pick<Vesting, 'roles' | 'things'>,
  book: SuccessionBook,
  on: IsoDate,
): { body: OrganisationId; heirs: readonly OrganisationId[] }[] {
  const { lives, world } = book.timeline;
  const today = world.organisations.filter(({ index }) => lives[index]?.to === on).map(({ row }) => row.id);
  const holding = [...roles.filter(isStillHeld(on)).map(({ grant }) => grant.organisation)];
  const owning = things.flatMap(({ resource }) => resource.owners);
  return bodiesInOrder([...today, ...holding, ...owning]).flatMap((body) => {
    const { ended, heirs } = book.of(body);
    return ended === null ? [] : [{ body, heirs }];
  });
}

function isStillHeld(on: IsoDate): (role: RoleHeld) => boolean {
  return (role) => isWaiting(role) || role.grant.to === null || role.grant.to > on;
}

type PeopleGiven = {
  readonly run: AccessDryRun;
  readonly waiting: readonly GrantSuccession[];
  readonly things: readonly Thing[];
  readonly decisions: Decisions;
  readonly book: SuccessionBook;
};

async function peopleOf(shelves: Shelves, register: string, given: PeopleGiven): Promise<PersonVesting[]> {
  const { run, waiting, things } = given;
  const waysOf = Map.groupBy(waiting, ({ grant }) => grant.account);
  const touched = run.accounts.filter(
    ({ account, changes, gains, loses }) => changes.length + gains.length + loses.length > 0 || waysOf.has(account),
  );
  const named = await namedAccounts(
    shelves,
    register,
    touched.map(({ account }) => account),
  );
  const shown = touched.flatMap(({ gains, loses }) => [...first(gains, things), ...first(loses, things)]);
  const titled = await titledThings(shelves, register, shown);
  const some = (places: readonly number[]): SomeThings => ({
    count: places.length,
    first: first(places, things).map(titled),
  });
  const people = touched.map((one): PersonVesting => {
    const { account, seesBefore, seesAfter, gains, loses } = one;
    return {
      account,
      name: named.get(account) ?? account,
      roles: [...rolesOf(one), ...(waysOf.get(account) ?? [])],
      seesBefore,
      seesAfter,
      gains: some(gains),
      loses: some(loses),
    };
  });
  return people.sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.account < b.account ? -1 : 1));
}

/** What becomes of the roles that the account holds the day before, and of those to come whose body ends. */
function rolesOf({ before, changes }: AccountDryRun): GrantSuccession[] {
  const changing = new Set(changes.map(({ grant }) => grant));
  const staying = before.filter((grant) => !changing.has(grant));
  return [
    ...changes,
    ...staying.map(
      (grant): GrantSuccession => ({ grant, outcome: 'stays', itself: grant, added: [], why: '', choices: [] }),
    ),
  ];
}

function first(places: readonly number[], things: readonly Thing[]): Thing[] {
  return places.slice(0, thingsListedOfPerson).flatMap((place) => things[place] ?? []);
}

async function recordsOf(
  shelves: Shelves,
  register: string,
  { records }: AccessDryRun,
  things: readonly Thing[],
): Promise<VestingAccess['records']> {
  const touched = records.flatMap((way, place) => {
    const thing = things[place];
    if (way.outcome === 'stays' || thing === undefined) return [];
    // A proposal of the past stays where it is: nobody is asked to whom it passes.
    return way.outcome === 'passes' || isToBeDecided(thing.kind, way) ? [{ way, thing }] : [];
  });
  const isWaitingThing = ({ way }: { readonly way: RecordSuccession }) => way.waiting.length > 0;
  // What waits comes first: somebody has to do something about it.
  const inOrder = [...touched].sort((a, b) => Number(isWaitingThing(b)) - Number(isWaitingThing(a)));
  const listed = inOrder.slice(0, thingsListed);
  const titled = await titledThings(
    shelves,
    register,
    listed.map(({ thing }) => thing),
  );
  return {
    count: touched.length,
    waiting: touched.filter(isWaitingThing).length,
    first: listed.map(({ way, thing }) => ({ ...titled(thing), way })),
  };
}

/** Nothing passes any more; what waits had its roles ended, and its records kept, when the day was passed. */
function isNothingLeft({ accounts, records }: AccessDryRun, waiting: readonly GrantSuccession[]): boolean {
  const isRoleLeft = accounts.some(({ changes }) => changes.length > 0);
  const isDecided = waiting.some(({ outcome }) => outcome !== 'waits');
  const isRecordLeft = records.some(({ before, after }) => !isSameSight(before, after));
  return !isRoleLeft && !isDecided && !isRecordLeft;
}
