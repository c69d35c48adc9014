/** What the map is made of: the sheet of shapes and the histories of both tiers, and from them the frame of the day. */

import { useMemo, useRef } from 'react';
import type { Topology } from 'topojson-specification';
import type { HistoryWire, MapWire } from '#wire/map.ts';
import { type Answer, apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf, hasOwnZones, nearestPopulation } from '../../choice.ts';
import { type Frame, type FrameInput, frameKey, makeFrame } from '../../map/map-frame.ts';
import { liesOnGlobe, makeShapes, type Shapes } from '../../map/shapes.ts';
import { decodeHistory, type TierHistory } from '../../map/tier-history.ts';

export type MapSheet = { readonly map: MapWire; readonly shapes: Shapes | null };

export type MapData = {
  readonly sheet: MapSheet;
  readonly bodies: TierHistory;
  readonly councils: TierHistory;
  readonly frame: Frame;
  /** Id of the population whose people are counted; null: none is on blocks. */
  readonly population: string | null;
};

/** The shapes and people of the register. */
export function useMapSheet(choice: Choice): {
  readonly answer: Answer<MapWire>;
  readonly sheet: MapSheet | undefined;
} {
  const { register, known, scenario } = contextOf(choice);
  const own = hasOwnZones(choice) ? scenario : null;
  const answer = useAnswer<MapWire>(apiAddress('/map', { register, known, scenario: own }));
  const map = answer.isStale ? undefined : answer.value;
  const sheet = useMemo(() => {
    if (map === undefined) return undefined;
    const topology = map.topology as Topology | null;
    return {
      map,
      shapes: topology === null ? null : makeShapes(topology, map.zoneCount, liesOnGlobe(topology)),
    };
  }, [map]);
  return { answer, sheet };
}

/** Everything the map needs, or the answers that are still to come. */
export function useMapData(choice: Choice): {
  readonly answers: readonly Answer<unknown>[];
  readonly data: MapData | undefined;
} {
  const { answer, sheet } = useMapSheet(choice);
  const bodies = useHistory(choice, choice.bodies, sheet);
  const councils = useHistory(choice, choice.councils, sheet);
  const population = choice.population ?? nearestPopulation(choice.register, choice.on);
  const input: FrameInput | undefined = useMemo(() => {
    if (sheet === undefined || bodies.history === undefined || councils.history === undefined) return undefined;
    return {
      map: sheet.map,
      bodies: bodies.history,
      councils: councils.history,
      population,
      tolerance: choice.tolerance,
    };
  }, [sheet, bodies.history, councils.history, population, choice.tolerance]);
  const frame = useFrame(input, choice.on);
  const isComplete = sheet !== undefined && input !== undefined && frame !== undefined;
  const data = isComplete ? { sheet, bodies: input.bodies, councils: input.councils, frame, population } : undefined;
  return { answers: [answer, bodies.answer, councils.answer], data };
}

/** The frame of the day: the one before, when nothing changed between the two days. */
function useFrame(input: FrameInput | undefined, on: string): Frame | undefined {
  const last = useRef<{ input: FrameInput; key: string; frame: Frame } | undefined>(undefined);
  return useMemo(() => {
    if (input === undefined) return undefined;
    const key = frameKey(input, on);
    if (last.current?.input !== input || last.current.key !== key)
      last.current = { input, key, frame: makeFrame(input, on) };
    return last.current.frame;
  }, [input, on]);
}

function useHistory(
  choice: Choice,
  tier: string,
  sheet: MapSheet | undefined,
): { answer: Answer<HistoryWire>; history: TierHistory | undefined } {
  const answer = useAnswer<HistoryWire>(apiAddress(`/history/${tier}`, contextOf(choice)));
  const wire = answer.isStale ? undefined : answer.value;
  const history = useMemo(
    () => (wire === undefined || sheet === undefined ? undefined : decodeHistory(wire, sheet.map.zoneCount)),
    [wire, sheet],
  );
  return { answer, history };
}
