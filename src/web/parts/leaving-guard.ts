/** Asks before a screen with unsaved changes is left: by a link, by Back, or by closing the page. */

import { useEffect } from 'react';
import { guardBack } from '../router.ts';

const question = 'You have changes that are not saved. Leave, and lose them?';

/** Guards while `isOn`. Links inside the page, the browser's Back and closing the tab all ask first. */
export function useLeavingGuard(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      // A file to download and a place on this page leave nothing.
      if (link === null || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#') === true) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, true);
    guardBack(() => window.confirm(question));
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      guardBack(null);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isOn]);
}
