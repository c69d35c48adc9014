/**
 * What part of the map is seen: fitted to the room there is, then zoomed and moved by the person. It follows the
 * address, and the address follows it a moment after the last move.
 */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Viewport } from '../../map/painter.ts';
import type { Shapes } from '../../map/shapes.ts';
import {
  type Box,
  boxOfSight,
  movedSight,
  parseSight,
  type Sight,
  sightOfBox,
  sightText,
  wholeSight,
  zoomedSight,
} from '../../map/sight.ts';
import { changeQuery, useLocation } from '../../router.ts';

/** Room left around the land. @units pixels */
const margin = 10;
/** A drag is written once, when it rests. @units milliseconds */
const restBeforeWriting = 150;

/** The viewport, and what changes it. `frameRef` goes to the element that the map fills. */
export function useViewport(shapes: Shapes) {
  const frameRef = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [sight, setSight] = useSight();
  useEffect(() => {
    const frame = frameRef.current;
    if (frame === null) return;
    const observer = new ResizeObserver(() => setSize({ width: frame.clientWidth, height: frame.clientHeight }));
    observer.observe(frame);
    return () => observer.disconnect();
  }, []);
  const view = useMemo(() => fitted(boxOfSight(sight, shapes), size), [sight, shapes, size]);
  const zoomBy = useCallback((factor: number) => setSight((now) => zoomedSight(now, factor)), [setSight]);
  const moveBy = (x: number, y: number) => setSight((now) => movedSight(now, shapes, -x / view.scale, -y / view.scale));
  const showBox = (box: Box | null) => setSight(() => (box === null ? wholeSight : sightOfBox(box, shapes)));
  return { frameRef, size, view, zoomBy, moveBy, showBox };
}

/** The sight that the address names as `at`; a change of either changes the other. */
function useSight(): readonly [Sight, (change: (now: Sight) => Sight) => void] {
  const { query } = useLocation();
  const named = query.get('at');
  const [sight, setSight] = useState(() => sightOf(named));
  /** The text that both agree on. What cannot be read stays in the address until the person moves the map. */
  const agreed = useRef(named);
  useEffect(() => {
    if (named === agreed.current) return;
    agreed.current = named;
    setSight(sightOf(named));
  }, [named]);
  const change = useCallback((make: (now: Sight) => Sight) => setSight(make), []);
  useEffect(() => {
    const text = sightText(sight);
    if (text === sightText(sightOf(agreed.current))) return;
    const timer = setTimeout(() => {
      agreed.current = text;
      changeQuery({ at: text });
    }, restBeforeWriting);
    return () => clearTimeout(timer);
  }, [sight]);
  return [sight, change];
}

function sightOf(named: string | null): Sight {
  return (named === null ? null : parseSight(named)) ?? wholeSight;
}

function fitted(box: Box, size: { readonly width: number; readonly height: number }): Viewport {
  const width = Math.max(box.right - box.left, 1e-6);
  const height = Math.max(box.bottom - box.top, 1e-6);
  const scale = Math.max(1e-6, Math.min((size.width - 2 * margin) / width, (size.height - 2 * margin) / height));
  return {
    scale,
    x: (size.width - width * scale) / 2 - box.left * scale,
    y: (size.height - height * scale) / 2 - box.top * scale,
  };
}
