import { describe, expect, it } from 'vitest';
import type { ArrangementSpecWire } from '#wire/arrangements.ts';
import { emptyFields, specOf } from './form-state.ts';
import { clashesOf, mergedSpec } from './merge-versions.ts';

const base: ArrangementSpecWire = { ...specOf(emptyFields).spec, id: 'A', title: 'Fund', note: 'old', source: 'old' };

describe('two versions of one arrangement', () => {
  const mine = { ...base, title: 'Mine', note: 'my note', isPriority: true };
  const theirs = { ...base, title: 'Theirs', source: 'their source', isPriority: true };
  const clashes = clashesOf(base, mine, theirs);

  it('[WR23] the fields that differ are told with who changed them', () => {
    expect(clashes).toEqual([
      { field: 'title', isClash: true, usual: 'mine' },
      { field: 'source', isClash: false, usual: 'theirs' },
      { field: 'note', isClash: false, usual: 'mine' },
    ]);
  });

  it('[WR23] without a choice nobody’s work is lost but where both changed a field, which keeps mine', () => {
    const merged = mergedSpec(mine, theirs, clashes, {});
    expect(merged).toEqual({ ...mine, source: 'their source' });
  });

  it('[WR23] a choice decides, field by field', () => {
    expect(mergedSpec(mine, theirs, clashes, { title: 'theirs', note: 'theirs' })).toEqual(theirs);
    expect(mergedSpec(mine, theirs, clashes, { source: 'mine' })).toEqual(mine);
  });

  it('[WR23] equal lists are no difference, however their fields are ordered', () => {
    const party = { organisation: 'x', role: 'host', share: null, signedOn: null };
    const turned = { signedOn: null, share: null, role: 'host', organisation: 'x' };
    expect(clashesOf(base, { ...base, parties: [party] }, { ...base, parties: [turned] })).toEqual([]);
  });
});
