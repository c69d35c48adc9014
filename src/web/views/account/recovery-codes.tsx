/** Recovery codes, the only time that they are told: to be written down, or kept as a file. */

import { useEffect, useMemo, useRef } from 'react';
import { CopyText } from '../../parts/copy-text.tsx';

type RecoveryCodesProps = { readonly codes: readonly string[]; readonly onKept: () => void };

/** The codes, until the person says that they have them. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const address = useMemo(
    () =>
      URL.createObjectURL(new Blob([`Coterminous: recovery codes\n\n${codes.join('\n')}\n`], { type: 'text/plain' })),
    [codes],
  );
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div className="panel">
      <h3 ref={title} tabIndex={-1}>
        Keep these recovery codes
      </h3>
      <p>
        They are shown this once. If you lose the app, each signs you in one time. Keep them where you keep other things
        that nobody else may see, and not with the app.
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyText label="All of them" text={codes.join(' ')} />
      <p className="button-row">
        <a className="button button-quiet" href={address} download="coterminous-recovery-codes.txt">
          Download them
        </a>
        <button type="button" className="button" onClick={onKept}>
          I have kept them
        </button>
      </p>
    </div>
  );
}
