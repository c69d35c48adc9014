/** A password: it can be pasted and shown. A new one says how long it is and has to be; nothing else is asked of it. */

import { useState } from 'react';
import { FieldFrame } from '../../parts/form-field.tsx';
import { lengthOf, lengthText, shortest } from './password-length.ts';

type PasswordFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** True: it is being chosen; else it is asked for. */
  readonly isNew?: boolean;
};

/** The field. */
export function PasswordField({ id, label, hint, value, onChange, isNew = false }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <FieldFrame id={id} label={label} hint={hint}>
      {(aria) => (
        <>
          <div className="password">
            <input
              id={id}
              type={isShown ? 'text' : 'password'}
              autoComplete={isNew ? 'new-password' : 'current-password'}
              autoCapitalize="none"
              spellCheck={false}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              {...aria}
              aria-describedby={
                [aria['aria-describedby'], isNew ? `${id}-length` : ''].filter(Boolean).join(' ') || undefined
              }
            />
            <button
              type="button"
              className="button button-quiet"
              aria-pressed={isShown}
              aria-controls={id}
              onClick={() => setIsShown(!isShown)}
            >
              {isShown ? 'Hide' : 'Show'}
              <span className="unseen"> the password</span>
            </button>
          </div>
          {isNew && <Length id={`${id}-length`} count={lengthOf(value)} />}
        </>
      )}
    </FieldFrame>
  );
}

function Length({ id, count }: { readonly id: string; readonly count: number }) {
  return (
    <span className="hint password-length" id={id}>
      {count > 0 && (
        <meter
          min={0}
          max={shortest}
          low={shortest}
          high={shortest}
          optimum={shortest}
          value={Math.min(count, shortest)}
          aria-hidden="true"
        />
      )}
      {lengthText(count)}
    </span>
  );
}
