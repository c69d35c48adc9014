/** How far an import is that the server works on by itself: asked again and again, less often as it takes longer. */

import { useEffect, useState } from 'react';
import type { JobWire } from '#wire/jobs.ts';
import { ApiFault, apiAddress, askNow, send } from '../../api-client.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { countText, numberText } from '../../words.ts';

/** Between two questions, at first and at most. @units milliseconds */
const [soon, late] = [1000, 5000];

type ImportProgressProps = {
  readonly id: string;
  readonly onEnd: (job: JobWire) => void;
  /** There is no such job, or it may not be seen. */
  readonly onLost: (fault: ApiFault) => void;
};

/** The bar, and the rows in words. */
export function ImportProgress({ id, onEnd, onLost }: ImportProgressProps) {
  const { job, isAway } = useJob(id, onEnd, onLost);
  const fileName = job?.fileName ?? 'the file';
  const isCounted = job !== null && job.state === 'running' && job.rows > 0;
  const expected = job?.rowsExpected ?? null;
  return (
    <section className="panel" aria-labelledby="progress-title">
      <h2 id="progress-title">Importing {fileName}</h2>
      <div className="loading">
        {isCounted && expected !== null && expected > 0 ? (
          <progress aria-labelledby="progress-title" max={expected} value={Math.min(job.rows, expected)} />
        ) : (
          <progress aria-labelledby="progress-title" />
        )}
        <span role="status">{isAway ? awayText : stateText(job)}</span>
      </div>
      <p>
        The file has been sent and is kept. The import goes on when you leave this page; its address tells how far it
        is.
      </p>
      <StopImport id={id} isWaiting={job?.state === 'waiting'} onStopped={onEnd} />
    </section>
  );
}

type StopImportProps = {
  readonly id: string;
  /** True: it can still be stopped; what has begun is done whole. */
  readonly isWaiting: boolean;
  readonly onStopped: (job: JobWire) => void;
};

/** The button that stops it, and why it could not be stopped. */
function StopImport({ id, isWaiting, onStopped }: StopImportProps) {
  const sending = useSending();
  const stop = async () => {
    const address = apiAddress(`/jobs/${encodeURIComponent(id)}`, {});
    const done = await sending.run({}, () => send<JobWire>('DELETE', address, {}));
    if (done !== null) onStopped(done.value);
  };
  return (
    <FormReport state={sending.state} where="While stopping the import">
      {isWaiting && (
        <ConfirmButton
          text="Stop it"
          says="The file is not imported, and nothing is changed."
          isBusy={sending.state.isBusy}
          onConfirm={() => void stop()}
        />
      )}
    </FormReport>
  );
}

const awayText = 'The server does not answer at this moment. The import goes on when it is back.';

function stateText(job: JobWire | null): string {
  if (job === null || job.state === 'waiting') return 'It waits for its turn.';
  if (job.rows === 0) return 'It has begun.';
  const read = countText(job.rows, 'row', 'rows');
  return job.rowsExpected === null || job.rowsExpected < job.rows
    ? `${read} read.`
    : `${read} of about ${numberText(job.rowsExpected)} read.`;
}

/** What is known of the job; `isAway`: the server did not answer the last question. */
function useJob(id: string, onEnd: (job: JobWire) => void, onLost: (fault: ApiFault) => void) {
  const [known, setKnown] = useState<{ readonly job: JobWire | null; readonly isAway: boolean }>({
    job: null,
    isAway: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is told is the same as long as the job is
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (pause: number): Promise<void> => {
      const job = await askNow<JobWire>(apiAddress(`/jobs/${encodeURIComponent(id)}`, {})).catch((fault: unknown) => {
        if (fault instanceof ApiFault) return fault;
        throw fault;
      });
      if (isOver) return;
      if (job instanceof ApiFault) {
        if (job.status >= 400 && job.status < 500 && job.status !== 429) return onLost(job);
        setKnown((before) => ({ ...before, isAway: true }));
      } else if (job.endedAt !== null) return onEnd(job);
      else setKnown({ job, isAway: false });
      timer = setTimeout(() => void look(Math.min(late, pause * 1.2)), pause);
    };
    void look(soon);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id]);
  return known;
}
