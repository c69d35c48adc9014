/** Small pieces that the screens of arrangements share: the ways between them, a status, a label of evidence. */

import { Link } from '../../parts/link.tsx';
import { evidenceText, statusWord } from './arrangement-words.ts';
import type { ListPart } from './arrangements-choice.ts';

const parts: readonly { readonly part: ListPart; readonly text: string }[] = [
  { part: 'list', text: 'All arrangements' },
  { part: 'leads', text: 'Who leads' },
  { part: 'plans', text: 'Plans and milestones' },
];

/** The parts of the screen, and the ways to add to it. */
export function ArrangementsNav({
  current,
  on,
}: {
  readonly current: ListPart | 'new' | 'import' | null;
  readonly on: string | null;
}) {
  return (
    <nav className="subnav" aria-label="Arrangements">
      <ul>
        {parts.map(({ part, text }) => (
          <li key={part}>
            <Link path="/arrangements" query={{ show: part === 'list' ? null : part, on }} isCurrent={current === part}>
              {text}
            </Link>
          </li>
        ))}
        <li>
          <Link path="/arrangements/new" isCurrent={current === 'new'}>
            Add one
          </Link>
        </li>
        <li>
          <Link path="/arrangements/import" isCurrent={current === 'import'}>
            Import a spreadsheet
          </Link>
        </li>
        <li>
          <Link path="/journal" query={{ kind: 'arrangement' }}>
            Record of changes
          </Link>
        </li>
      </ul>
    </nav>
  );
}

/** Where an arrangement stands. */
export function StatusBadge({ status }: { readonly status: string }) {
  const { short, long } = statusWord(status);
  const isOver = status === 'expired' || status === 'ended';
  return (
    <span className={isOver ? 'badge badge-off' : 'badge'} title={long}>
      {short}
    </span>
  );
}

/** Said of what is not stated by its holder; nothing otherwise, nor where the title says it by itself. */
export function EvidenceLabel({ evidence, title = '' }: { readonly evidence: string; readonly title?: string }) {
  if (evidence === 'stated' || title.toLowerCase().includes(evidence)) return null;
  const { short, long } = evidenceText(evidence);
  return (
    <span className={`badge badge-${evidence}`} title={long}>
      {short}
    </span>
  );
}

/** The way to one arrangement. */
export function ArrangementLink({
  id,
  on = null,
  isSkipped = false,
  children,
}: {
  readonly id: string;
  readonly on?: string | null;
  readonly isSkipped?: boolean;
  readonly children: string;
}) {
  return (
    <Link path={`/arrangement/${encodeURIComponent(id)}`} query={{ on }} isSkipped={isSkipped}>
      {children}
    </Link>
  );
}
