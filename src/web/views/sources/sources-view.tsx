import type { ViewProps } from '../../view.ts';

export function SourcesView(_props: ViewProps & { readonly code?: string }) {
  return <h1>sources</h1>;
}
