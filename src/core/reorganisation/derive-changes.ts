/**
 * From two pictures of who held which land, what happened in between: merges, divisions, land that changed
 * hands, bodies under a new code. Works on parts and numbers alone; it knows no file, no date and no kind of
 * body, and it cannot tell law from land: a body under a new code and a new body on the same land look alike.
 */

/** Land that went from one body to another. */
export type Flow = { readonly from: number; readonly to: number; readonly parts: readonly number[] };

export type Change =
  /** One body is gone and one is new, on essentially the same land: a new code, or a successor. */
  | { readonly kind: 'same-land'; readonly from: number; readonly to: number; readonly parts: readonly number[] }
  /** Bodies that are gone lie in `into`, which is new or was there before. */
  | { readonly kind: 'merge'; readonly into: number; readonly isNew: boolean; readonly from: readonly Flow[] }
  /** A body is gone and lies in several. */
  | { readonly kind: 'divide'; readonly from: number; readonly into: readonly Flow[] }
  /** Land went from one to another without a merger or division of the giver. */
  | ({ readonly kind: 'move' } & Flow)
  /** Land that nobody held is now held, or the other way about. */
  | { readonly kind: 'taken-up'; readonly to: number; readonly parts: readonly number[] }
  | { readonly kind: 'given-up'; readonly from: number; readonly parts: readonly number[] };

export type DeriveOptions = {
  /** A body that is gone counts as divided when its second destination took at least this share of it. */
  readonly divideShare?: number;
};

const defaultDivideShare = 0.1;

/**
 * What happened between two pictures. Every part whose holder differs is in exactly one change; parts held
 * alike are in none. Ordered by kind, then by body number. Linear in parts.
 * @param before who held each part; -1: nobody. @shape parts
 * @param after the same, later. @shape parts
 * @throws when the two do not have the same number of parts.
 */
export function deriveChanges(before: Int32Array, after: Int32Array, options: DeriveOptions = {}): Change[] {
  if (before.length !== after.length) throw new Error(`pictures of ${before.length} and ${after.length} parts`);
  const picture = flowsBetween(before, after);
  const explained = new Set<Flow>();
  const changes = changesOfEnded(picture, options.divideShare ?? defaultDivideShare, explained);
  for (const flow of picture.flows) if (!explained.has(flow)) changes.push(changeOfFlow(flow));
  return changes.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || giverOf(a) - giverOf(b) || takerOf(a) - takerOf(b),
  );
}

/** What became of each body that is gone; the flows that this explains go into `explained`. */
function changesOfEnded(picture: Picture, divideShare: number, explained: Set<Flow>): Change[] {
  const changes: Change[] = [];
  const heirs = new Map<number, Flow[]>();
  for (const body of picture.ended) {
    const out = (picture.outOf.get(body) ?? []).filter((flow) => flow.to >= 0);
    const total = out.reduce((sum, flow) => sum + flow.parts.length, 0);
    const large = out.filter((flow) => flow.parts.length >= divideShare * total).sort(bySize);
    const main = large[0];
    if (main === undefined) continue;
    if (large.length > 1) changes.push({ kind: 'divide', from: body, into: large });
    else heirs.set(main.to, [...(heirs.get(main.to) ?? []), main]);
    for (const flow of large) explained.add(flow);
  }
  for (const [into, flows] of heirs) changes.push(unionOf(into, flows, picture));
  return changes;
}

function changeOfFlow(flow: Flow): Change {
  if (flow.from < 0) return { kind: 'taken-up', to: flow.to, parts: flow.parts };
  if (flow.to < 0) return { kind: 'given-up', from: flow.from, parts: flow.parts };
  return { kind: 'move', ...flow };
}

/** The body in which one that is gone mainly lies afterwards; the body itself when it is not gone. */
export function heirOf(changes: readonly Change[], body: number): number {
  for (const change of changes) {
    if (change.kind === 'same-land' && change.from === body) return change.to;
    if (change.kind === 'merge' && change.from.some((flow) => flow.from === body)) return change.into;
    if (change.kind === 'divide' && change.from === body) return change.into[0]?.to ?? body;
  }
  return body;
}

const order: readonly Change['kind'][] = ['same-land', 'merge', 'divide', 'move', 'taken-up', 'given-up'];

type Picture = {
  readonly flows: readonly Flow[];
  readonly outOf: ReadonlyMap<number, readonly Flow[]>;
  readonly ended: ReadonlySet<number>;
  readonly begun: ReadonlySet<number>;
  /** Parts each body holds in the later picture. */
  readonly sizeAfter: ReadonlyMap<number, number>;
};

function flowsBetween(before: Int32Array, after: Int32Array): Picture {
  const byPair = new Map<string, { from: number; to: number; parts: number[] }>();
  const sizeBefore = new Map<number, number>();
  const sizeAfter = new Map<number, number>();
  for (let part = 0; part < before.length; part++) {
    const from = before[part] ?? -1;
    const to = after[part] ?? -1;
    sizeBefore.set(from, (sizeBefore.get(from) ?? 0) + 1);
    sizeAfter.set(to, (sizeAfter.get(to) ?? 0) + 1);
    if (from === to) continue;
    const key = `${from} ${to}`;
    const flow = byPair.get(key);
    if (flow === undefined) byPair.set(key, { from, to, parts: [part] });
    else flow.parts.push(part);
  }
  const flows = [...byPair.values()];
  return {
    flows,
    outOf: Map.groupBy(flows, (flow) => flow.from),
    ended: new Set([...sizeBefore.keys()].filter((body) => body >= 0 && !sizeAfter.has(body))),
    begun: new Set([...sizeAfter.keys()].filter((body) => body >= 0 && !sizeBefore.has(body))),
    sizeAfter,
  };
}

/** One body gone into a new one of which it is the larger half is the same land; anything else is a merger. */
function unionOf(into: number, flows: readonly Flow[], picture: Picture): Change {
  const isNew = picture.begun.has(into);
  const only = flows.length === 1 ? flows[0] : undefined;
  if (isNew && only !== undefined && 2 * only.parts.length > (picture.sizeAfter.get(into) ?? 0)) {
    return { kind: 'same-land', from: only.from, to: into, parts: only.parts };
  }
  return { kind: 'merge', into, isNew, from: flows };
}

function bySize(a: Flow, b: Flow): number {
  return b.parts.length - a.parts.length || a.to - b.to;
}

function giverOf(change: Change): number {
  if (change.kind === 'merge') return change.from[0]?.from ?? -1;
  return change.kind === 'taken-up' ? -1 : change.from;
}

function takerOf(change: Change): number {
  if (change.kind === 'merge') return change.into;
  if (change.kind === 'divide') return change.into[0]?.to ?? -1;
  return change.kind === 'given-up' ? -1 : change.to;
}
