/** A rulebook in a file of the reader's own. */

import { readFileSync } from 'node:fs';
import { rulebookGiven } from '#actions/save-rulebook.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered } from '#cli/output.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';

/** The rulebook of the file. @throws Stop when it cannot be read, is not JSON, or has problems: all of them are listed. */
export function rulebookFile(path: string): Rulebook {
  return answered(rulebookGiven(jsonFile(path)));
}

/** The JSON of the file. @throws Stop when it cannot be read or is not JSON */
export function jsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(exitCodes.file, `${path} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = (error as Error).message.replaceAll(/\s+/g, ' ');
    throw new Stop(exitCodes.refused, `${path} is not JSON: ${reason}.`);
  }
}
