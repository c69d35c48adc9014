/** The first screen: what Coterminous does, told on Surrey in four steps, then how to do it with one's own area. */

import { Link } from '../../parts/link.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { OwnArea } from './own-area.tsx';
import { Story } from './story.tsx';
import { storyRegister } from './story-steps.ts';

/** The story where the register tells it; for another register the way to begin comes first. */
export function StartView({ choice, registers }: ViewProps) {
  usePageTitle('Start');
  const hasStory = choice.register.name === storyRegister;
  const isStoryHere = registers.some((one) => one.name === storyRegister);
  return (
    <>
      <h1>Boundaries or bodies change on a date. What happens to everything you hold jointly?</h1>
      <p className="lead">
        Coterminous tells councils and health boards, for each joint arrangement they hold, who inherits it, in what
        shares, what has to be done and by when, with the evidence.{' '}
        {hasStory && 'See it on Surrey in four steps, then do it with your own area.'}
      </p>
      {hasStory ? (
        <>
          <Story choice={choice} />
          <OwnArea choice={choice} />
        </>
      ) : (
        <>
          <p>
            Register: <strong>{choice.register.title}</strong>.
          </p>
          <OwnArea choice={choice} />
          {isStoryHere && (
            <p>
              <Link path="/" query={{ register: storyRegister, scenario: null, on: null }}>
                See the Surrey story in four steps
              </Link>
            </p>
          )}
        </>
      )}
    </>
  );
}
