/** Said before the summary: how many bodies are of unknown territory, or known in part, and which blocks nobody covers. */

import type { MeasureWire } from '#wire/measure.ts';
import type { Choice } from '../../choice.ts';
import { landlessEvidence } from '../../parts/count-evidence.ts';
import { Figure } from '../../parts/evidence.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { useLocation } from '../../router.ts';
import { numberText } from '../../words.ts';
import { UncoveredBlocks } from './uncovered-blocks.tsx';

type UnknownProps = { readonly choice: Choice; readonly measure: MeasureWire };

/** Above so many the names are folded away. */
const mostNamed = 6;

/** The caution; nothing where all territory is known. */
export function UnknownTerritory({ choice, measure }: UnknownProps) {
  const partial = measure.unknownTerritory.filter((one) => one.extent === 'partial');
  const unknown = measure.unknownTerritory.filter((one) => one.extent === 'unknown');
  if (measure.unknownTerritory.length === 0) return null;
  return (
    <div className="note note-caution">
      {unknown.length > 0 && (
        <>
          <p>
            <Figure
              text={numberText(unknown.length)}
              evidence={{
                ...landlessEvidence(choice, choice.bodies, 'unknown'),
                title: 'Bodies and councils of unknown territory',
              }}
            />{' '}
            {unknown.length === 1 ? 'body exists whose territory' : 'bodies exist whose territory'} this register does
            not know. They are not counted below.
          </p>
          <Named bodies={unknown} on={choice.on} />
        </>
      )}
      {partial.length > 0 && (
        <>
          <p>
            Of{' '}
            <Figure
              text={numberText(partial.length)}
              evidence={{
                ...landlessEvidence(choice, choice.bodies, 'partial'),
                title: 'Bodies and councils of which part of the territory is known',
              }}
            />{' '}
            {partial.length === 1 ? 'body' : 'bodies'} only part of the territory is known. They are listed among the
            pairs with that part; no relation of theirs is claimed, and they count in no figure of their kind.
          </p>
          <Named bodies={partial} on={choice.on} />
        </>
      )}
    </div>
  );
}

/** The lists of blocks of the sides on which somebody is in no body or council, or territory is not known. */
export function UncoveredSides({ choice, measure }: UnknownProps) {
  const { query } = useLocation();
  const persons = { bodies: measure.summary.personsInNoBody ?? 0, councils: measure.summary.personsInNoCouncil ?? 0 };
  const isShown = (side: 'bodies' | 'councils') =>
    persons[side] > 0 || measure.unknownTerritory.length > 0 || query.get('uncovered') === side;
  return (
    <>
      {isShown('bodies') && <UncoveredBlocks choice={choice} side="bodies" />}
      {isShown('councils') && <UncoveredBlocks choice={choice} side="councils" />}
    </>
  );
}

function Named({ bodies, on }: { readonly bodies: MeasureWire['unknownTerritory']; readonly on: string }) {
  const names = (
    <p>
      {bodies.map((one, at) => (
        <span key={one.code}>
          {at > 0 && ', '}
          <OrganisationLink id={one.code} on={on}>
            {one.name}
          </OrganisationLink>
        </span>
      ))}
      .
    </p>
  );
  if (bodies.length <= mostNamed) return names;
  return (
    <details>
      <summary>Which they are</summary>
      {names}
    </details>
  );
}
