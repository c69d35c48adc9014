/** The frame of the workbench: the gate, the masthead, the screen that the path names, and what is said about everything. */

import { useEffect, useRef } from 'react';
import type { RegisterWire } from '#wire/register.ts';
import { useAnswer } from './api-client.ts';
import { choiceOf } from './choice.ts';
import { Gate } from './gate.tsx';
import { Masthead } from './masthead.tsx';
import { EvidenceHost } from './parts/evidence.tsx';
import { Link } from './parts/link.tsx';
import { Waiting } from './parts/status-note.tsx';
import { useLocation } from './router.ts';
import { screenAt } from './screens.tsx';
import { usePageTitle } from './view.ts';

/** The whole workbench. */
export function App() {
  const { path } = useLocation();
  const main = useRef<HTMLElement>(null);
  const lastPath = useRef(path);
  useEffect(() => {
    // A new screen: the focus goes to it, as it would on a page load. Not on the first, which the browser places.
    if (lastPath.current !== path) main.current?.focus({ preventScroll: true });
    lastPath.current = path;
  }, [path]);
  return (
    <EvidenceHost>
      <Gate
        frame={(content) => (
          <>
            <a className="skip" href="#main">
              Skip to the main content
            </a>
            <Masthead />
            <main id="main" className="wide" tabIndex={-1} ref={main}>
              {content}
            </main>
            <Footer />
          </>
        )}
      >
        <Screen />
      </Gate>
    </EvidenceHost>
  );
}

function Footer() {
  return (
    <footer className="wide footer">
      <p>
        Coterminous tells how health bodies and councils fit. It does not show that a better fit makes anyone’s care
        better. Underlined numbers open their evidence.
      </p>
    </footer>
  );
}

function Screen() {
  const { path, query } = useLocation();
  const answer = useAnswer<{ registers: RegisterWire[] }>('/api/registers');
  if (answer.value === undefined) return <Waiting answer={answer} what="the registers" />;
  const { registers } = answer.value;
  const choice = choiceOf(query, registers);
  if (choice === null) return <NoRegister />;
  return (
    <>
      <ChoiceNotes notes={choice.notes} />
      {screenAt(path, { choice, registers }) ?? <NoScreen path={path} />}
    </>
  );
}

function ChoiceNotes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <div className="note note-caution" role="status">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

function NoRegister() {
  usePageTitle('No register');
  return (
    <>
      <h1>No register yet</h1>
      <p>
        Nothing has been imported into this store. Import a data pack with <code>coterminous import FOLDER</code>, then
        load this page again.
      </p>
    </>
  );
}

function NoScreen({ path }: { readonly path: string }) {
  usePageTitle('Not found');
  return (
    <>
      <h1>There is no such screen</h1>
      <p>
        Nothing is at <code>{path}</code>. Choose a screen above, or <Link path="/">go to the start</Link>.
      </p>
    </>
  );
}
