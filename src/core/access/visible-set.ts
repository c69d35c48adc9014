/**
 * What somebody sees of many things at once: the things by the bodies that see them, laid out in typed arrays, and for a
 * principal a bit for each thing. Says the same as `visible`, thing by thing.
 */

import { hasScope, rolesThatSee } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import { type Role, resourceKindNames, resourceKinds, roleNames } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

/** Places in `resources`, ascending, one after another for each body. */
type PlacesByBody = { readonly starts: Int32Array; readonly places: Int32Array };

export type VisibleIndex = {
  readonly count: number;
  readonly bodyIndex: ReadonlyMap<OrganisationId, number>;
  /** Kind of each thing, as a place in `resourceKindNames`. @shape resources */
  readonly kinds: Uint8Array;
  /** Things that a body owns or is shown. */
  readonly own: PlacesByBody;
  /** Things in the region of a body, of kinds that observers see. */
  readonly regional: PlacesByBody;
  /** Things that everybody with a role sees. @shape words */
  readonly common: Uint32Array;
  readonly byHolder: ReadonlyMap<string, readonly number[]>;
};

/** The index of the things, which keep their places. Linear in the things and the bodies that they name. */
export function makeVisibleIndex(resources: readonly Resource[]): VisibleIndex {
  const bodyIndex = new Map<OrganisationId, number>();
  for (const { owners, seenBy, regions } of resources) {
    for (const body of [...owners, ...seenBy, ...regions]) {
      if (!bodyIndex.has(body)) bodyIndex.set(body, bodyIndex.size);
    }
  }
  const byHolder = new Map<string, number[]>();
  const common = new Uint32Array(wordsFor(resources.length));
  resources.forEach(({ kind, holder }, place) => {
    if (resourceKinds[kind].sight === 'everyone') setBit(common, place);
    if (holder === null) return;
    const held = byHolder.get(holder);
    if (held === undefined) byHolder.set(holder, [place]);
    else held.push(place);
  });
  const seers = ({ kind, owners, seenBy }: Resource) =>
    resourceKinds[kind].sight === 'partners' ? [...owners, ...seenBy] : owners;
  const watchers = ({ kind, regions }: Resource) => (resourceKinds[kind].observed ? regions : []);
  return {
    count: resources.length,
    bodyIndex,
    kinds: Uint8Array.from(resources, ({ kind }) => resourceKindNames.indexOf(kind)),
    own: placesByBody(resources, bodyIndex, seers),
    regional: placesByBody(resources, bodyIndex, watchers),
    common,
    byHolder,
  };
}

/**
 * A bit for each thing that the principal sees, the first in the lowest bit of the first word. Costs a step for each thing
 * of each body that the principal holds a role for.
 */
export function visibleSet(index: VisibleIndex, principal: Principal): Uint32Array {
  const seen = new Uint32Array(wordsFor(index.count));
  if (!hasScope(principal, 'read')) return seen;
  if (principal.kind === 'owner') {
    for (let place = 0; place < index.count; place++) setBit(seen, place);
    return seen;
  }
  if (principal.grants.length > 0) seen.set(index.common);
  for (const place of index.byHolder.get(principal.account) ?? []) setBit(seen, place);
  const done = new Set<string>();
  for (const { organisation, role } of principal.grants) {
    const body = index.bodyIndex.get(organisation);
    // Roles that see the same kinds are one and the same here.
    const key = `${kindsSeen[role].join('')} ${role === 'observer'} ${body}`;
    if (body === undefined || done.has(key)) continue;
    done.add(key);
    addPlaces(seen, index.own, body, index.kinds, kindsSeen[role]);
    if (role === 'observer') addPlaces(seen, index.regional, body, index.kinds, kindsSeen[role]);
  }
  return seen;
}

/** True when the bit of the place is set. */
export function isInSet(set: Uint32Array, place: number): boolean {
  return ((set[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

/** Places whose bits are set, ascending. */
export function placesInSet(set: Uint32Array): number[] {
  const places: number[] = [];
  for (let word = 0; word < set.length; word++) {
    for (let bits = set[word] ?? 0; bits !== 0; bits &= bits - 1)
      places.push(word * 32 + 31 - Math.clz32(bits & -bits));
  }
  return places;
}

/** For each role, a 1 for each kind that its holder sees of their body. @shape kinds */
const kindsSeen = Object.fromEntries(
  roleNames.map((role) => [
    role,
    Uint8Array.from(resourceKindNames, (kind) => Number(rolesThatSee(kind).includes(role))),
  ]),
) as Readonly<Record<Role, Uint8Array>>;

function addPlaces(
  seen: Uint32Array,
  { starts, places }: PlacesByBody,
  body: number,
  kinds: Uint8Array,
  wanted: Uint8Array,
): void {
  const end = starts[body + 1] ?? 0;
  for (let at = starts[body] ?? 0; at < end; at++) {
    const place = places[at] ?? 0;
    if (wanted[kinds[place] ?? 0] === 1) setBit(seen, place);
  }
}

function placesByBody(
  resources: readonly Resource[],
  bodyIndex: ReadonlyMap<OrganisationId, number>,
  bodiesOf: (resource: Resource) => readonly OrganisationId[],
): PlacesByBody {
  const starts = new Int32Array(bodyIndex.size + 1);
  for (const resource of resources) {
    for (const body of bodiesOf(resource)) {
      const next = (bodyIndex.get(body) ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  }
  for (let body = 1; body < starts.length; body++) starts[body] = (starts[body] ?? 0) + (starts[body - 1] ?? 0);
  const places = new Int32Array(starts.at(-1) ?? 0);
  const free = starts.slice();
  resources.forEach((resource, place) => {
    for (const body of bodiesOf(resource)) {
      const number = bodyIndex.get(body) ?? 0;
      const at = free[number] ?? 0;
      places[at] = place;
      free[number] = at + 1;
    }
  });
  return { starts, places };
}

function wordsFor(count: number): number {
  return Math.ceil(count / 32);
}

function setBit(set: Uint32Array, place: number): void {
  const word = place >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (place & 31));
}
