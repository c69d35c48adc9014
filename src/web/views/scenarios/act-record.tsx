/** The record of acts on events: who recorded which status when, and why. */

import type { z } from 'zod';
import type { JournalEntryWire, journalSchema } from '#wire/handover.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { NotVerified } from '../../parts/not-verified.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { eventStatusWords, momentText, plainWord } from '../../words.ts';

const most = 200;

type ActRecordProps = {
  readonly choice: Choice;
  /** Only acts on these; null: on any event. */
  readonly events: readonly string[] | null;
  readonly heading: 'h2' | 'h3';
};

/** The acts, the newest first. */
export function ActRecord({ choice, events, heading: Heading }: ActRecordProps) {
  const answer = useAnswer<z.infer<typeof journalSchema>>(
    apiAddress('/journal', { register: choice.register.name, kind: 'event-act', limit: most }),
  );
  const register = useRegisterEvents({ ...choice, scenario: null });
  if (answer.value === undefined) return <Waiting answer={answer} what="the record of acts" />;
  const acts = answer.value.entries.filter((entry) => events === null || events.includes(entry.id));
  const known = new Map((register.value?.events ?? []).map((event) => [event.id, event]));
  return (
    <>
      <Heading>Record of acts</Heading>
      {acts.length === 0 ? (
        <p>No act has been recorded.</p>
      ) : (
        <ol className="comments">
          {acts.map((entry) => (
            <li key={entry.seq}>
              <p>
                <strong>{known.get(entry.id)?.title ?? entry.id}</strong>:{' '}
                {wordOf(statusBy(entry, answer.value?.entries ?? [], known.get(entry.id)?.status ?? null))}. {entry.who}
                {entry.actingForName === null ? '' : `, for ${entry.actingForName}`}
                <NotVerified />, {momentText(entry.at)}
                {entry.reason === null ? '' : `: ${entry.reason}`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/**
 * The status that an act recorded. A change says it; the first act on an event is told by the change after it, or by the
 * status that the event has now. Null: neither is known.
 */
function statusBy(
  act: JournalEntryWire,
  entries: readonly JournalEntryWire[],
  statusNow: string | null,
): string | null {
  const own = act.differences.find((one) => one.path === 'status');
  if (own !== undefined) return own.after;
  const later = entries
    .filter((one) => one.id === act.id && one.seq > act.seq)
    .sort((a, b) => a.seq - b.seq)
    .flatMap((one) => one.differences.filter((difference) => difference.path === 'status'));
  return later[0] === undefined ? statusNow : later[0].before;
}

function wordOf(status: string | null): string {
  if (status === null) return 'another status';
  return eventStatusWords[status as keyof typeof eventStatusWords]?.short ?? plainWord(status);
}
