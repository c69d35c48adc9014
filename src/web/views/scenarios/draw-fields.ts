/**
 * An event that is being drawn, as a form and a map hold it, and the drawn event that it states. Pure; knows no screen.
 * What bodies hold and whether they exist is for the server to check.
 */

import type { GeographyId, OrganisationId } from '#core/pack/tables.ts';
import { isTierName, type RoleName, type TierName, tiers } from '#core/register/tiers.ts';
import type { DraftEvent, NewBody } from '#core/reorganisation/draft-event.ts';
import {
  abolishDraft,
  type DraftHead,
  type DrawnAreas,
  divideDraft,
  establishDraft,
  mergeDraft,
  renameDraft,
  type Taker,
  transferDraft,
} from '#core/reorganisation/draw-event.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { BlocksWire } from '#wire/blocks.ts';
import type { DraftEventWire } from '#wire/scenarios.ts';

export const drawnKinds = ['merge', 'divide', 'transfer', 'establish', 'abolish', 'rename'] as const;
export type DrawnKind = (typeof drawnKinds)[number];

/** Who takes over: a new body, or one that is there. */
export type TakerFields = {
  /** A name for it within the form. */
  readonly key: string;
  readonly isNew: boolean;
  /** Of a body that is there, or of a new one that was saved before; '' until then. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly role: string;
};

export type DrawFields = {
  /** '' until it was saved. */
  readonly id: string;
  readonly kind: DrawnKind;
  /** '' takes the suggested one. */
  readonly title: string;
  readonly day: string;
  readonly instrument: string;
  readonly note: string;
  /** The kind of body that it is about. */
  readonly tier: TierName;
  /** Those that are merged; of the other kinds the first is the one that gives, ends or is renamed. */
  readonly bodies: readonly string[];
  readonly takers: readonly TakerFields[];
  /** Key of the taker of each block that has been given out, by the code of the block. */
  readonly areas: Readonly<Record<string, string>>;
  /** Key of the taker of all that is not given out; '' for nobody. */
  readonly rest: string;
  /** Of a division: bodies of the lower tier that lie in the land end as well. */
  readonly endsLower: boolean;
  readonly newName: string;
};

/** The land that is given out: what the giver holds on the day before. */
export type Ground = Pick<BlocksWire, 'geography' | 'holders' | 'blocks' | 'body'>;

/** An event of a kind with nothing chosen yet. */
export function emptyDraw(kind: DrawnKind, tier: TierName, day: string): DrawFields {
  const takers = { merge: 1, divide: 2, transfer: 1, establish: 1, abolish: 1, rename: 0 }[kind];
  const isNew = kind === 'merge' || kind === 'divide' || kind === 'establish';
  return {
    id: '',
    kind,
    title: '',
    day,
    instrument: '',
    note: '',
    tier,
    bodies: kind === 'merge' ? ['', ''] : [''],
    takers: Array.from({ length: takers }, (_, at) => emptyTaker(`taker-${at + 1}`, isNew, tier)),
    areas: {},
    rest: '',
    endsLower: true,
    newName: '',
  };
}

/** A taker with nothing filled in but its usual role. */
export function emptyTaker(key: string, isNew: boolean, tier: TierName): TakerFields {
  return { key, isNew, id: '', name: '', code: '', role: usualRole(tier) };
}

/** Roles that a new body of the tier may have; of councils, of either tier. */
export function rolesOf(tier: TierName): RoleName[] {
  const roles = tiers[tier].side === 'council' ? [...tiers.utla.roles, ...tiers.ltla.roles] : tiers[tier].roles;
  return [...new Set<RoleName>([...tiers[tier].roles, ...roles])];
}

/** True when drawing the kind gives out land block by block. */
export function givesOutLand(kind: DrawnKind): boolean {
  return kind === 'divide' || kind === 'transfer' || kind === 'establish';
}

/** The fields without the bodies that nobody knows: what is being typed is not chosen yet. */
export function withKnownBodies(fields: DrawFields, isKnown: (id: string) => boolean): DrawFields {
  const kept = (id: string) => (isKnown(id) ? id : '');
  return {
    ...fields,
    bodies: fields.bodies.map(kept),
    takers: fields.takers.map((one) => (one.isNew ? one : { ...one, id: kept(one.id) })),
  };
}

