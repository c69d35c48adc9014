/** The Surrey story: four steps that a newcomer clicks through, each with a paragraph, a map and a few figures. */

import { useEffect, useRef } from 'react';
import type { Choice } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { BeforeFigures, BoardsFigures } from './story-boards.tsx';
import { CouncilsFigures, CouncilsHappens, RejectedFigures } from './story-councils.tsx';
import { StoryMap } from './story-map.tsx';
import { stepNumber, storySteps } from './story-steps.ts';

const figures = [BeforeFigures, BoardsFigures, CouncilsFigures, RejectedFigures];
/** What stands under the map. */
const beside = [undefined, undefined, CouncilsHappens, undefined];

/** The list of steps, the step that the address names, and the way to the next. */
export function Story({ choice }: { readonly choice: Choice }) {
  const { query } = useLocation();
  const number = stepNumber(query.get('step'));
  const step = storySteps[number - 1];
  const Figures = figures[number - 1];
  const Beside = beside[number - 1];
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(number);
  useEffect(() => {
    // A new step: the focus goes to its heading, so that keys and screen readers go on from there.
    if (shown.current !== number) title.current?.focus();
    shown.current = number;
  }, [number]);
  if (step === undefined || Figures === undefined) return null;
  return (
    <section className="story" aria-label="The Surrey story">
      <nav aria-label="Steps of the story">
        <ol className="steps">
          {storySteps.map((one, at) => (
            <li key={one.name}>
              <Link path="/" query={{ step: String(at + 1) }} current={at + 1 === number ? 'step' : undefined}>
                {at + 1}. {one.name}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <h2 ref={title} tabIndex={-1}>
        {step.title}
      </h2>
      <div className="story-grid">
        <div>
          <p>{step.text}</p>
          <Figures choice={choice} step={step} />
        </div>
        <div>
          <StoryMap choice={choice} step={step} />
          {Beside !== undefined && <Beside choice={choice} step={step} />}
        </div>
      </div>
      <p className="button-row story-way">
        {number > 1 && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => changeQuery({ step: String(number - 1) }, true)}
          >
            Back
          </button>
        )}
        {number < storySteps.length ? (
          <button type="button" className="button" onClick={() => changeQuery({ step: String(number + 1) }, true)}>
            Next: {storySteps[number]?.name}
          </button>
        ) : (
          <a className="button" href="#own-area">
            Do this with your own area
          </a>
        )}
      </p>
      <p className="note">
        Bodies, boundaries and dates are real and cited, with what is inferred or estimated marked; arrangements and
        money are illustrative.
      </p>
    </section>
  );
}
