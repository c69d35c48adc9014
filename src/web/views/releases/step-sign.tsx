/** The last step: the release in one paragraph, who makes it and why, and publishing it. */

import { useState } from 'react';
import { tiers } from '#core/register/tiers.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import type { ReleaseWire } from '#wire/releases.ts';
import { hrefOf } from '../../address.ts';
import { ApiFault, apiAddress, send } from '../../api-client.ts';
import { useAuthor, useAuthorLack } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { TextField } from '../../parts/form-field.tsx';
import { keptChoice } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { goTo, useLocation } from '../../router.ts';
import { countText, dateText, numberText } from '../../words.ts';
import { Busy } from '../data/import-report.tsx';
import { useReleaseCheck } from './step-audit.tsx';
import type { AskedProps } from './wizard-props.ts';

/** The facts, the name and the button. What was checked is checked once more when it is published. */
export function StepSign({ choice, dataSet, question, title }: AskedProps) {
  const author = useAuthor('make-release');
  const lack = useAuthorLack('make-release');
  const { query } = useLocation();
  const check = useReleaseCheck(choice.register.name, question);
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const audit = check.isStale ? undefined : check.value?.audit;
  const publish = () => {
    setIsBusy(true);
    setFault(null);
    const body = { question, by: author, reason: reason.trim() === '' ? null : reason.trim() };
    send<ReleaseWire>('POST', apiAddress('/releases', { register: choice.register.name }), body).then(
      ({ release }) => goTo(hrefOf({ path: `/release/${encodeURIComponent(release.id)}`, query: keptChoice(query) })),
      (refused: unknown) => {
        if (!(refused instanceof ApiFault)) throw refused;
        setIsBusy(false);
        setFault(refused);
      },
    );
  };
  return (
    <>
      <dl className="facts">
        <Fact name="Title">{title}</Fact>
        <Fact name="Data set">
          {dataSet?.statement.title}, version {dataSet?.version}
        </Fact>
        <Fact name="Areas">
          {tiers[question.to].title} on {dateText(question.on)}
        </Fact>
        <Fact name="Rules">{rulesInWords(question.rules)}</Fact>
        <Fact name="Withheld">
          {question.withhold.length === 0 ? 'no area' : countText(question.withhold.length, 'area', 'areas')}
        </Fact>
        {audit !== undefined && (
          <Fact name="Numbers">
            {numberText(audit.cells)}, {numberText(audit.small + audit.hiddenToProtect)} of them hidden
          </Fact>
        )}
      </dl>
      {check.isLoading && <Busy text="Checking what it would give away" />}
      {check.fault !== undefined && (
        <FaultNote fault={check.fault} where="While checking the release" retry={check.retry} />
      )}
      {audit?.isSafe === false && (
        <p className="note note-caution">
          It may not be published as it stands. Go back to what it would give away: there it can be made safe.
        </p>
      )}
      <p>
        A release is never changed. It is kept with everything it was made from, so that anybody can work it out again.
      </p>
      <AuthorNote wanted={['make-release']} />
      <TextField
        id="release-reason"
        label="What it is for (may be left empty)"
        isWide
        lines={2}
        value={reason}
        onChange={setReason}
      />
      {fault !== null && <FaultNote key={fault.message} fault={fault} where="While publishing" />}
      {isBusy && <Busy text="Publishing" />}
      <p className="wizard-buttons">
        <button
          type="button"
          className="button"
          disabled={isBusy || author === null || audit?.isSafe !== true}
          onClick={publish}
        >
          Publish the release
        </button>{' '}
        {lack !== null && <span className="hint">{lack}</span>}
      </p>
    </>
  );
}
