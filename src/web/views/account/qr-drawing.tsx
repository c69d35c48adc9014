/** A text as a QR code, drawn as one path; it always stands dark on light, with the quiet border that readers need. */

import { useMemo } from 'react';
import { encode } from 'uqr';

/** Light squares around it, which the standard asks for. @units squares */
const border = 4;

/** The drawing. `title` tells what it is to who does not see it. */
export function QrDrawing({ text, title }: { readonly text: string; readonly title: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title} shapeRendering="crispEdges">
      <rect width={size} height={size} className="qr-light" />
      <path d={path} className="qr-dark" />
    </svg>
  );
}

function drawn(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border, ecc: 'M' });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