/** What the event is called when nobody gave it a title. */
export function suggestedTitle({ kind, bodies, takers, newName }: DrawFields, nameOf: (id: string) => string): string {
  const names = listText(bodies.filter((id) => id !== '').map(nameOf)) || '…';
  const taking = listText(takers.map((one) => (one.isNew ? one.name : one.id === '' ? '' : nameOf(one.id))));
  const titles: Record<DrawnKind, string> = {
    merge: `${names} merge${taking === '' ? '' : ` into ${taking}`}`,
    divide: `${names} is divided${taking === '' ? '' : ` into ${taking}`}`,
    transfer: `Land of ${names} passes${taking === '' ? '' : ` to ${taking}`}`,
    establish: `${taking || '…'} is established`,
    abolish: `${names} is abolished`,
    rename: `${names} is renamed${newName === '' ? '' : ` ${newName}`}`,
  };
  return titles[kind].slice(0, 190);
}

/** The drawn event that the fields state. `ground` is the giver's land; without it no land is given out. */
export function draftOf(fields: DrawFields, ground: Ground | null, nameOf: (id: string) => string): DraftEventWire {
  const title = fields.title.trim() || suggestedTitle(fields, nameOf);
  const head: DraftHead = {
    id: (fields.id || `draft-${slugOf(title)}`) as DraftHead['id'],
    title,
    day: fields.day as IsoDate,
    instrument: fields.instrument.trim() || null,
    note: fields.note.trim() || null,
  };
  return structuredClone(stated(fields, head, ground)) as unknown as DraftEventWire;
}

function stated(fields: DrawFields, head: DraftHead, ground: Ground | null): DraftEvent {
  const bodies = fields.bodies.filter((id) => id !== '') as OrganisationId[];
  const [giver = '' as OrganisationId] = bodies;
  const takers = fields.takers.map((one, at) => ({ key: one.key, taker: takerOf(one, at) }));
  const [first] = takers;
  switch (fields.kind) {
    case 'merge':
      return mergeDraft(head, bodies, first?.taker ?? giver);
    case 'divide':
      return dividedDraft(fields, head, giver, takers, ground);
    case 'transfer': {
      const moves = takers.map(({ key, taker }) => ({
        from: giver,
        to: idOf(taker),
        areas: areasOf(fields, key, ground),
      }));
      return transferDraft(head, moves);
    }
    case 'establish': {
      const areas = areasOf(fields, first?.key ?? '', ground);
      const land = areas === null || areas.areas.length === 0 ? [] : [{ from: giver, areas }];
      return establishDraft(head, first?.taker as NewBody, land);
    }
    case 'abolish':
      return abolishDraft(head, giver, first === undefined || idOf(first.taker) === '' ? null : idOf(first.taker));
    case 'rename':
      return renameDraft(head, [{ organisation: giver, name: fields.newName.trim() }]);
    default:
      fields.kind satisfies never;
      throw new Error('no such kind');
  }
}

type KeyedTaker = { readonly key: string; readonly taker: Taker };

/** A division, with the bodies of the lower tier that end with it: each passes its blocks to who takes them. */
function dividedDraft(
  fields: DrawFields,
  head: DraftHead,
  giver: OrganisationId,
  takers: readonly KeyedTaker[],
  ground: Ground | null,
): DraftEvent {
  const into = takers.map(({ key, taker }) => ({ taker, areas: areasOf(fields, key, ground) }));
  const draft = divideDraft(head, giver, into);
  if (!fields.endsLower || ground === null) return draft;
  const lower = ground.holders.filter((holder) => holder.id !== giver && holder.id !== ground.body.id);
  const moves = lower.flatMap((holder) => {
    const own = ground.blocks.filter((block) => ground.holders[block.holder]?.id === holder.id);
    const byTaker = Map.groupBy(own, (block) => fields.areas[block.code] ?? fields.rest);
    const taken = takers.filter(({ key }) => byTaker.has(key));
    return taken.map(({ key, taker }) => ({
      from: holder.id as OrganisationId,
      to: idOf(taker),
      geography: taken.length === 1 ? null : (ground.geography as GeographyId),
      areas: taken.length === 1 ? null : (byTaker.get(key) ?? []).map((block) => block.code),
    }));
  });
  const ending = lower.map((holder) => ({ organisation: holder.id as OrganisationId, part: 'predecessor' as const }));
  return { ...draft, participants: [...draft.participants, ...ending], moves: [...draft.moves, ...moves] };
}

