import type { ViewProps } from '../../view.ts';

export function CoterminosityView(_props: ViewProps & { readonly code?: string }) {
  return <h1>coterminosity</h1>;
}
