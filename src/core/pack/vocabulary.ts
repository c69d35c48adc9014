/** The closed lists of words that records of a pack choose from. A new word is a change of format. */

/** How we know: from a publisher as it stands, or by what reasoning. Shown wherever the record is. */
export const evidences = [
  'published',
  'inferred',
  'uncertain',
  'derived',
  'best-fit',
  'estimated',
  'illustrative',
] as const;
export type Evidence = (typeof evidences)[number];

export const eventKinds = [
  'establish',
  'abolish',
  'merge',
  'divide',
  'boundary-change',
  'rename',
  'change-of-status',
  'cluster',
] as const;
export type EventKind = (typeof eventKinds)[number];

export const eventStatuses = ['proposed', 'decided', 'in-law', 'under-challenge', 'quashed', 'in-effect'] as const;
export type EventStatus = (typeof eventStatuses)[number];

/**
 * What a body does in an event. `predecessor` ends by it and `successor` begins by it; a `continuing` body
 * lives on through it (and may gain or lose territory); a `subject` is established, abolished, renamed,
 * clustered or changed in status, as the event's kind says.
 */
export const parts = ['predecessor', 'successor', 'continuing', 'subject'] as const;
export type Part = (typeof parts)[number];

export const relationshipKinds = [
  'accountable-to',
  'part-of',
  'commissioned-by',
  'member-of',
  'clustered-with',
  'performance-managed-by',
] as const;

export const relationshipStatuses = ['stated', 'unresolved'] as const;

export const populationBases = ['resident', 'registered', 'weighted'] as const;

export const extents = ['known', 'partial', 'unknown'] as const;
export type Extent = (typeof extents)[number];

export const linkChanges = ['unchanged', 'split', 'merged', 'irregular'] as const;
export type LinkChange = (typeof linkChanges)[number];
