/** How much of the log is written. Knows nothing of the server, so that flags can be read without it. */

/** From the fewest lines to the most; `debug` adds the questions of probes. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
