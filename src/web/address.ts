/** Addresses of the workbench as text: a path and a query. Pure; the browser's own address is in router.ts. */

export type Location = { readonly path: string; readonly query: URLSearchParams };

/** Changes to the query; null takes a name away. */
export type QueryChanges = Readonly<Record<string, string | null>>;

/** The query with the changes made; names in alphabetical order, so that equal views have equal addresses. */
export function withChanges(query: URLSearchParams, changes: QueryChanges): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  next.sort();
  return next;
}

/** The address of a location, readable where it can be: colons, slashes and commas in values stay as they are. */
export function hrefOf(location: Location): string {
  const text = location.query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? location.path : `${location.path}?${text}`;
}
