import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '#core/access/may.ts';
import type { Resource } from '#core/access/resource.ts';
import { anyPrincipal, anyThing, bodiesOf, grantsOf, personOf, thingOf } from '#core/access/test-access.ts';
import { isInSet, makeVisibleIndex, placesInSet, visibleSet } from '#core/access/visible-set.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

describe('the sight of many things', () => {
  it('[AX20] it is the sight of each, at its place', () => {
    fc.assert(
      fc.property(fc.array(anyThing(), { maxLength: 80 }), anyPrincipal, (things, who) => {
        const set = visibleSet(makeVisibleIndex(things), who);
        const expected = things.map((thing) => visible(who, thing));
        expect(things.map((_, place) => isInSet(set, place))).toEqual(expected);
        expect(placesInSet(set)).toEqual(expected.flatMap((seen, place) => (seen ? [place] : [])));
      }),
      { numRuns: 600 },
    );
  });

  it('[AX20] the bits of 20,000 things are found far sooner than one by one', () => {
    const things: Resource[] = Array.from({ length: 20_000 }, (_, place) =>
      thingOf('arrangement', `o${place % 300} o${(place * 7 + 1) % 300}`, {
        regions: [`n${place % 7}` as OrganisationId, ...bodiesOf('all')],
      }),
    );
    const who = personOf('ann', grantsOf('ann o5 editor, ann o5 approver, ann o17 viewer, ann n3 observer'), 'o5');
    const index = makeVisibleIndex(things);
    const once = () => placesInSet(visibleSet(index, who));
    const slow = () => things.flatMap((thing, place) => (visible(who, thing) ? [place] : []));
    expect(once()).toEqual(slow());
    const timeOf = (work: () => unknown) => {
      const runs = Array.from({ length: 5 }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    expect(timeOf(once)).toBeLessThan(timeOf(slow));
  });
});
