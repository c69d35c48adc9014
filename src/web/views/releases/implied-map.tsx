/** A small map of the land whose number is given away, where the areas of the sum are bodies with land on the map. */

import { useEffect, useMemo, useRef } from 'react';
import type { HistoryWire } from '#wire/map.ts';
import type { ReleaseSummaryWire } from '#wire/releases.ts';
import { apiAddress, ask, useAsked } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { paintScene, type Scene, scenePaths, sceneTiles } from '../../map/painter.ts';
import type { Swatch } from '../../map/palette.ts';
import type { Shapes } from '../../map/shapes.ts';
import { codeOn, decodeHistory, nameOn, stepOn, type TierHistory } from '../../map/tier-history.ts';
import { Loading } from '../../parts/status-note.tsx';
import { type MapSheet, useMapSheet } from '../map/use-map-data.ts';
import { impliedZones } from './implied-zones.ts';
import { type GivenAway, sumText } from './release-words.ts';

/** Areas of a tier on a day, as this release or an earlier one has them. */
type TierDay = { readonly tier: string; readonly on: string };

type ImpliedMapProps = {
  readonly choice: Choice;
  readonly found: GivenAway;
  /** The areas of this release. */
  readonly here: TierDay;
  readonly earlier: readonly ReleaseSummaryWire[];
};

/** @units pixels */
const size = { width: 480, height: 320 };
/** Room left around the land. @units pixels */
const margin = 18;

const swatches: readonly Swatch[] = [
  { fill: '#ffffff', mark: '#ffffff', pattern: 'plain' },
  { fill: '#dfe6ea', mark: '#dfe6ea', pattern: 'plain' },
  { fill: '#f0a860', mark: '#7a3b00', pattern: 'diagonal' },
];

/** The map, or nothing where it cannot be drawn: the words beside it say all that it shows. */
export function ImpliedMap({ choice, found, here, earlier }: ImpliedMapProps) {
  const { sheet } = useMapSheet(choice);
  const days = found.terms.map(({ release }) => (release === null ? here : dayOf(earlier, release)));
  const names = [...new Set(days.flatMap((day) => (day === null ? [] : [day.tier])))].sort();
  const context = contextOf(choice);
  const histories = useAsked(
    sheet === undefined ? null : `implied ${JSON.stringify([context, names])}`,
    async (): Promise<ReadonlyMap<string, TierHistory>> => {
      const wires = await Promise.all(names.map((tier) => ask<HistoryWire>(apiAddress(`/history/${tier}`, context))));
      return new Map(wires.map((wire) => [wire.tier, decodeHistory(wire, sheet?.map.zoneCount ?? 0)]));
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the days follow from what was found
  const drawn = useMemo(
    () =>
      sheet === undefined || histories.value === undefined ? undefined : sceneOf(sheet, histories.value, found, days),
    [sheet, histories.value, found],
  );
  if (histories.fault !== undefined || drawn === null) return null;
  if (drawn === undefined) return <Loading what="the map of what is left" />;
  return (
    <figure className="implied-map">
      <Drawing {...drawn} label={`Map: ${sumText(found.terms)}; what is left is hatched`} />
      <figcaption className="hint">
        Grey: the areas of the sum. Hatched: what is left of them.
        {sheet?.map.schematic === true && ' A schematic drawing, not a survey.'}
      </figcaption>
    </figure>
  );
}

function dayOf(earlier: readonly ReleaseSummaryWire[], id: string): TierDay | null {
  const release = earlier.find((one) => one.id === id);
  return release === undefined || release.to.kind !== 'tier' ? null : { tier: release.to.tier, on: release.on };
}

type Drawn = { readonly shapes: Shapes; readonly scene: Scene };

/** Null when a term is no body with land, or the map has no shapes. */
function sceneOf(
  sheet: MapSheet,
  histories: ReadonlyMap<string, TierHistory>,
  found: GivenAway,
  days: readonly (TierDay | null)[],
): Drawn | null {
  const { shapes } = sheet;
  if (shapes === null) return null;
  const terms = found.terms.flatMap(({ name, times }, at) => {
    const day = days[at];
    const history = day === null || day === undefined ? undefined : histories.get(day.tier);
    if (day === null || day === undefined || history === undefined) return [];
    const holders = history.holders[stepOn(history, day.on)];
    const body = history.bodies.findIndex((one) => nameOn(one, day.on) === name || codeOn(one, day.on) === name);
    return holders === undefined || body < 0 ? [] : [{ holders, body, times }];
  });
  const states = terms.length === found.terms.length ? impliedZones(shapes.zoneCount, terms) : null;
  const first = terms[0];
  if (states === null || first === undefined) return null;
  const other = terms.find(({ holders }) => holders !== first.holders) ?? first;
  return {
    shapes,
    scene: {
      swatchOf: states,
      swatches,
      bodyOf: Int32Array.from(first.holders),
      councilOf: Int32Array.from(other.holders),
      labels: [],
    },
  };
}

function Drawing({ shapes, scene, label }: Drawn & { readonly label: string }) {
  const land = useRef<HTMLCanvasElement>(null);
  const painted = useMemo(() => scenePaths(shapes, scene), [shapes, scene]);
  useEffect(() => {
    if (land.current === null) return;
    const box = boxOfZones(shapes, scene.swatchOf);
    const room = { width: size.width - 2 * margin, height: size.height - 2 * margin };
    const scale = Math.min(room.width / (box.right - box.left), room.height / (box.bottom - box.top));
    const view = {
      scale,
      x: (size.width - (box.left + box.right) * scale) / 2,
      y: (size.height - (box.top + box.bottom) * scale) / 2,
    };
    paintScene(land.current, painted, view, sceneTiles(scene.swatches));
  }, [painted, shapes, scene]);
  const ratio = window.devicePixelRatio;
  return (
    <div className="implied-drawing" role="img" aria-label={label}>
      <canvas ref={land} width={size.width * ratio} height={size.height * ratio} />
    </div>
  );
}

/** The box around the zones of the sum. */
function boxOfZones(shapes: Shapes, states: Uint8Array): { left: number; top: number; right: number; bottom: number } {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let zone = 0; zone < shapes.zoneCount; zone++) {
    if (states[zone] === 0 || (shapes.rings[zone]?.length ?? 0) === 0) continue;
    box.left = Math.min(box.left, shapes.boxes[zone * 4] as number);
    box.top = Math.min(box.top, shapes.boxes[zone * 4 + 1] as number);
    box.right = Math.max(box.right, shapes.boxes[zone * 4 + 2] as number);
    box.bottom = Math.max(box.bottom, shapes.boxes[zone * 4 + 3] as number);
  }
  return box;
}
