/** A drawing of the sum that gives a small number away: the published areas with their signs, and what is left. */

import { countText } from '../../words.ts';
import { type GivenAway, sumText } from './release-words.ts';

/** Boxes in a row that wraps. It repeats what the words beside it say, so it is one picture to those who cannot see it. */
export function SumDrawing({ found }: { readonly found: GivenAway }) {
  const left = `${countText(found.count, 'person or case', 'people or cases')} in ${countText(found.blocks, 'building block', 'building blocks')}`;
  return (
    <div className="sum" role="img" aria-label={`${sumText(found.terms)} leaves ${left}`}>
      {found.terms.map(({ name, release, times }, at) => (
        <span key={`${name} ${release} ${times}`} className="sum-part">
          {(at > 0 || times < 0) && <span className="sum-sign">{times < 0 ? '−' : '+'}</span>}
          <span className={times < 0 ? 'sum-box is-taken' : 'sum-box'}>
            {Math.abs(times) > 1 && `${Math.abs(times)} × `}
            {name}
            <span className="data-under">{release === null ? 'this release' : `release ${release}`}</span>
          </span>
        </span>
      ))}
      <span className="sum-part">
        <span className="sum-sign">=</span>
        <span className="sum-box is-left">
          {found.count}
          <span className="data-under">{countText(found.blocks, 'block', 'blocks')}</span>
        </span>
      </span>
    </div>
  );
}
