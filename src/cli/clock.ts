/** The clock: the only place of the command line that reads it. */

import type { IsoDate } from '#std/iso-date.ts';

/** Today in UTC. */
export function today(): IsoDate {
  return now().slice(0, 10) as IsoDate;
}

/** This moment, as ISO 8601 in UTC. */
export function now(): string {
  return new Date().toISOString();
}
