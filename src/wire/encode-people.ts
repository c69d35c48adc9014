/** People of bodies, what becomes of their roles and of records when bodies end, and whom data sets are shown to, as JSON. */

import type { Grant } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import type { SuccessionDecision } from '#core/access/succession-decisions.ts';
import type { GrantSuccession } from '#core/access/succession-of-grants.ts';
import type { RecordSuccession } from '#core/access/succession-of-records.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { NamedBodyWire } from '#wire/arrangements.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import type { AccessDryRunWire, AccessPassedWire, DataSharingWire, PeopleWire } from '#wire/people.ts';

type RegisterGiven = { readonly pack: { readonly name: string }; readonly timeline: Timeline };

export type PeopleGiven = {
  readonly register: RegisterGiven;
  readonly on: IsoDate;
  readonly people: readonly {
    readonly account: string;
    readonly body: {
      readonly name: string;
      readonly email: string;
      readonly state: 'invited' | 'active' | 'closed';
      readonly hasTotp: boolean;
      readonly passkeys: readonly unknown[];
    } | null;
    readonly roles: readonly { readonly id: string; readonly version: number; readonly grant: Grant }[];
  }[];
  readonly administered: readonly OrganisationId[];
};

/** People in the order given. One whose account went away is called by its id, and is closed. */
export function encodePeople({ register, on, people, administered }: PeopleGiven): PeopleWire {
  const bodyOf = bodyNamer(register.timeline, on);
  return {
    register: register.pack.name,
    on,
    people: people.map(({ account, body, roles }) => ({
      account,
      name: body?.name ?? account,
      email: body?.email ?? '',
      state: body?.state ?? 'closed',
      hasSecondFactor: body !== null && (body.hasTotp || body.passkeys.length > 0),
      roles: roles.map(({ id, version, grant: { organisation, role, from, to, reason } }) => ({
        id,
        version,
        body: bodyOf(organisation),
        role,
        from,
        to,
        reason,
      })),
    })),
    administered: administered.map(bodyOf),
  };
}

type SomeThingsGiven = AccessDryRunWire['people'][number]['gains'];
type ThingGiven = { readonly kind: string; readonly id: string; readonly title: string };

export type DryRunGiven = {
  readonly register: RegisterGiven;
  readonly on: IsoDate;
  readonly graceDays: number;
  readonly endings: readonly { readonly body: OrganisationId; readonly heirs: readonly OrganisationId[] }[];
  readonly people: readonly {
    readonly account: string;
    readonly name: string;
    readonly roles: readonly GrantSuccession[];
    readonly seesBefore: number;
    readonly seesAfter: number;
    readonly gains: { readonly count: number; readonly first: readonly ThingGiven[] };
    readonly loses: { readonly count: number; readonly first: readonly ThingGiven[] };
  }[];
  readonly records: {
    readonly count: number;
    readonly waiting: number;
    readonly first: readonly (ThingGiven & { readonly way: RecordSuccession })[];
  };
  readonly unattended: readonly OrganisationId[];
  readonly decisions: readonly {
    readonly id: string;
    readonly version: number;
    readonly decision: SuccessionDecision;
  }[];
  readonly isDone: boolean;
};

/** The dry run; bodies as they are called on the day. */
export function encodeAccessDryRun(given: DryRunGiven): AccessDryRunWire {
  const { register, on, graceDays, endings, people, records, unattended, decisions, isDone } = given;
  const bodyOf = bodyNamer(register.timeline, on);
  const nameOf = new Map(people.map(({ account, name }) => [account, name]));
  return {
    register: register.pack.name,
    scenario: register.timeline.scenario.id,
    on,
    graceDays,
    endings: endings.map(({ body, heirs }) => ({ body: bodyOf(body), heirs: heirs.map(bodyOf) })),
    people: people.map(({ account, name, roles, seesBefore, seesAfter, gains, loses }) => ({
      account,
      name,
      roles: roles.map((way) => encodeRoleWay(way, bodyOf)),
      seesBefore,
      seesAfter,
      gains: encodeSome(gains),
      loses: encodeSome(loses),
    })),
    records: {
      count: records.count,
      waiting: records.waiting,
      first: records.first.map(({ kind, id, title, way: { before, after, waiting, why } }) => ({
        kind,
        resource: before.kind,
        id,
        title,
        outcome: waiting.length > 0 ? ('waits' as const) : ('passes' as const),
        owners: bodiesOf(before, bodyOf),
        after: bodiesOf(after, bodyOf),
        why: [...why],
        waiting: waiting.map(({ owner, choices }) => ({ owner: bodyOf(owner), choices: choices.map(bodyOf) })),
      })),
    },
    unattended: unattended.map(bodyOf),
    decisions: decisions.map(({ id, version, decision: { from, passing, to, reason } }) => ({
      id,
      version,
      from: bodyOf(from),
      passing:
        passing.kind === 'role'
          ? `The role of ${passing.role} of ${nameOf.get(passing.account) ?? passing.account}`
          : `${passing.resource} ${passing.id}`,
      to: to.map(bodyOf),
      reason,
    })),
    isDone,
  };
}

