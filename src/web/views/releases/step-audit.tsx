/** The third step: the table as it would be published, what it would give away, and the way to withhold that. */

import { useEffect, useMemo, useRef } from 'react';
import type { z } from 'zod';
import type { ReleaseQuestionWire, releaseDraftSchema, releasesSchema } from '#wire/releases.ts';
import { type Answer, apiAddress, askWith, useAnswer, useAsked } from '../../api-client.ts';
import { FaultNote } from '../../parts/status-note.tsx';
import { changeQuery } from '../../router.ts';
import { countText } from '../../words.ts';
import { Busy } from '../data/import-report.tsx';
import { AuditReport } from './audit-report.tsx';
import { ImpliedMap } from './implied-map.tsx';
import { ReleaseTable } from './release-table.tsx';
import { type AskedProps, titlesOf } from './wizard-props.ts';

export type ReleaseDraftWire = z.infer<typeof releaseDraftSchema>;

/** What would be published and what that would give away; asked anew whenever the question changes. */
export function useReleaseCheck(register: string, question: ReleaseQuestionWire): Answer<ReleaseDraftWire> {
  const address = apiAddress('/releases/check', { register });
  return useAsked(`check ${address} ${JSON.stringify(question)}`, () => askWith<ReleaseDraftWire>(address, question));
}

/** The audit with its table. */
export function StepAudit({ choice, dataSet, draft, question }: AskedProps) {
  const check = useReleaseCheck(choice.register.name, question);
  const releases = useAnswer<z.infer<typeof releasesSchema>>(
    apiAddress('/releases', { register: choice.register.name }),
  );
  const titleOf = useMemo(() => (dataSet === null ? new Map<string, string>() : titlesOf(dataSet)), [dataSet]);
  const { value } = check;
  const verdict = useRef<HTMLHeadingElement>(null);
  const isPressed = useRef(false);
  const isAnswered = value !== undefined && !check.isStale;
  // The button that was pressed goes with the answer, and would take the focus with it.
  useEffect(() => {
    if (!isPressed.current || !isAnswered) return;
    isPressed.current = false;
    if (document.activeElement === document.body) verdict.current?.focus();
  }, [isAnswered]);
  const withhold = (codes: readonly string[]) => {
    isPressed.current = true;
    changeQuery({ withhold: codes.length === 0 ? null : codes.join(',') }, true);
  };
  if (check.fault !== undefined)
    return <FaultNote fault={check.fault} where="While checking the release" retry={check.retry} />;
  return (
    <>
      {check.isLoading && <Busy text="Working out what it would give away, with every earlier release" />}
      {value !== undefined && (
        <div className={check.isStale ? 'is-stale' : undefined} aria-busy={check.isStale}>
          <AuditReport
            audit={value.audit}
            titleOf={titleOf}
            heading={verdict}
            drawing={(found) => (
              <ImpliedMap
                choice={choice}
                found={found}
                here={{ tier: draft.to, on: choice.on }}
                earlier={releases.value?.releases ?? []}
              />
            )}
          >
            <Proposal draft={value} withheld={draft.withhold} onWithhold={withhold} />
          </AuditReport>
          <section aria-labelledby="draft-title">
            <h3 id="draft-title">The table as it would be published</h3>
            <ReleaseTable
              cells={value.cells}
              titleOf={titleOf}
              onWithhold={(area) => withhold([...draft.withhold, area])}
            />
          </section>
        </div>
      )}
    </>
  );
}

type ProposalProps = {
  readonly draft: ReleaseDraftWire;
  readonly withheld: readonly string[];
  readonly onWithhold: (codes: readonly string[]) => void;
};

/** What would make it safe, at one press, and what is withheld already. */
function Proposal({ draft: { audit, cells }, withheld, onWithhold }: ProposalProps) {
  const nameOf = new Map(cells.map(({ area, areaName }) => [area, areaName ?? area]));
  const proposed = audit.withhold.filter((code) => !withheld.includes(code));
  const names = proposed.map((code) => nameOf.get(code) ?? code);
  return (
    <>
      {!audit.isSafe && proposed.length > 0 && (
        <>
          <p>
            It is safe without {countText(proposed.length, 'area', 'areas')}: {names.slice(0, 12).join(', ')}
            {names.length > 12 && ` and ${names.length - 12} more`}.
          </p>
          <p>
            <button type="button" className="button" onClick={() => onWithhold([...withheld, ...proposed])}>
              Withhold {proposed.length === 1 ? 'it' : 'these'} and check again
            </button>
          </p>
        </>
      )}
      {withheld.length > 0 && (
        <p>
          Withheld:{' '}
          {withheld.map((code) => (
            <button
              key={code}
              type="button"
              className="button button-quiet"
              onClick={() => onWithhold(withheld.filter((other) => other !== code))}
            >
              {nameOf.get(code) ?? code}: publish it after all
            </button>
          ))}
        </p>
      )}
    </>
  );
}
