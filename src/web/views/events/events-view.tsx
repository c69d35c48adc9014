import type { ViewProps } from '../../view.ts';

export function EventsView(_props: ViewProps & { readonly code?: string }) {
  return <h1>events</h1>;
}
