import type { ViewProps } from '../../view.ts';

export function OrganisationView(_props: ViewProps & { readonly code?: string }) {
  return <h1>organisation</h1>;
}