/** Roles and records as rows, for a spreadsheet: what, whose it was, whose it will be, and why. */
export function accessDryRunCsv({ people, records }: AccessDryRunWire): string {
  const codes = (bodies: readonly NamedBodyWire[]) => bodies.map(({ code }) => code).join(' ');
  return csvTable(
    ['what', 'id', 'title', 'outcome', 'of', 'to', 'choices', 'why'],
    [
      ...people.flatMap(({ account, name, roles }) =>
        roles.map(({ body, role, outcome, to, choices, why }) => [
          role,
          account,
          name,
          outcome,
          body.code,
          codes(to),
          codes(choices),
          why,
        ]),
      ),
      ...records.first.map(({ kind, id, title, outcome, owners, after, waiting, why }) => [
        kind,
        id,
        title,
        outcome,
        codes(owners),
        codes(after),
        waiting.map(({ choices }) => codes(choices)).join(' '),
        why.join(' '),
      ]),
    ],
  );
}

export type PassedGiven = Omit<AccessPassedWire, 'register' | 'on' | 'recordsWaiting' | 'unattended'> & {
  readonly register: RegisterGiven;
  readonly on: IsoDate;
  readonly recordsWaiting: readonly unknown[];
  readonly unattended: readonly OrganisationId[];
};

/** What was passed on. */
export function encodePassed({ register, recordsWaiting, unattended, ...rest }: PassedGiven): AccessPassedWire {
  return {
    ...rest,
    register: register.pack.name,
    recordsWaiting: recordsWaiting.length,
    unattended: unattended.map(bodyNamer(register.timeline, rest.on)),
  };
}

export type SharingGiven = {
  readonly register: RegisterGiven;
  readonly on: IsoDate;
  readonly data: string;
  readonly owners: readonly OrganisationId[];
  readonly agreements: readonly { readonly arrangement: Arrangement; readonly shownTo: readonly OrganisationId[] }[];
};

/** Under which agreements the data set is shown to whom. */
export function encodeSharing({ register, on, data, owners, agreements }: SharingGiven): DataSharingWire {
  const bodyOf = bodyNamer(register.timeline, on);
  return {
    register: register.pack.name,
    on,
    data,
    owners: owners.map(bodyOf),
    agreements: agreements.map(({ arrangement: { id, title, startsOn, endsOn }, shownTo }) => ({
      id,
      title,
      startsOn,
      endsOn,
      shownTo: shownTo.map(bodyOf),
    })),
  };
}

function encodeRoleWay(way: GrantSuccession, bodyOf: (id: OrganisationId) => NamedBodyWire) {
  const { grant, outcome, added, why, choices } = way;
  const takers = added.map(({ organisation }) => organisation).filter((body) => body !== grant.organisation);
  return {
    body: bodyOf(grant.organisation),
    role: grant.role,
    outcome,
    to: outcome === 'passes' ? takers.map(bodyOf) : [],
    why,
    choices: choices.map(bodyOf),
  };
}

function encodeSome({
  count,
  first,
}: {
  readonly count: number;
  readonly first: readonly ThingGiven[];
}): SomeThingsGiven {
  return { count, first: first.map(({ kind, id, title }) => ({ kind, id, title })) };
}

function bodiesOf({ owners }: Resource, bodyOf: (id: OrganisationId) => NamedBodyWire): NamedBodyWire[] {
  return owners.map(bodyOf);
}

/** Names bodies on a day, each worked out once; one that the register does not have is called by its id. */
function bodyNamer(timeline: Timeline, on: IsoDate): (id: OrganisationId) => NamedBodyWire {
  const known = new Map<OrganisationId, NamedBodyWire>();
  return (id) => {
    const number = timeline.world.organisationIndex.get(id);
    const named =
      known.get(id) ??
      (number === undefined ? { id, code: id, name: id, exists: false } : encodeBodyOn(timeline, number, on));
    known.set(id, named);
    return named;
  };
}
