/** Small pieces that the screens of data sets and releases share: the ways between them, and what may be done with one. */

import { Link } from '../../parts/link.tsx';
import { subjectWord } from './data-words.ts';

type Part = 'catalogue' | 'import' | 'releases' | 'new-release' | null;

const parts: readonly { readonly part: Part; readonly path: string; readonly text: string }[] = [
  { part: 'catalogue', path: '/data', text: 'Data sets' },
  { part: 'import', path: '/data/import', text: 'Import a file' },
  { part: 'releases', path: '/releases', text: 'Releases' },
  { part: 'new-release', path: '/releases/new', text: 'Make a release' },
];

/** The screens of data, and the way to where they are used. */
export function DataNav({ current }: { readonly current: Part }) {
  return (
    <nav className="subnav" aria-label="Data">
      <ul>
        {parts.map(({ part, path, text }) => (
          <li key={path}>
            <Link path={path} isCurrent={current === part}>
              {text}
            </Link>
          </li>
        ))}
        <li>
          <Link path="/journal" query={{ kind: 'data-set' }}>
            Record of changes
          </Link>
        </li>
      </ul>
    </nav>
  );
}

/** Whether the numbers may leave. */
export function SubjectBadge({ subject }: { readonly subject: string }) {
  const { short, long } = subjectWord(subject);
  return (
    <span className={subject === 'counts-of-people' ? 'badge badge-guarded' : 'badge'} title={long}>
      {short}
    </span>
  );
}

/** The way to one data set. */
export function DataLink({ id, children }: { readonly id: string; readonly children: string }) {
  return <Link path={`/data/${encodeURIComponent(id)}`}>{children}</Link>;
}

/** Said of numbers that are no facts, or estimates. */
export function MadeHow({
  isIllustrative,
  isEstimated,
}: {
  readonly isIllustrative: boolean;
  readonly isEstimated: boolean;
}) {
  return (
    <>
      {isIllustrative && (
        <span className="badge badge-illustrative" title="made up to show how it works; not a fact">
          Illustrative
        </span>
      )}
      {isEstimated && (
        <span className="badge badge-estimated" title="the publisher says that these are estimates">
          Estimated
        </span>
      )}
    </>
  );
}
