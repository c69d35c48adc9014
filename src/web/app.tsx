/** The frame of the workbench: title, navigation, the screen that the path names, and what is said about everything. */

import { useEffect, useRef } from 'react';
import type { RegisterWire } from '#wire/register.ts';
import { useAnswer } from './api-client.ts';
import { choiceOf } from './choice.ts';
import { EvidenceHost } from './parts/evidence.tsx';
import { Link } from './parts/link.tsx';
import { Waiting } from './parts/status-note.tsx';
import { useLocation } from './router.ts';
import { usePageTitle, type ViewProps } from './view.ts';
import { CoterminosityView } from './views/coterminosity/coterminosity-view.tsx';
import { EventsView } from './views/events/events-view.tsx';
import { MapView } from './views/map/map-view.tsx';
import { OrganisationView } from './views/organisation/organisation-view.tsx';
import { OrganisationsView } from './views/organisations/organisations-view.tsx';
import { SourcesView } from './views/sources/sources-view.tsx';

const screens = [
  { path: '/', title: 'Map' },
  { path: '/organisations', title: 'Organisations' },
  { path: '/coterminosity', title: 'Coterminosity' },
  { path: '/events', title: 'Events' },
  { path: '/sources', title: 'Sources and methods' },
] as const;

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
      <a className="skip" href="#main">
        Skip to the main content
      </a>
      <header className="masthead">
        <div className="wide masthead-row">
          <Link path="/" className="brand">
            <img src="/mark.svg" alt="" width="28" height="28" /> Coterminous
          </Link>
          <nav aria-label="Screens">
            <ul className="screens">
              {screens.map((screen) => (
                <li key={screen.path}>
                  <Link path={screen.path} isCurrent={isCurrent(screen.path, path)}>
                    {screen.title}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main id="main" className="wide" tabIndex={-1} ref={main}>
        <Screen />
      </main>
      <footer className="wide footer">
        <p>
          Coterminous tells how health bodies and councils fit. It does not show that a better fit makes anyone’s care
          better. Underlined numbers open their evidence.
        </p>
      </footer>
    </EvidenceHost>
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
      {screenOf(path, { choice, registers })}
    </>
  );
}

function screenOf(path: string, props: ViewProps) {
  const organisation = codeInPath(path);
  if (organisation !== null) return <OrganisationView key={organisation} {...props} code={organisation} />;
  if (path === '/') return <MapView {...props} />;
  if (path === '/organisations') return <OrganisationsView {...props} />;
  if (path === '/coterminosity') return <CoterminosityView {...props} />;
  if (path === '/events') return <EventsView {...props} />;
  if (path === '/sources') return <SourcesView {...props} />;
  return <NoScreen path={path} />;
}

/** The code in `/organisation/CODE`; null for another path, or one that is not well formed. */
function codeInPath(path: string): string | null {
  const code = /^\/organisation\/([^/]+)\/?$/.exec(path)?.[1];
  try {
    return code === undefined ? null : decodeURIComponent(code);
  } catch {
    return null;
  }
}

function isCurrent(screen: string, path: string): boolean {
  return screen === path || (screen === '/organisations' && path.startsWith('/organisation/'));
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
        Nothing is at <code>{path}</code>. Choose a screen above, or <Link path="/">go to the map</Link>.
      </p>
    </>
  );
}
