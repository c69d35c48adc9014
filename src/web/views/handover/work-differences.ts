/** What changed on a line while somebody else worked on it, in words. Pure. */

import type { LineWorkWire } from '#wire/handover.ts';

/** The work on a line that nobody has touched. */
export function untouched(key: string): LineWorkWire {
  return { key, version: 0, assignedTo: null, comments: [], overrides: [], signatures: [] };
}

/** One sentence for each thing that differs, naming who did it where that is recorded; none: nothing differs. */
export function workDifferences(before: LineWorkWire, after: LineWorkWire): string[] {
  const said = new Set(before.comments.map((one) => one.id));
  const setBefore = new Map(before.overrides.map((one) => [one.field, one]));
  const setAfter = new Set(after.overrides.map((one) => one.field));
  const signedBefore = new Map(before.signatures.map((one) => [one.party.code, one]));
  return [
    ...(before.assignedTo === after.assignedTo
      ? []
      : [
          after.assignedTo === null
            ? 'The line is assigned to nobody now.'
            : `The line was assigned to ${after.assignedTo}.`,
        ]),
    ...after.comments.filter((one) => !said.has(one.id)).map((one) => `${one.who} wrote: “${one.text}”`),
    ...after.overrides
      .filter((one) => setBefore.get(one.field)?.value !== one.value)
      .map((one) => `${one.who} set ${fieldText(one.field)} to ${one.value}, since: ${one.reason}`),
    ...before.overrides
      .filter((one) => !setAfter.has(one.field))
      .map((one) => `What ${one.who} had set by hand (${fieldText(one.field)}) was taken back.`),
    ...after.signatures.flatMap((one) => signatureDifference(signedBefore.get(one.party.code)?.state, one)),
  ];
}

/** What is set by hand, as sentences say it. @example fieldText('deadline:ask-consent') // 'the deadline of “ask-consent”' */
export function fieldText(field: string): string {
  if (field === 'shares') return 'the shares';
  if (field === 'disposition') return 'what happens';
  return field.startsWith('deadline:') ? `the deadline of “${field.slice('deadline:'.length)}”` : field;
}

function signatureDifference(before: string | undefined, after: LineWorkWire['signatures'][number]): string[] {
  if ((before ?? 'missing') === after.state) return [];
  if (after.state === 'signed') return [`${after.who ?? 'Somebody'} signed for ${after.party.name}.`];
  if (after.state === 'missing') return [`The signature for ${after.party.name} was taken back.`];
  return [`The line changed after it was signed for ${after.party.name}.`];
}
