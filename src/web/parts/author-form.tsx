/**
 * In whose name a change is recorded. An account's: the person, and the body that they act for, or why they cannot. On a laptop
 * "Your name": asked once, kept in this browser, and said to be unverified wherever it is used.
 */

import { useId, useState } from 'react';
import type { Verb } from '#core/access/verbs.ts';
import { saveAuthor, useStatedAuthor } from '../author.ts';
import { inWords, isOwner, type Person, useActing, useSession, useWhyNot } from '../session.ts';
import { ActingForField } from './acting-for-field.tsx';

/** Who is at work, with a way to change it. `wanted`: what the form does; who may do none of it reads why. */
export function AuthorNote({ wanted = [] }: { readonly wanted?: readonly Verb[] }) {
  const session = useSession();
  if (session.person === null || isOwner(session)) return <StatedAuthorNote />;
  return <KnownAuthorNote person={session.person} wanted={wanted} />;
}

function KnownAuthorNote({ person, wanted }: { readonly person: Person; readonly wanted: readonly Verb[] }) {
  const { bodies, acting } = useActing();
  const refused = useWhyNot(...wanted);
  const choice = bodies.length > 1 && <ActingForField label="Body you act for here" />;
  if (refused !== null) {
    return (
      <div className="note author-note-refused">
        <p>{refused}</p>
        {choice}
      </div>
    );
  }
  return (
    <div className="author-note">
      <p>
        You are <strong>{person.name}</strong>, for <strong>{acting?.name}</strong>, as {inWords(acting?.roles ?? [])}.
      </p>
      {choice}
    </div>
  );
}

function StatedAuthorNote() {
  const author = useStatedAuthor();
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
  const author = useStatedAuthor();
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
