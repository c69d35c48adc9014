/** Rows of a file that are not in its data set. */

/** Of one code, and why: a person stated it, or it is a total of others. */
export type LeftOut = { readonly code: string; readonly rows: number; readonly reason: string };
