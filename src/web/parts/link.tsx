/** Links inside the workbench: real addresses that can be copied, followed without loading the page anew. */

import type { MouseEvent, ReactNode } from 'react';
import { hrefOf, type QueryChanges, withChanges } from '../address.ts';
import { choiceNames } from '../choice.ts';
import { goTo, useLocation } from '../router.ts';

type LinkProps = {
  readonly path: string;
  /** Set on top of the choice, which goes along from screen to screen. */
  readonly query?: QueryChanges;
  readonly className?: string;
  readonly isCurrent?: boolean;
  /** For lists of steps, in which the present one is no page of its own. */
  readonly current?: 'step' | undefined;
  /** True: Tab passes it by, since keys reach it in another way. */
  readonly isSkipped?: boolean;
  readonly children: ReactNode;
};

/** A link to a screen that keeps what the person has chosen to look at. */
export function Link({ path, query, className, isCurrent, current, isSkipped, children }: LinkProps) {
  const location = useLocation();
  const href = hrefOf({ path, query: withChanges(keptChoice(location.query), query ?? {}) });
  const onClick = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    goTo(href);
  };
  return (
    <a
      href={href}
      className={className}
      aria-current={current ?? (isCurrent ? 'page' : undefined)}
      tabIndex={isSkipped === true ? -1 : undefined}
      onClick={onClick}
    >
      {children}
    </a>
  );
}

/** The part of a query that goes along from screen to screen. */
export function keptChoice(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of choiceNames) {
    const value = query.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}

/** A link to the screen of one body, by its id or, where only that is known, its code. */
export function OrganisationLink({
  id,
  on,
  children,
}: {
  readonly id: string;
  readonly on?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <Link path={`/organisation/${encodeURIComponent(id)}`} query={on === undefined || on === null ? {} : { on }}>
      {children}
    </Link>
  );
}
