/** How far an arrangement has come, as a line of stages from first thought to end. */

import { statusWord } from './arrangement-words.ts';

const usual = ['proposed', 'agreed-in-principle', 'signed', 'in-force', 'ended'] as const;

/** The stages, the present one marked. Varied stands in place of in force, expired in place of ended. */
export function StageLine({ status }: { readonly status: string }) {
  const stages = usual.map((stage) => {
    if (stage === 'in-force' && status === 'varied') return 'varied';
    return stage === 'ended' && status === 'expired' ? 'expired' : stage;
  });
  const at = stages.indexOf(status as (typeof stages)[number]);
  return (
    <ol className="stage-line" aria-label="Stages">
      {stages.map((stage, place) => (
        <li
          key={stage}
          className={place < at ? 'is-past' : place === at ? 'is-here' : undefined}
          aria-current={place === at ? 'step' : undefined}
        >
          {statusWord(stage).short}
          {place === at && <span className="hint">{statusWord(stage).long}</span>}
        </li>
      ))}
    </ol>
  );
}
