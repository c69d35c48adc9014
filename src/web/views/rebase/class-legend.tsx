/** What the colours of the map of areas mean: the same for the page and for a picture of the map. */

import type { DataMeasureWire } from '#wire/data-sets.ts';
import { classColours, type ValueClasses } from '../../charts/classes.ts';
import type { LegendEntry } from '../../charts/picture.ts';
import { unknownSwatch } from '../../map/palette.ts';
import { countText } from '../../words.ts';
import { valueText } from './value-words.ts';

/** An entry for each class, then what lines and crosses mean. `areas`: what one and several of them are called. */
export function legendEntries(
  measure: DataMeasureWire,
  classes: ValueClasses,
  areas: { readonly singular: string; readonly plural: string },
): LegendEntry[] {
  const entries = classes.lows.map((low, at): LegendEntry => {
    const high = classes.highs[at] ?? low;
    const span = low === high ? valueText(measure, low) : `${valueText(measure, low)} to ${valueText(measure, high)}`;
    const { fill } = classColours(at, classes.lows.length);
    return { fill, hatch: null, text: `${span} (${countText(classes.counts[at] ?? 0, areas.singular, areas.plural)})` };
  });
  const middle = classColours(Math.floor(classes.lows.length / 2), Math.max(1, classes.lows.length));
  return [
    ...entries,
    { fill: middle.fill, hatch: middle.line, text: 'Lines across: estimated, at least in part' },
    { fill: unknownSwatch.fill, hatch: unknownSwatch.mark, text: 'Grey with lines: not known' },
  ];
}

/** Said wherever counts or money are shaded: the colour of a large area says little more than that it is large. */
export function shadingNote({ kind }: Pick<DataMeasureWire, 'kind'>): string | null {
  if (kind === 'count')
    return 'Counts follow population: an area is dark because more people live there. For what is frequent, choose a rate or proportion.';
  return kind === 'money' ? 'Amounts follow population: an area is dark because more people live there.' : null;
}

/** The list beside the map. */
export function ClassLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend" aria-label="Legend of the map">
      {entries.map(({ fill, hatch, text }) => (
        <li key={text}>
          <svg width="28" height="16" aria-hidden="true">
            <rect width="28" height="16" fill={fill} stroke="#4a5a64" />
            {hatch !== null && (
              <path d="M-2 10L10 -2M2 18L20 0M12 20L30 2M22 22L36 8" stroke={hatch} strokeWidth="1.2" fill="none" />
            )}
          </svg>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
