/** Which paths a pack may name: inside its folder, written with `/`. */

/**
 * True when the path stays below the folder it is read from: relative, no `..`, no drive, no address, no
 * backslash. Links are another matter: whoever opens the file must see where they lead.
 */
export function isSafePath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\\') || path.includes('\0')) return false;
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return false;
  return path.split('/').every((piece) => piece !== '' && piece !== '..');
}
