/** What part of the map is seen: fitted to the room there is, then zoomed and moved by the person. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Viewport } from '../../map/painter.ts';
import type { Shapes } from '../../map/shapes.ts';

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Room left around the land. @units pixels */
const margin = 10;
const mostZoom = 40;

/** The viewport, and what changes it. `frameRef` goes to the element that the map fills. */
export function useViewport(shapes: Shapes) {
  const frameRef = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  /** Null: the whole map. In units of the plane, so that it holds when the window changes. */
  const [shown, setShown] = useState<Box | null>(null);
  useEffect(() => {
    const frame = frameRef.current;
    if (frame === null) return;
    const observer = new ResizeObserver(() => setSize({ width: frame.clientWidth, height: frame.clientHeight }));
    observer.observe(frame);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other shapes are another map, seen whole again
  useEffect(() => setShown(null), [shapes]);
  const whole = useMemo(() => ({ left: 0, top: 0, right: shapes.width, bottom: shapes.height }), [shapes]);
  const view = useMemo(() => fitted(shown ?? whole, size), [shown, whole, size]);
  const zoomBy = useCallback(
    (factor: number) =>
      setShown((box) => {
        const next = scaled(box ?? whole, 1 / factor);
        if (next.right - next.left >= whole.right * 1.05 && next.bottom - next.top >= whole.bottom * 1.05) return null;
        return next.right - next.left < whole.right / mostZoom ? box : next;
      }),
    [whole],
  );
  const moveBy = (x: number, y: number) =>
    setShown((box) => {
      const now = box ?? whole;
      const [right, down] = [-x / view.scale, -y / view.scale];
      return { left: now.left + right, right: now.right + right, top: now.top + down, bottom: now.bottom + down };
    });
  const showBox = useCallback((box: Box | null) => setShown(box === null ? null : scaled(box, 1.3)), []);
  return { frameRef, size, view, zoomBy, moveBy, showBox };
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

function scaled(box: Box, factor: number): Box {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [halfWidth, halfHeight] = [((box.right - box.left) / 2) * factor, ((box.bottom - box.top) / 2) * factor];
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}
