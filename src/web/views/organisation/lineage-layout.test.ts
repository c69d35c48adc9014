import { describe, expect, it } from 'vitest';
import { type LineageLine, lineageLayout } from './lineage-layout.ts';

const line = (from: string, to: string): LineageLine => ({
  event: `${from}-${to}`,
  title: `${from} to ${to}`,
  on: null,
  from,
  to,
  giverContinues: false,
  persons: null,
  shareOfGiver: null,
});
const columns = (layout: ReturnType<typeof lineageLayout>) =>
  Object.fromEntries(layout.boxes.map((box) => [box.id, box.column]));

describe('the drawing of a lineage', () => {
  it('[WB39] predecessors stand to the left and successors to the right, each further than what it came from', () => {
    const layout = lineageLayout(
      'me',
      [line('grand', 'mother'), line('mother', 'me'), line('father', 'me')],
      [line('me', 'child'), line('child', 'grandchild')],
    );
    expect(columns(layout)).toEqual({ grand: 0, mother: 1, father: 1, me: 2, child: 3, grandchild: 4 });
    expect([layout.columns, layout.rows]).toEqual([5, 2]);
  });

  it('[WB39] no two boxes stand in the same place', () => {
    const layout = lineageLayout(
      'me',
      [],
      ['a', 'b', 'c', 'd'].map((name) => line('me', name)),
    );
    expect(new Set(layout.boxes.map((box) => `${box.column} ${box.row}`)).size).toBe(5);
  });

  it('[WB39] bodies that gave land to each other both ways are placed once, and the drawing ends', () => {
    const layout = lineageLayout('me', [line('other', 'me')], [line('me', 'other'), line('other', 'me')]);
    expect(layout.boxes).toHaveLength(2);
  });

  it('[WB39] a body with no lineage is one box', () => {
    expect(lineageLayout('me', [], [])).toMatchObject({
      columns: 1,
      rows: 1,
      boxes: [{ id: 'me', column: 0, row: 0 }],
    });
  });
});
