/** What every screen is given and does: its choice, and the title of the page. */

import { useEffect } from 'react';
import type { RegisterWire } from '#wire/register.ts';
import type { Choice } from './choice.ts';

export type ViewProps = { readonly choice: Choice; readonly registers: readonly RegisterWire[] };

/** Sets the title of the page while the screen is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Coterminous`;
  }, [title]);
}
