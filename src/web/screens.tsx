/**
 * The screens of the workbench: which stand in the navigation, and which one a path leads to. The first two come with the
 * page; the others when they are opened.
 */

import type { ReactNode } from 'react';
import { type DrawScreen, LateScreen } from './parts/late-screen.tsx';
import type { ViewProps } from './view.ts';
import { MapView } from './views/map/map-view.tsx';
import { StartView } from './views/start/start-view.tsx';

type NavigationEntry = {
  readonly path: string;
  readonly title: string;
  /** Paths that belong to the same screen. */
  readonly below?: readonly string[];
  /** True: there is nothing to see where people have no accounts. */
  readonly needsAccounts?: boolean;
};

/** What stands along the top. */
export const navigation: readonly NavigationEntry[] = [
  { path: '/', title: 'Start' },
  { path: '/map', title: 'Map' },
  { path: '/organisations', title: 'Organisations', below: ['/organisation/'] },
  { path: '/coterminosity', title: 'Coterminosity' },
  { path: '/rebase', title: 'Rebase' },
  { path: '/data', title: 'Data', below: ['/data/', '/releases', '/release/'] },
  { path: '/events', title: 'Events' },
  { path: '/arrangements', title: 'Arrangements', below: ['/arrangements/', '/arrangement/'] },
  { path: '/scenarios', title: 'Scenarios', below: ['/scenarios/', '/scenario/'] },
  { path: '/handover', title: 'Handover', below: ['/handover/', '/rulebook', '/vesting-day'] },
  { path: '/sources', title: 'Sources', below: ['/journal'] },
  { path: '/proposals', title: 'Proposals', below: ['/proposal/'], needsAccounts: true },
  { path: '/people', title: 'People', needsAccounts: true },
];

/** `path` may have a group, which names what the screen is of. */
type Screen = { readonly path: RegExp } & (
  | { readonly draw: DrawScreen }
  /** It comes when it is first opened. */
  | { readonly load: () => Promise<DrawScreen> }
);

