/** Entering an arrangement, or changing one. */

import type { ArrangementWire } from '#wire/arrangements.ts';
import { useAnswer } from '../../api-client.ts';
import { Waiting } from '../../parts/status-note.tsx';
import { useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { ArrangementForm } from './arrangement-form.tsx';
import { ArrangementsNav } from './arrangement-parts.tsx';
import { arrangementAddress, dayOf } from './arrangements-choice.ts';

/** The screen for a new arrangement. */
export function NewArrangementView({ choice }: ViewProps) {
  usePageTitle('Add an arrangement');
  return (
    <>
      <h1>Add an arrangement</h1>
      <ArrangementsNav current="new" on={null} />
      <ArrangementForm choice={choice} base={null} />
    </>
  );
}

/** The screen that changes one, by its reference. */
export function EditArrangementView({ choice, id }: ViewProps & { readonly id: string }) {
  const { query } = useLocation();
  const answer = useAnswer<ArrangementWire>(arrangementAddress(choice, id, dayOf(query)));
  const title = answer.value?.arrangement.title ?? id;
  usePageTitle(`Change: ${title}`);
  return (
    <>
      <h1>Change: {title}</h1>
      <ArrangementsNav current={null} on={null} />
      <Waiting answer={answer} what="the arrangement" />
      {answer.value !== undefined && <ArrangementForm choice={choice} base={answer.value} />}
    </>
  );
}
