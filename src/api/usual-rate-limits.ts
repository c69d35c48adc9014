/** How much one asker may ask in a minute, unless the start says otherwise. */

/** How many in a minute. */
export type RateLimits = {
  /** By session, token or, of whoever is not signed in, address. */
  readonly requests: number;
  /** Attempts to sign in, and to use a link, by address. */
  readonly signIns: number;
};

/** A screen asks for a dozen things; a whole council may sign in through one address at nine o'clock. */
export const usualRateLimits: RateLimits = { requests: 3_000, signIns: 60 };
