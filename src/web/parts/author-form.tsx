/** "Your name": asked once, kept in this browser, and said to be unverified wherever it is used. */

import { useId, useState } from 'react';
import { saveAuthor, useAuthor } from '../author.ts';

/** The name in use with a way to change it, or the form that asks for it. */
export function AuthorNote() {
  const author = useAuthor();
  const [isChanging, setIsChanging] = useState(false);
  if (author === null || isChanging) return <AuthorForm onDone={() => setIsChanging(false)} />;
  return (
    <p className="author-note">
      You are <strong>{author.name}</strong>
      {author.actingFor === null ? '' : `, for ${author.actingFor}`} (as you said; not verified).{' '}
      <button type="button" className="pick" onClick={() => setIsChanging(true)}>
        Change
      </button>
    </p>
  );
}

function AuthorForm({ onDone }: { readonly onDone: () => void }) {
  const author = useAuthor();
  const id = useId();
  const [name, setName] = useState(author?.name ?? '');
  const [actingFor, setActingFor] = useState(author?.actingFor ?? '');
  const [isFaulty, setIsFaulty] = useState(false);
  const submit = () => {
    if (name.trim() === '') {
      setIsFaulty(true);
      return;
    }
    saveAuthor({ name: name.trim(), actingFor: actingFor.trim() === '' ? null : actingFor.trim() });
    onDone();
  };
  return (
    <form
      className="panel author-form"
      aria-label="Your name"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>
        What you change is recorded under your name. It is kept in this browser and nobody verifies it: whoever reads
        the record sees that.
      </p>
      <div className="choices">
        <div className="field">
          <label htmlFor={`${id}-name`}>Your name</label>
          {isFaulty && (
            <span className="field-fault" id={`${id}-fault`}>
              Write your name
            </span>
          )}
          <input
            id={`${id}-name`}
            type="text"
            autoComplete="name"
            value={name}
            aria-invalid={isFaulty || undefined}
            aria-describedby={isFaulty ? `${id}-fault` : undefined}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-for`}>Body you act for (may be left empty)</label>
          <input
            id={`${id}-for`}
            type="text"
            autoComplete="organization"
            value={actingFor}
            onChange={(event) => setActingFor(event.target.value)}
          />
        </div>
        <button type="submit" className="button">
          Keep my name
        </button>
      </div>
    </form>
  );
}
