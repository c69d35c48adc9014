import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementsThatShow, type KeptAgreement, makeSharing, sharedUnder } from '#core/access/shared-under.ts';
import { bodiesOf } from '#core/access/test-access.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { partyOf, soundSpec } from '#core/agreements/test-arrangement.ts';
import { arrangementKindNames, stages } from '#core/agreements/vocabulary.ts';
import { isoDate } from '#std/iso-date.ts';

const on = isoDate('2015-06-01');

function agreement(keepers: string, changes: Partial<Arrangement> = {}): KeptAgreement {
  const parties = bodiesOf(keepers).map((body) => partyOf(body, 'data-controller', '2010-03-20'));
  const spec = soundSpec({ kind: 'data-sharing-agreement', clauses: {}, parties, dataSets: ['people'] });
  return { arrangement: { ...(spec as unknown as Arrangement), ...changes }, owners: bodiesOf(keepers) };
}

const shown = (owners: string, agreements: readonly KeptAgreement[], day = on) =>
  sharedUnder({ id: 'people', owners: bodiesOf(owners) }, agreements, day).join(' ');

describe('data sharing', () => {
  it('[AX40] shows a data set to the partners of everybody who owns it', () => {
    expect(shown('a', [agreement('a b c')])).toBe('b c');
    expect(shown('a', [agreement('b c')])).toBe('');
    expect(shown('a b', [agreement('a c')])).toBe('');
    expect(shown('a b', [agreement('a b c'), agreement('b d')])).toBe('c');
    expect(shown('', [agreement('a b')])).toBe('');
    expect(shown('a', [agreement('a b', { dataSets: ['deaths'] })])).toBe('');
    expect(shown('a', [agreement('a b', { kind: 'pooled-fund' })])).toBe('');
  });

  it('[AX40] by who keeps the agreement, not by who signed it', () => {
    const passed = { ...agreement('a b'), owners: bodiesOf('b x') };
    expect(shown('x', [passed])).toBe('b');
    expect(shown('a', [passed])).toBe('');
    expect(agreementsThatShow({ id: 'people', owners: bodiesOf('x') }, [passed], on)).toEqual([passed]);
    expect(agreementsThatShow({ id: 'people', owners: bodiesOf('a') }, [passed], on)).toEqual([]);
  });

  it.each([
    ['in-force', '2010-04-01', 'b'],
    ['in-force', '2010-03-31', ''],
    ['in-force', '2020-03-31', 'b'],
    ['in-force', '2020-04-01', ''],
    ['varied', '2015-06-01', 'b'],
    ['proposed', '2015-06-01', ''],
    ['agreed-in-principle', '2015-06-01', 'b'],
    ['agreed-in-principle', '2010-03-31', ''],
    ['ended', '2020-04-01', ''],
  ] as const)('[AX40] one that is stated to be %s, on %s, shows it to: %s', (stage, day, seers) => {
    expect(shown('a', [agreement('a b', { stage })], isoDate(day))).toBe(seers);
  });

  it('[AX40] an agreement in principle shows nothing until all have signed', () => {
    const parties = [partyOf('a', 'data-controller', '2010-03-20'), partyOf('b')] as unknown as Arrangement['parties'];
    expect(shown('a', [agreement('a b', { stage: 'agreed-in-principle', parties })])).toBe('');
  });

  it('[AX40] for many data sets at once it says the same', () => {
    const drawn = fc.record({
      keepers: fc.subarray(bodiesOf('a b c d'), { minLength: 1 }),
      kind: fc.constantFrom('data-sharing-agreement' as const, ...arrangementKindNames),
      stage: fc.constantFrom(...stages),
      dataSets: fc.subarray(['people', 'deaths']),
    });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 5 }), fc.subarray(bodiesOf('a b c d')), (given, owners) => {
        const agreements = given.map(({ keepers, ...rest }) => agreement(keepers.join(' '), rest));
        const sharing = makeSharing(agreements, on);
        for (const id of ['people', 'deaths']) {
          const dataSet = { id, owners };
          const one = agreementsThatShow(dataSet, agreements, on).flatMap((each) => each.owners);
          const others = [...new Set(one)].filter((body) => !owners.includes(body)).sort();
          expect(sharing(dataSet)).toEqual(others);
        }
      }),
      { numRuns: 200 },
    );
  });
});
