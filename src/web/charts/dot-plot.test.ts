import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DotPlot, type DotRow } from './dot-plot.tsx';

/** The drawings of a plot of so many rows. */
function drawn(count: number): string[] {
  const rows = Array.from({ length: count }, (_, at): DotRow => {
    const value = 1000 + at;
    const plain = { lower: null, upper: null, interval: null, isExact: true };
    return { key: `E${at}`, name: `Area ${at}`, value, text: `Area ${at}: ${value}`, ...plain };
  });
  const axisTexts = (values: readonly number[]) => values.map((value) => `axis ${value}`);
  const markup = renderToStaticMarkup(
    createElement(DotPlot, {
      ...{ rows, axisTexts, references: [], width: 640, active: null, selected: null, drawing: null },
    }),
  );
  return markup.split('<svg').slice(1);
}

describe('a plot of dots', () => {
  it('[WB72] up to 60 areas have one axis, at the end; more have it again where it stays in sight', () => {
    expect(drawn(60)).toHaveLength(1);
    const [plot = '', axis = '', ...others] = drawn(61);
    expect(others).toEqual([]);
    const texts = (text: string) => text.match(/axis \d+/g);
    expect(texts(axis)?.length).toBeGreaterThan(1);
    expect(texts(axis)).toEqual(texts(plot));
    expect(axis).toContain('plot-axis');
  });
});
