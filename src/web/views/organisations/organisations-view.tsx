import type { ViewProps } from '../../view.ts';

export function OrganisationsView(_props: ViewProps & { readonly code?: string }) {
  return <h1>organisations</h1>;
}
