/** What a command prints: a table for people, JSON for scripts, or a CSV file. Progress goes to standard error. */

import { writeFileSync } from 'node:fs';
import type { Refusal } from '#actions/refusal.ts';
import { exitCodes, Stop, stopOf } from '#cli/exit-codes.ts';
import type { Result } from '#std/result.ts';

export type OutputFlags = { readonly json?: boolean; readonly csv?: string };

/** The value of an answer. @throws Stop when it was refused. */
export function answered<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw stopOf(result.refusal);
}

/**
 * The same for a command that takes data in: when they are refused and JSON is asked for, their problems are printed as
 * JSON, as those of `pack check` are. @throws Stop when it was refused
 */
export function answeredOrListed<T>(result: Result<T, Refusal>, flags: OutputFlags): T {
  if (!result.ok && flags.json === true && 'problems' in result.refusal && result.refusal.problems !== undefined)
    process.stdout.write(`${JSON.stringify({ problems: result.refusal.problems }, null, 2)}\n`);
  return answered(result);
}

/** The name of a file that stands for standard output. */
const standardOutput = '-';

/** Prints JSON, writes the CSV file (`-`: prints it), or prints the text, as the flags ask. */
export function printAnswer(
  flags: OutputFlags,
  forms: { readonly json: () => unknown; readonly csv: () => string; readonly text: () => string },
): void {
  if (flags.csv === standardOutput) process.stdout.write(forms.csv());
  else if (flags.csv !== undefined) {
    writeOutput(flags.csv, forms.csv());
    process.stderr.write(`Written to ${flags.csv}\n`);
  }
  if (flags.json === true) process.stdout.write(`${JSON.stringify(forms.json(), null, 2)}\n`);
  else if (flags.csv === undefined) process.stdout.write(`${forms.text()}\n`);
}

/** Progress on one line of a terminal; where there is none (a log, a pipe) a line for each step that is complete. */
export function progressLine(): { show(text: string, isComplete?: boolean): void; end(): void } {
  const isTerminal = process.stderr.isTTY === true;
  let isOpen = false;
  return {
    show(text, isComplete = true) {
      if (isTerminal) process.stderr.write(`\r\u001b[2K${text}`);
      else if (isComplete) process.stderr.write(`${text}\n`);
      isOpen = isTerminal;
    },
    end() {
      if (isOpen) process.stderr.write('\n');
      isOpen = false;
    },
  };
}

/** Writes a file. @throws Stop when it cannot be written */
export function writeOutput(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new Stop(exitCodes.file, `${path} cannot be written: ${(error as Error).message}. Choose another file.`);
  }
}
