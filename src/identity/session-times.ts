/** How long what somebody holds opens: sessions, links, keys and tokens. Reads no clock. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A session ends when nothing was asked in it for so long. */
export const sessionIdle = 30 * minute;
export const sessionLife = 12 * hour;
/** How long after a proof of who they are somebody may change how they sign in. */
export const freshFor = 10 * minute;
export const invitationLife = 7 * day;
export const resetLife = hour;
export const ownerKeyLife = 5 * minute;
/** Between the password and the second factor, and between the offer of a secret and its first code. */
export const ticketLife = 5 * minute;
export const offerLife = 30 * minute;
export const tokenLife = 366 * day;
/** A browser is known so long after the last sign-in in it. */
export const deviceLife = 180 * day;
/** When something was last used is written at most so often. */
export const usedAgain = minute;

/** The moment so many milliseconds later (before, when negative). */
export function momentAfter(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
