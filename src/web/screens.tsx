/** The screens of the workbench: which stand in the navigation, and which one a path leads to. */

import type { ReactNode } from 'react';
import type { ViewProps } from './view.ts';
import { ArrangementView } from './views/arrangements/arrangement-view.tsx';
import { ArrangementsView } from './views/arrangements/arrangements-view.tsx';
import { EditArrangementView, NewArrangementView } from './views/arrangements/edit-view.tsx';
import { ImportView } from './views/arrangements/import-view.tsx';
import { CoterminosityView } from './views/coterminosity/coterminosity-view.tsx';
import { EventsView } from './views/events/events-view.tsx';
import { CalendarView } from './views/handover/calendar-view.tsx';
import { HandoverView } from './views/handover/handover-view.tsx';
import { LineView } from './views/handover/line-view.tsx';
import { SummaryView } from './views/handover/summary-view.tsx';
import { JournalView } from './views/journal/journal-view.tsx';
import { MapView } from './views/map/map-view.tsx';
import { OrganisationView } from './views/organisation/organisation-view.tsx';
import { OrganisationsView } from './views/organisations/organisations-view.tsx';
import { RulebookView } from './views/rulebook/rulebook-view.tsx';
import { SourcesView } from './views/sources/sources-view.tsx';
import { StartView } from './views/start/start-view.tsx';

/** What stands along the top. `below` are paths that belong to the same screen. */
export const navigation: readonly { path: string; title: string; below?: readonly string[] }[] = [
  { path: '/', title: 'Start' },
  { path: '/map', title: 'Map' },
  { path: '/organisations', title: 'Organisations', below: ['/organisation/'] },
  { path: '/coterminosity', title: 'Coterminosity' },
  { path: '/events', title: 'Events' },
  { path: '/arrangements', title: 'Arrangements', below: ['/arrangements/', '/arrangement/'] },
  { path: '/handover', title: 'Handover', below: ['/handover/', '/rulebook'] },
  { path: '/sources', title: 'Sources', below: ['/journal'] },
];

type Screen = {
  readonly path: RegExp;
  /** `named` is what the group of `path` caught, decoded; '' where it has none. */
  readonly draw: (props: ViewProps, named: string) => ReactNode;
};

const screens: readonly Screen[] = [
  { path: /^\/$/, draw: (props) => <StartView {...props} /> },
  { path: /^\/map$/, draw: (props) => <MapView {...props} /> },
  { path: /^\/organisations$/, draw: (props) => <OrganisationsView {...props} /> },
  {
    path: /^\/organisation\/([^/]+)\/?$/,
    draw: (props, code) => <OrganisationView key={code} {...props} code={code} />,
  },
  { path: /^\/coterminosity$/, draw: (props) => <CoterminosityView {...props} /> },
  { path: /^\/events$/, draw: (props) => <EventsView {...props} /> },
  { path: /^\/arrangements$/, draw: (props) => <ArrangementsView {...props} /> },
  { path: /^\/arrangements\/new$/, draw: (props) => <NewArrangementView {...props} /> },
  { path: /^\/arrangements\/import$/, draw: (props) => <ImportView {...props} /> },
  {
    path: /^\/arrangement\/([^/]+)$/,
    draw: (props, id) => <ArrangementView key={id} {...props} id={id} />,
  },
  {
    path: /^\/arrangement\/([^/]+)\/edit$/,
    draw: (props, id) => <EditArrangementView key={id} {...props} id={id} />,
  },
  { path: /^\/handover$/, draw: (props) => <HandoverView {...props} /> },
  { path: /^\/handover\/line$/, draw: (props) => <LineView {...props} /> },
  { path: /^\/handover\/calendar$/, draw: (props) => <CalendarView {...props} /> },
  { path: /^\/handover\/summary$/, draw: (props) => <SummaryView {...props} /> },
  { path: /^\/rulebook$/, draw: (props) => <RulebookView {...props} /> },
  { path: /^\/journal$/, draw: (props) => <JournalView {...props} /> },
  { path: /^\/sources$/, draw: (props) => <SourcesView {...props} /> },
];

/** The screen at that path; null when there is none. */
export function screenAt(path: string, props: ViewProps): ReactNode | null {
  for (const screen of screens) {
    const found = screen.path.exec(path);
    if (found === null) continue;
    const named = decoded(found[1] ?? '');
    return named === null ? null : screen.draw(props, named);
  }
  return null;
}

/** True when the path belongs to that entry of the navigation. */
export function isAt(entry: (typeof navigation)[number], path: string): boolean {
  return entry.path === path || (entry.below?.some((start) => path.startsWith(start)) ?? false);
}

/** The part of a path as text; null when it is not well formed. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
