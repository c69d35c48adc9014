/** What stands above and below a picture of a result, so that it can be understood without the page. */

import { tiers } from '#core/register/tiers.ts';
import type { RebasedWire } from '#wire/rebase.ts';
import { dateText } from '../../words.ts';
import type { RebaseChoice, Target } from './rebase-choice.ts';
import { mayLeave } from './take-away.tsx';
import { unitText } from './value-words.ts';

type Asked = Pick<RebasedWire, 'dataTitle' | 'version' | 'weights' | 'sources'>;

/** `People aged 65 and over (people), 2021: integrated care boards as they were on 1 July 2022`. */
export function resultTitle({ measure, period }: RebaseChoice, { to, on }: Target): string {
  return `${measure.title} (${unitText(measure)}), ${period.title}: ${tiers[to].plural} as on ${dateText(on)}`;
}

/** Where the numbers are from, by what cut areas were divided. */
export function pictureNotes({ dataTitle, version, weights, sources }: Asked): string[] {
  return [
    `Data: ${dataTitle}, version ${version}. Areas that are cut were divided by: ${weights.title}.`,
    ...(sources.length === 0 ? [] : [`Sources: ${sources.join(' ')}`]),
  ];
}

/** The name of a file, without its ending; null where the numbers may not leave. */
export function pictureName({ data, measure, period }: RebaseChoice, { to, on }: Target): string | null {
  return mayLeave(data) ? `${data.statement.id}-${measure.id}-${period.id}-${to}-${on}` : null;
}
