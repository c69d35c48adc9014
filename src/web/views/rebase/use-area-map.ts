/** The land of the bodies of a tier on a day, as outlines by code, ready to be drawn as elements. */

import { useMemo } from 'react';
import type { HistoryWire } from '#wire/map.ts';
import { type Answer, apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { bodyOutlines, type Outline } from '../../map/body-outlines.ts';
import type { Label } from '../../map/painter.ts';
import { bodyLabels } from '../../map/scene.ts';
import type { Shapes } from '../../map/shapes.ts';
import { codeOn, decodeHistory, nameOn, stepOn } from '../../map/tier-history.ts';
import { useMapSheet } from '../map/use-map-data.ts';
import type { Target } from './rebase-choice.ts';

export type AreaMap = {
  readonly shapes: Shapes;
  /** By code of the area on the day; areas without land have none. */
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly labels: readonly Label[];
  readonly schematic: boolean;
};

/** The map; undefined while it comes, null where the register has no shapes. */
export function useAreaMap(
  choice: Choice,
  { to, on }: Target,
): { readonly answers: readonly Answer<unknown>[]; readonly map: AreaMap | null | undefined } {
  const { answer, sheet } = useMapSheet(choice);
  const asked = useAnswer<HistoryWire>(apiAddress(`/history/${to}`, contextOf(choice)));
  const wire = asked.isStale ? undefined : asked.value;
  const history = useMemo(
    () => (wire === undefined || sheet === undefined ? undefined : decodeHistory(wire, sheet.map.zoneCount)),
    [wire, sheet],
  );
  const map = useMemo((): AreaMap | null | undefined => {
    if (sheet === undefined || history === undefined) return undefined;
    const { shapes } = sheet;
    if (shapes === null) return null;
    const holders = history.holders[stepOn(history, on)] as Int32Array;
    const found = bodyOutlines(shapes, holders, history.bodies.length);
    const names = history.bodies.map((body) => nameOn(body, on));
    const outlines = new Map<string, Outline>();
    for (const [at, outline] of found.entries()) {
      const body = history.bodies[at];
      if (outline !== null && body !== undefined) outlines.set(codeOn(body, on), outline);
    }
    return { shapes, outlines, labels: bodyLabels(shapes, holders, names), schematic: sheet.map.schematic };
  }, [sheet, history, on]);
  return { answers: [answer, asked], map };
}
