/**
 * Days that cannot be judged by: of a pair that stands the wrong way round either may be the wrong one. The pair is one
 * fault; whatever would follow from it is not told as well.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';

type Days = Pick<Arrangement, 'agreedOn' | 'startsOn' | 'endsOn'>;

/** The same with both days of the first pair out of order empty: start and end, else agreement and end. */
export function withoutDoubtedDays<T extends Days>(stated: T): T {
  const { agreedOn, startsOn, endsOn } = stated;
  if (endsOn === null) return stated;
  if (startsOn !== null && endsOn <= startsOn) return { ...stated, startsOn: null, endsOn: null };
  if (agreedOn !== null && endsOn < agreedOn) return { ...stated, agreedOn: null, endsOn: null };
  return stated;
}
