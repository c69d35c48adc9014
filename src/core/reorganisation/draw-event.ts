/**
 * Drawn events from what a form asks: a few bodies, a day, and blocks. Each builder names the parts that bodies take
 * and the land that moves as the fold of events expects them. Whether the bodies exist and hold the land is for
 * `checkDraft` to say.
 */

import type { EventId, GeographyId, OrganisationId } from '#core/pack/tables.ts';
import type { Part } from '#core/pack/vocabulary.ts';
import type { DraftEvent, DraftMove, NewBody } from '#core/reorganisation/draft-event.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** What every drawn event has. The id begins with `draft-`. */
export type DraftHead = {
  readonly id: EventId;
  readonly title: string;
  readonly day: IsoDate;
  readonly instrument?: string | null;
  readonly note?: string | null;
};

/** A body that takes over: a new one, or one that is there and lives on. */
export type Taker = NewBody | OrganisationId;

/** Blocks of one vintage; null: all that the giver still holds. */
export type DrawnAreas = { readonly geography: GeographyId; readonly areas: readonly string[] } | null;

/** Several bodies become one. Bodies that are merged end; an existing `into` lives on with their land. */
export function mergeDraft(head: DraftHead, merged: readonly OrganisationId[], into: Taker): DraftEvent {
  const ending = merged.filter((one) => one !== idOf(into));
  return drawn(head, 'merge', {
    participants: [...taking(ending, 'predecessor'), ...takers([into])],
    newBodies: newOf([into]),
    moves: ending.map((from) => ({ from, to: idOf(into), ...landOf(null) })),
  });
}

/**
 * A body ends and each taker gets its blocks; a taker with `areas` null gets what is left, and there is at most one. Bodies
 * in `also` end with it and pass all they hold to one of the takers, as districts do when a county is divided.
 */
export function divideDraft(
  head: DraftHead,
  divided: OrganisationId,
  into: readonly { readonly taker: Taker; readonly areas: DrawnAreas }[],
  also: readonly { readonly body: OrganisationId; readonly to: OrganisationId }[] = [],
): DraftEvent {
  const all = into.map(({ taker }) => taker);
  const parts = into.map(({ taker, areas }) => ({ from: divided, to: idOf(taker), ...landOf(areas) }));
  return drawn(head, 'divide', {
    participants: [...taking([divided, ...also.map(({ body }) => body)], 'predecessor'), ...takers(all)],
    newBodies: newOf(all),
    moves: [...parts, ...also.map(({ body, to }) => ({ from: body, to, ...landOf(null) }))],
  });
}

/** Blocks pass from one body to another; both live on. Several such moves may be one event. */
export function transferDraft(
  head: DraftHead,
  moves: readonly { readonly from: OrganisationId; readonly to: OrganisationId; readonly areas: DrawnAreas }[],
): DraftEvent {
  const bodies = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  return drawn(head, 'boundary-change', {
    participants: taking(bodies, 'continuing'),
    newBodies: [],
    moves: moves.map(({ from, to, areas }) => ({ from, to, ...landOf(areas) })),
  });
}

/** A body begins, on land of bodies that live on (`from`) or of nobody in its tier (null). */
export function establishDraft(
  head: DraftHead,
  body: NewBody,
  land: readonly { readonly from: OrganisationId | null; readonly areas: NonNullable<DrawnAreas> }[],
): DraftEvent {
  const givers = [...new Set(land.flatMap(({ from }) => (from === null ? [] : [from])))];
  return drawn(head, 'establish', {
    participants: [...taking([body.id], 'successor'), ...taking(givers, 'continuing')],
    newBodies: [body],
    moves: land.map(({ from, areas }) => ({ from, to: body.id, ...landOf(areas) })),
  });
}

/** A body ends. Its land goes to `into`, which lives on, or to nobody (null). */
export function abolishDraft(head: DraftHead, body: OrganisationId, into: OrganisationId | null): DraftEvent {
  return drawn(head, 'abolish', {
    participants: [...taking([body], 'predecessor'), ...taking(into === null ? [] : [into], 'continuing')],
    newBodies: [],
    moves: into === null ? [] : [{ from: body, to: into, ...landOf(null) }],
  });
}

/** Bodies take other names; nothing else changes. */
export function renameDraft(
  head: DraftHead,
  names: readonly { readonly organisation: OrganisationId; readonly name: string }[],
): DraftEvent {
  const bodies = names.map(({ organisation }) => organisation);
  return { ...drawn(head, 'rename', { participants: taking(bodies, 'subject'), newBodies: [], moves: [] }), names };
}

function drawn(
  head: DraftHead,
  kind: DraftEvent['kind'],
  content: Pick<DraftEvent, 'participants' | 'newBodies' | 'moves'>,
): DraftEvent {
  const { id, title, day, instrument = null, note = null } = head;
  return { id, kind, title, day, instrument, note, ...content, names: [] };
}

function taking(bodies: readonly OrganisationId[], part: Part): DraftEvent['participants'] {
  return bodies.map((organisation) => ({ organisation, part }));
}

function takers(bodies: readonly Taker[]): DraftEvent['participants'] {
  return bodies.flatMap((one) => taking([idOf(one)], typeof one === 'string' ? 'continuing' : 'successor'));
}

function newOf(bodies: readonly Taker[]): NewBody[] {
  return bodies.filter((one) => typeof one !== 'string');
}

function idOf(taker: Taker): OrganisationId {
  return typeof taker === 'string' ? taker : taker.id;
}

function landOf(areas: DrawnAreas): Pick<DraftMove, 'geography' | 'areas'> {
  return areas === null ? { geography: null, areas: null } : areas;
}