/** The blocks of a taker; null: all that is not given out to others. */
function areasOf({ areas, rest }: DrawFields, key: string, ground: Ground | null): DrawnAreas {
  if (rest === key && rest !== '') return null;
  const own = ground?.blocks.filter((block) => areas[block.code] === key).map((block) => block.code) ?? [];
  return { geography: (ground?.geography ?? '') as GeographyId, areas: own };
}

function takerOf({ isNew, id, name, code, role }: TakerFields, at: number): Taker {
  if (!isNew) return id as OrganisationId;
  return {
    id: (id || `drawn-${slugOf(name) || String(at + 1)}`) as OrganisationId,
    name: name.trim(),
    code: code.trim() || null,
    role: role as RoleName,
  };
}

function idOf(taker: Taker): OrganisationId {
  return typeof taker === 'string' ? taker : taker.id;
}

/** The fields of a drawn event; null for one that no form draws, such as a cluster. */
export function fieldsOfDraft(draft: DraftEventWire, tierOf: (id: string) => TierName | null): DrawFields | null {
  const kind = draft.kind === 'boundary-change' ? 'transfer' : drawnKinds.find((one) => one === draft.kind);
  if (kind === undefined) return null;
  const enders = draft.participants.filter((one) => one.part === 'predecessor').map((one) => one.organisation);
  const giver = kind === 'rename' ? draft.names[0]?.organisation : (draft.moves[0]?.from ?? enders[0]);
  const [firstRole] = draft.newBodies.map((body) => body.role);
  const tier = tierOf(giver ?? '') ?? tierOfRole(firstRole);
  const takers = takersOf(draft, kind, giver ?? '').map((taker, at) => ({ ...taker, key: `taker-${at + 1}` }));
  const keyOf = new Map(takers.map((taker) => [taker.id, taker.key]));
  const given = draft.moves.filter((move) => move.from === giver);
  const areas = given.flatMap((move) => (move.areas ?? []).map((code) => [code, keyOf.get(move.to ?? '') ?? '']));
  const rest = kind === 'divide' ? given.find((move) => move.areas === null)?.to : undefined;
  return {
    ...emptyDraw(kind, tier, draft.day),
    id: draft.id,
    title: draft.title,
    instrument: draft.instrument ?? '',
    note: draft.note ?? '',
    bodies: kind === 'merge' ? mergedIn(draft, enders) : [giver ?? ''],
    takers,
    areas: Object.fromEntries(areas),
    rest: keyOf.get(rest ?? '') ?? '',
    endsLower: kind === 'divide' && enders.length > 1,
    newName: draft.names[0]?.name ?? '',
  };
}

/** Everyone who is merged: those that end, and who lives on with their land. */
function mergedIn(draft: DraftEventWire, enders: readonly string[]): string[] {
  return [...enders, ...draft.participants.filter((one) => one.part === 'continuing').map((one) => one.organisation)];
}

function takersOf(draft: DraftEventWire, kind: DrawnKind, giver: string): Omit<TakerFields, 'key'>[] {
  const known = new Map(draft.newBodies.map((body) => [body.id, body]));
  const taking = draft.participants.filter(
    ({ part, organisation }) => (part === 'successor' || part === 'continuing') && organisation !== giver,
  );
  if (kind === 'rename') return [];
  return taking.map(({ organisation }) => {
    const body = known.get(organisation);
    return {
      isNew: body !== undefined,
      id: organisation,
      name: body?.name ?? '',
      code: body?.code ?? '',
      role: body?.role ?? '',
    };
  });
}

function usualRole(tier: TierName): RoleName {
  return tier === 'utla' ? 'unitary-council' : (tiers[tier].roles[0] ?? 'unitary-council');
}

function tierOfRole(role: RoleName | undefined): TierName {
  const found = Object.entries(tiers).find(([, tier]) => (tier.roles as readonly string[]).includes(role ?? ''));
  return found !== undefined && isTierName(found[0]) ? found[0] : 'utla';
}

/** Small letters, digits and hyphens, at most sixty of them; '' when the text has none. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

function listText(names: readonly string[]): string {
  const given = names.filter((name) => name.trim() !== '');
  if (given.length < 2) return given[0] ?? '';
  return `${given.slice(0, -1).join(', ')} and ${given.at(-1)}`;
}
