/**
 * What can go wrong between the program and its database that a person can do something about. Every such
 * fault is thrown as one class with a stable code; whoever faces the user (terminal, HTTP) maps codes to
 * exit codes and statuses in one place. Anything else thrown by the store is a programmer's error.
 */

/** Stable, kebab-case; documents and tests name them. */
export const storeFaults = [
  'platform-unsupported',
  'home-not-writable',
  'disk-full',
  'database-did-not-start',
  'database-unreachable',
  'database-lost',
  'query-cancelled',
  'database-too-old',
  'schema-newer',
  'schema-changed',
  'import-running',
  'clock-went-back',
  'text-not-storable',
  'unknown-pack',
  'store-empty',
  'store-not-empty',
  'backup-needed',
  'backup-exists',
  'backup-not-writable',
  'backup-not-readable',
  'not-a-backup',
  'backup-damaged',
  'backup-cut-short',
  'passphrase-needed',
  'wrong-passphrase',
  'journal-broken',
  'wall-refused',
  'role-needed',
] as const;
export type StoreFault = (typeof storeFaults)[number];

/** A fault with its code and one message that says what happened, where, and what to do. */
export class StoreError extends Error {
  readonly code: StoreFault;

  constructor(code: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** The system's or PostgreSQL's own code of an error (`ENOSPC`, `53100`), or an empty text. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** The error's message, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorMessage).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const lostConnection = new Set([
  '57P01',
  '57P02',
  '57P03',
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
  'ENOENT',
  '08006',
  '08003',
]);

/**
 * The same fault as a StoreError when a person can act on it (full disk, lost connection, a lock that another
 * import holds, text that PostgreSQL cannot hold); any other error as it came.
 */
export function storeErrorOf(error: unknown, doing: string): unknown {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const message = errorMessage(error);
  const cause = { cause: error };
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT' || message.includes('No space left on device')) {
    const advice = 'Free some space and try again; the store is as it was before.';
    return new StoreError('disk-full', `The disk is full: ${doing} stopped (${message}). ${advice}`, cause);
  }
  // Raised by migrations/0005-request-role.sql, which says what to do.
  if (code === 'CTR01') return new StoreError('role-needed', message, cause);
  if (code === '22021' || code === '54000') {
    const advice =
      'Remove NUL characters, and shorten names and ids of thousands of letters; the store is as it was before.';
    return new StoreError(
      'text-not-storable',
      `A text cannot be stored: ${doing} stopped (${message}). ${advice}`,
      cause,
    );
  }
  if (code === '57014') {
    const advice = 'Nothing was changed. Ask for less at once, or try again when fewer ask.';
    return new StoreError(
      'query-cancelled',
      `The question took too long: ${doing} stopped (${message}). ${advice}`,
      cause,
    );
  }
  if (lostConnection.has(code) || /^(Connection terminated|Client has encountered a connection error)/.test(message)) {
    const advice = 'Nothing of it was kept. Try again; if it happens again, look at the log of the database.';
    return new StoreError(
      'database-lost',
      `The connection to the database was lost: ${doing} stopped (${message}). ${advice}`,
      cause,
    );
  }
  return error;
}

/**
 * What the run gives. `doing` says in messages what was going on.
 * @throws StoreError when a person can act on what went wrong; else what was thrown
 */
export async function withStoreErrors<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw storeErrorOf(error, doing);
  }
}
