/** A text that is told once and has to be taken along: shown whole, however narrow the window, and copied by a button. */

import { useId, useRef, useState } from 'react';

/** The text with its button. */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }) {
  const id = useId();
  const shown = useRef<HTMLElement>(null);
  const [told, setTold] = useState('');
  const copy = async () => {
    if (shown.current !== null) window.getSelection()?.selectAllChildren(shown.current);
    try {
      await navigator.clipboard.writeText(text);
      setTold('Copied.');
    } catch {
      // Browsers give the clipboard to pages over TLS alone; the text is selected, so that keys can take it.
      setTold('It is selected: press Ctrl and C to copy it.');
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and here is none
    <div className="copy-text" role="group" aria-labelledby={id}>
      <p id={id} className="copy-label">
        {label}
      </p>
      <p className="copy-row">
        <code ref={shown}>{text}</code>
        <button type="button" className="button button-quiet" onClick={() => void copy()}>
          Copy
        </button>
      </p>
      <p className="hint" role="status">
        {told}
      </p>
    </div>
  );
}
