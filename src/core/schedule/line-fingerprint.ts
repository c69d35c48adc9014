/**
 * A short name for what a line comes down to, so that who signs can say which line was seen. Not a seal: it tells a line
 * that changed from one that did not, and keeps nobody from inventing another line of the same name.
 */

import type { LineSummary } from '#core/handover/line-difference.ts';

/** Shares that differ by less are written alike: they differ by the rounding of fractions. */
const shareDigits = 11;

/**
 * Sixteen hexadecimal digits, the same for lines between which no difference can be told. Names of bodies do not count,
 * nor the order of deadlines and flags.
 */
export function fingerprintOf(summary: LineSummary): string {
  const { disposition, rule, legalConfirmationNeeded, vesting, basis, successors, deadlines, flags, money } = summary;
  const text = JSON.stringify([
    [disposition, rule, legalConfirmationNeeded, vesting, basis],
    successors.map(({ id, share }) => [id, share === null ? null : share.toFixed(shareDigits)]),
    deadlines.map(({ action, what, due }) => `${action} ${due} ${what}`).sort(),
    [...flags].sort(),
    money.map(({ what, inPence, outPence }) => [what, inPence, outPence]),
  ]);
  return hash(text, 0x9e3779b9) + hash(text, 0x85ebca6b);
}

/** The text in 32 bits as eight hexadecimal digits: FNV-1a over its code units, stirred at the end. */
function hash(text: string, seed: number): string {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
  return ((state ^ (state >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
