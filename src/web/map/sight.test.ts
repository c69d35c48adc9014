import { describe, expect, it } from 'vitest';
import { boxOfSight, movedSight, parseSight, sightOfBox, sightText, wholeSight, zoomedSight } from './sight.ts';

const plane = { width: 200, height: 100 };

describe('what part of the map is looked at', () => {
  it('[WB40] a sight comes back from its text, rounded, and the whole map needs none', () => {
    const sight = { x: 0.51234567, y: 0.25, zoom: 3.27159 };
    expect(sightText(sight)).toBe('0.5123,0.25,3.27');
    expect(parseSight('0.5123,0.25,3.27')).toEqual({ x: 0.5123, y: 0.25, zoom: 3.27 });
    expect(sightText(wholeSight)).toBeNull();
  });

  it('[WB40] a text that shows no part of the map is no sight', () => {
    for (const text of [
      '',
      'x',
      '1,2',
      '0.5,0.5,0.2',
      '0.5,0.5,41',
      '1.2,0.5,2',
      '-0.1,0.5,2',
      '0.5,,2',
      '0.5,0.5,2,1',
    ])
      expect(parseSight(text), text).toBeNull();
  });

  it('[WB40] the same sight shows the same land in every window, and a box is shown with room around it', () => {
    expect(boxOfSight(wholeSight, plane)).toEqual({ left: 0, right: 200, top: 0, bottom: 100 });
    expect(boxOfSight({ x: 0.5, y: 0.5, zoom: 2 }, plane)).toEqual({ left: 50, right: 150, top: 25, bottom: 75 });
    const shown = boxOfSight(sightOfBox({ left: 20, right: 40, top: 10, bottom: 15 }, plane), plane);
    expect(shown.right - shown.left).toBeCloseTo(26);
    expect((shown.left + shown.right) / 2).toBeCloseTo(30);
  });

  it('[WB40] zooming out far enough ends at the whole map, and moving keeps the middle on it', () => {
    const close = zoomedSight(wholeSight, 1.6);
    expect(close.zoom).toBeCloseTo(1.6);
    expect(zoomedSight({ ...close, x: 0.2 }, 1 / 1.6)).toEqual(wholeSight);
    expect(zoomedSight(wholeSight, 1000).zoom).toBe(40);
    expect(movedSight(close, plane, 20, -10)).toEqual({ x: 0.6, y: 0.4, zoom: 1.6 });
    expect(movedSight(close, plane, 9999, -9999)).toMatchObject({ x: 1, y: 0 });
  });
});
