/** Keeping a rulebook that was tried: under which id and name, and why. Kept, it can be chosen in the handover. */

import { type ReactNode, useId, useState } from 'react';
import type { RulebooksWire, RulebookWire } from '#wire/rulebook.ts';
import { ApiFault, apiAddress, send } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { useCarriedQuery } from '../handover/handover-question.ts';

type KeepRulebookProps = {
  readonly choice: Choice;
  /** The document as it was tried. */
  readonly tried: unknown;
  /** Rulebooks that there are. */
  readonly kept: RulebooksWire['rulebooks'];
};

/** The form; once a rulebook is kept, the way to use it. */
export function KeepRulebook({ choice, tried, kept }: KeepRulebookProps) {
  const author = useAuthor('save-rulebook');
  const carried = useCarriedQuery();
  const given = (tried ?? {}) as { id?: unknown; title?: unknown; version?: unknown };
  const builtIn = kept.find((one) => one.origin === 'built-in')?.id;
  const [id, setId] = useState(given.id === builtIn ? '' : String(given.id ?? ''));
  const [title, setTitle] = useState(String(given.title ?? ''));
  const [version, setVersion] = useState(String(given.version ?? ''));
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<ApiFault | null>(null);
  const [saved, setSaved] = useState<RulebookWire | null>(null);
  const earlier = kept.find((one) => one.id === id.trim());
  const keep = () => {
    setFault(null);
    setSaved(null);
    const address = apiAddress(`/rulebooks/${encodeURIComponent(id.trim())}`, { register: choice.register.name });
    const named = { ...given, id: id.trim(), title: title.trim(), version: version.trim() };
    send<RulebookWire>('PUT', address, {
      rulebook: named,
      expectedVersion: earlier?.recordVersion ?? null,
      reason: reason.trim(),
      by: author,
    }).then(setSaved, (problem: unknown) => {
      if (!(problem instanceof ApiFault)) throw problem;
      setFault(problem);
    });
  };
  return (
    <section aria-labelledby="keep-title">
      <h3 id="keep-title">Keep these rules</h3>
      <p>
        Whoever works with this register can then choose them. The rules of the program stay as they are, and so does
        every schedule that was made with others.
      </p>
      <AuthorNote wanted={['save-rulebook']} />
      {author !== null && (
        <form
          className="choices"
          aria-label="Keep these rules"
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <Field label="Keep as (short name, such as surrey-draft)" value={id} most={100} onChange={setId}>
            {earlier?.origin === 'built-in' && `${earlier.id} comes with the program: give yours another name.`}
            {earlier?.origin === 'kept' && `${earlier.title} is kept so: this becomes its next version.`}
          </Field>
          <Field label="Title" value={title} most={200} onChange={setTitle} />
          <Field label="Version" value={version} most={100} onChange={setVersion} />
          <Field label="Why they are changed" value={reason} most={1000} onChange={setReason} />
          <button type="submit" className="button" disabled={earlier?.origin === 'built-in'}>
            Keep these rules
          </button>
        </form>
      )}
      {fault !== null && <FaultNote fault={fault} where="While keeping the rules" />}
      {saved !== null && (
        <p className="note" role="status">
          Kept as {saved.id}, version {saved.recordVersion}.{' '}
          <Link path="/handover" query={{ ...carried, rulebook: saved.id, schedule: null }}>
            Use them in the handover
          </Link>
        </p>
      )}
    </section>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (text: string) => void;
  readonly children?: ReactNode;
};

function Field({ label, value, most, onChange, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field field-wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        required
        maxLength={most}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="hint" id={`${id}-hint`}>
        {children}
      </span>
    </div>
  );
}
