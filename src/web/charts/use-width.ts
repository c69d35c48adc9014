/** How wide the room of a drawing is: charts are drawn in pixels, so that their words stay readable in narrow windows. */

import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of the element that `ref` goes to; 0 before it is known. @units pixels */
export function useWidth(): { readonly ref: RefObject<HTMLDivElement | null>; readonly width: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
