/** Arrangements, and who leads, to JSON and CSV. */

import type { z } from 'zod';
import type { Arrangement, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { clauseStandings } from '#core/agreements/completeness.ts';
import type { LeadershipRow } from '#core/agreements/leadership.ts';
import type { Lifecycle } from '#core/agreements/lifecycle.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import type { AmountKind } from '#core/agreements/vocabulary.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';
import type {
  ArrangementRowWire,
  ArrangementSpecWire,
  ArrangementWire,
  leadershipSchema,
  NamedBodyWire,
} from '#wire/arrangements.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import { type ChangeGiven, encodeChange } from '#wire/encode-journal.ts';

/** Of what register, in which scenario, on which day. */
export type ArrangementSource = { readonly register: string; readonly timeline: Timeline; readonly on: IsoDate };

/** Rows of a list, in the order given. */
export function encodeArrangementRows(
  listed: readonly { readonly arrangement: Arrangement; readonly lifecycle: Lifecycle }[],
  { timeline, on }: ArrangementSource,
): ArrangementRowWire[] {
  const named = new Map<number, NamedBodyWire>();
  const nameOf = (id: string): NamedBodyWire => {
    const number = timeline.world.organisationIndex.get(id as never) ?? -1;
    const known = named.get(number) ?? bodyOf(timeline, id, on);
    if (number >= 0) named.set(number, known);
    return known;
  };
  return listed.map(({ arrangement, lifecycle }) => ({
    id: arrangement.id,
    kind: arrangement.kind,
    title: arrangement.title,
    status: lifecycle.status,
    parties: arrangement.parties.map(({ organisation, role }) => {
      const { code, name, exists } = nameOf(organisation);
      return { code, name, role, exists };
    }),
    careGroups: [...arrangement.careGroups],
    isPriority: arrangement.isPriority,
    startsOn: arrangement.startsOn,
    endsOn: arrangement.endsOn,
    annualPence: totalOf(arrangement, 'annual-value'),
    balancePence: totalOf(arrangement, 'balance'),
    notices: [...new Set(lifecycle.notices.map((notice) => notice.code))],
    milestones: arrangement.milestones.map(({ title, due, done, slippedTo, causes }) => ({
      title,
      due,
      done,
      slippedTo,
      causes: [...causes],
    })),
    evidence: arrangement.evidence,
  }));
}

/** One arrangement with every body that it names, what follows on the day, and its history. */
export function encodeArrangement(
  given: {
    readonly arrangement: Arrangement;
    readonly version: number;
    readonly lifecycle: Lifecycle;
    readonly history: readonly ChangeGiven[];
  },
  { register, timeline, on }: ArrangementSource,
): ArrangementWire {
  const { arrangement, version, lifecycle, history } = given;
  return {
    register,
    on,
    version,
    arrangement: encodeSpec(arrangement),
    bodies: bodiesNamed(arrangement).map((id) => bodyOf(timeline, id, on)),
    status: lifecycle.status,
    notices: [...lifecycle.notices],
    clauses: clauseStandings(arrangement).map(({ clause, letter, says, answer }) => ({ clause, letter, says, answer })),
    history: history.map((change) => encodeChange(change, timeline.world)),
  };
}

/** The arrangement as a person states it, bodies by id. */
export function encodeSpec(arrangement: Arrangement): ArrangementSpecWire {
  const spec = stateArrangement(arrangement);
  const amounts = spec.amounts.map((amount) => ({ ...amount, pence: Number(amount.pence) }));
  return { ...spec, amounts } as unknown as ArrangementSpecWire;
}

/** What a person states, from its JSON. Inverse of `encodeSpec`. */
export function decodeSpec(given: ArrangementSpecWire): ArrangementSpec {
  const amounts = given.amounts.map((amount) => ({ ...amount, pence: pence(BigInt(amount.pence)) }));
  return { ...given, amounts } as unknown as ArrangementSpec;
}

/** Who leads, by care group and place. */
export function encodeLeadership(
  rows: readonly LeadershipRow[],
  { timeline, on }: ArrangementSource,
): z.infer<typeof leadershipSchema> {
  return {
    on,
    rows: rows.map(({ careGroup, place, leads }) => ({
      careGroup,
      place: encodeBodyOn(timeline, place, on),
      leads: leads.map(({ body, arrangement, isLegacy }) => ({
        body: encodeBodyOn(timeline, body, on),
        arrangement: arrangement.id,
        title: arrangement.title,
        isLegacy,
      })),
    })),
  };
}

/** The list as CSV, one row an arrangement. Money in pence. */
export function arrangementRowsCsv(rows: readonly ArrangementRowWire[]): string {
  const heading = [
    'id',
    'kind',
    'title',
    'status',
    'parties',
    'care_groups',
    'priority',
    'starts',
    'ends',
    'annual_pence',
    'balance_pence',
    'notices',
    'evidence',
  ];
  return csvTable(
    heading,
    rows.map((row) => [
      row.id,
      row.kind,
      row.title,
      row.status,
      row.parties.map((party) => party.code).join(' '),
      row.careGroups.join(' '),
      row.isPriority,
      row.startsOn,
      row.endsOn,
      row.annualPence,
      row.balancePence,
      row.notices.join(' '),
      row.evidence,
    ]),
  );
}

/** The body on the day; one that the register does not have in this scenario's facts is called by its id. */
function bodyOf(timeline: Timeline, id: string, on: IsoDate): NamedBodyWire {
  const number = timeline.world.organisationIndex.get(id as never);
  if (number === undefined) return { id, code: id, name: id, exists: false };
  return encodeBodyOn(timeline, number, on);
}

/** Ids of the bodies that the arrangement names, each once, in the order in which it names them. */
function bodiesNamed(arrangement: Arrangement): string[] {
  const areas = [...arrangement.serviceArea, ...arrangement.amounts.map((amount) => amount.location)];
  return [
    ...new Set<string>([
      ...arrangement.parties.map((party) => party.organisation),
      ...areas.flatMap((area) => (area?.kind === 'body' ? [area.organisation] : [])),
      ...arrangement.amounts.flatMap((amount) => amount.party ?? []),
      ...arrangement.negotiated.flatMap(({ party, successor }) => [party, successor]),
    ]),
  ];
}

/** The sum of its amounts of a kind; null: none is stated. */
function totalOf({ amounts }: Arrangement, kind: AmountKind): number | null {
  let total: bigint | null = null;
  for (const amount of amounts) if (amount.what === kind) total = (total ?? 0n) + amount.pence;
  return total === null ? null : Number(total);
}
