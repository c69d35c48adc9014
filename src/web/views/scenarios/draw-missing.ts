/** What is still to be done before a drawn event can be checked, in the order of the form. Pure. */

import { parseIsoDate } from '#std/iso-date.ts';
import { type DrawFields, givesOutLand } from './draw-fields.ts';

/** Sentences that say what is missing; empty when the event can be sent to be checked. */
export function missingIn(fields: DrawFields): string[] {
  const { kind, bodies, takers, day, areas, rest, newName } = fields;
  const missing: string[] = [];
  if (parseIsoDate(day) === null) missing.push('Give the day on which it takes effect.');
  const given = bodies.filter((id) => id !== '');
  if (kind === 'merge' && given.length < 2) missing.push('Choose at least two bodies that merge.');
  if (kind !== 'merge' && kind !== 'establish' && given.length === 0) missing.push(firstBody[kind]);
  takers.forEach((taker, at) => {
    const place = takers.length === 1 ? '' : ` ${at + 1}`;
    if (taker.isNew && taker.name.trim() === '') missing.push(`Name the new body${place}.`);
    // An abolished body may leave its land to nobody.
    if (!taker.isNew && taker.id === '' && kind !== 'abolish') missing.push(`Choose the body${place} that takes over.`);
  });
  if (kind === 'rename' && newName.trim() === '') missing.push('Write the new name.');
  if (givesOutLand(kind) && given.length > 0) {
    const taking = new Set([...Object.values(areas), rest]);
    takers.forEach((taker, at) => {
      if (!taking.has(taker.key)) missing.push(`Give land to ${taker.name || `body ${at + 1}`}.`);
    });
  }
  return missing;
}

const firstBody = {
  divide: 'Choose the body that is divided.',
  transfer: 'Choose the body that gives land.',
  abolish: 'Choose the body that is abolished.',
  rename: 'Choose the body that is renamed.',
} as const;