const screens: readonly Screen[] = [
  { path: /^\/$/, draw: (props) => <StartView {...props} /> },
  { path: /^\/map$/, draw: (props) => <MapView {...props} /> },
  {
    path: /^\/organisations$/,
    load: () =>
      import('./views/organisations/organisations-view.tsx').then(({ OrganisationsView }) => (props) => (
        <OrganisationsView {...props} />
      )),
  },
  {
    path: /^\/organisation\/([^/]+)\/?$/,
    load: () =>
      import('./views/organisation/organisation-view.tsx').then(({ OrganisationView }) => (props, code) => (
        <OrganisationView key={code} {...props} code={code} />
      )),
  },
  {
    path: /^\/coterminosity$/,
    load: () =>
      import('./views/coterminosity/coterminosity-view.tsx').then(({ CoterminosityView }) => (props) => (
        <CoterminosityView {...props} />
      )),
  },
  {
    path: /^\/rebase$/,
    load: () =>
      import('./views/rebase/rebase-view.tsx').then(({ RebaseView }) => (props) => <RebaseView {...props} />),
  },
  {
    path: /^\/data$/,
    load: () =>
      import('./views/data/catalogue-view.tsx').then(({ CatalogueView }) => (props) => <CatalogueView {...props} />),
  },
  {
    path: /^\/data\/import$/,
    load: () =>
      import('./views/data/import-data-view.tsx').then(({ ImportDataView }) => (props) => (
        <ImportDataView {...props} />
      )),
  },
  {
    path: /^\/data\/([^/]+)$/,
    load: () =>
      import('./views/data/data-set-view.tsx').then(({ DataSetView }) => (props, id) => (
        <DataSetView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/releases$/,
    load: () =>
      import('./views/releases/releases-view.tsx').then(({ ReleasesView }) => (props) => <ReleasesView {...props} />),
  },
  {
    path: /^\/releases\/new$/,
    load: () =>
      import('./views/releases/new-release-view.tsx').then(({ NewReleaseView }) => (props) => (
        <NewReleaseView {...props} />
      )),
  },
  {
    path: /^\/release\/([^/]+)$/,
    load: () =>
      import('./views/releases/release-view.tsx').then(({ ReleaseView }) => (props, id) => (
        <ReleaseView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/events$/,
    load: () =>
      import('./views/events/events-view.tsx').then(({ EventsView }) => (props) => <EventsView {...props} />),
  },
  {
    path: /^\/arrangements$/,
    load: () =>
      import('./views/arrangements/arrangements-view.tsx').then(({ ArrangementsView }) => (props) => (
        <ArrangementsView {...props} />
      )),
  },
  {
    path: /^\/arrangements\/new$/,
    load: () =>
      import('./views/arrangements/edit-view.tsx').then(({ NewArrangementView }) => (props) => (
        <NewArrangementView {...props} />
      )),
  },
  {
    path: /^\/arrangements\/import$/,
    load: () =>
      import('./views/arrangements/import-view.tsx').then(({ ImportView }) => (props) => <ImportView {...props} />),
  },
  {
    path: /^\/arrangement\/([^/]+)$/,
    load: () =>
      import('./views/arrangements/arrangement-view.tsx').then(({ ArrangementView }) => (props, id) => (
        <ArrangementView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/arrangement\/([^/]+)\/edit$/,
    load: () =>
      import('./views/arrangements/edit-view.tsx').then(({ EditArrangementView }) => (props, id) => (
        <EditArrangementView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/scenarios$/,
    load: () =>
      import('./views/scenarios/scenarios-view.tsx').then(({ ScenariosView }) => (props) => (
        <ScenariosView {...props} />
      )),
  },
  {
    path: /^\/scenarios\/new$/,
    load: () =>
      import('./views/scenarios/new-scenario-view.tsx').then(({ NewScenarioView }) => (props) => (
        <NewScenarioView {...props} />
      )),
  },
  {
    path: /^\/scenarios\/compare$/,
    load: () =>
      import('./views/scenarios/compare-view.tsx').then(({ CompareView }) => (props) => <CompareView {...props} />),
  },
  {
    path: /^\/scenarios\/acts$/,
    load: () =>
      import('./views/scenarios/acts-view.tsx').then(({ ActsView }) => (props) => <ActsView {...props} />),
  },
  {
    path: /^\/scenario\/([^/]+)$/,
    load: () =>
      import('./views/scenarios/scenario-view.tsx').then(({ ScenarioView }) => (props, id) => (
        <ScenarioView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/scenario\/([^/]+)\/draw$/,
    load: () =>
      import('./views/scenarios/draw-view.tsx').then(({ DrawView }) => (props, id) => (
        <DrawView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/handover$/,
    load: () =>
      import('./views/handover/handover-view.tsx').then(({ HandoverView }) => (props) => <HandoverView {...props} />),
  },
  {
    path: /^\/handover\/line$/,
    load: () =>
      import('./views/handover/line-view.tsx').then(({ LineView }) => (props) => <LineView {...props} />),
  },
  {
    path: /^\/handover\/calendar$/,
    load: () =>
      import('./views/handover/calendar-view.tsx').then(({ CalendarView }) => (props) => <CalendarView {...props} />),
  },
  {
    path: /^\/handover\/summary$/,
    load: () =>
      import('./views/handover/summary-view.tsx').then(({ SummaryView }) => (props) => <SummaryView {...props} />),
  },
  {
    path: /^\/rulebook$/,
    load: () =>
      import('./views/rulebook/rulebook-view.tsx').then(({ RulebookView }) => (props) => <RulebookView {...props} />),
  },
  {
    path: /^\/journal$/,
    load: () =>
      import('./views/journal/journal-view.tsx').then(({ JournalView }) => (props) => <JournalView {...props} />),
  },
  {
    path: /^\/sources$/,
    load: () =>
      import('./views/sources/sources-view.tsx').then(({ SourcesView }) => (props) => <SourcesView {...props} />),
  },
];

const accountScreens: readonly Screen[] = [
  {
    path: /^\/account$/,
    load: () =>
      import('./views/account/account-view.tsx').then(({ AccountView }) => (props) => <AccountView {...props} />),
  },
  {
    path: /^\/people$/,
    load: () =>
      import('./views/people/people-view.tsx').then(({ PeopleView }) => (props) => <PeopleView {...props} />),
  },
  {
    path: /^\/proposals$/,
    load: () =>
      import('./views/proposals/proposals-view.tsx').then(({ ProposalsView }) => (props) => (
        <ProposalsView {...props} />
      )),
  },
  {
    path: /^\/proposal\/([^/]+)$/,
    load: () =>
      import('./views/proposals/proposal-view.tsx').then(({ ProposalView }) => (props, id) => (
        <ProposalView key={id} {...props} id={id} />
      )),
  },
  {
    path: /^\/vesting-day$/,
    load: () =>
      import('./views/vesting/vesting-view.tsx').then(({ VestingView }) => (props) => <VestingView {...props} />),
  },
];

/** The screen at that path; null when there is none. */
export function screenAt(path: string, props: ViewProps): ReactNode | null {
  for (const screen of [...screens, ...accountScreens]) {
    const found = screen.path.exec(path);
    if (found === null) continue;
    const named = decoded(found[1] ?? '');
    if (named === null) return null;
    if ('draw' in screen) return screen.draw(props, named);
    return <LateScreen key={screen.path.source} load={screen.load} props={props} named={named} />;
  }
  return null;
}

/** True when the path belongs to that entry of the navigation. */
export function isAt(entry: NavigationEntry, path: string): boolean {
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
