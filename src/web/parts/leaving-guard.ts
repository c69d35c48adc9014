/** Asks before a screen with unsaved changes is left: by a link, by Back, or by closing the page. */

import { useEffect } from 'react';

const question = 'You have changes that are not saved. Leave, and lose them?';

/** Guards while `isOn`. Links inside the page, the browser's Back and closing the tab all ask first. */
export function useLeavingGuard(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const here = window.location.href;
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      // A file to download and a place on this page leave nothing.
      if (link === null || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#') === true) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onPopState = (event: PopStateEvent) => {
      if (window.location.href === here || window.confirm(question)) return;
      // The address has moved already: it is put back before any screen hears of it.
      event.stopImmediatePropagation();
      history.pushState(null, '', here);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onPopState, true);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onPopState, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isOn]);
}
