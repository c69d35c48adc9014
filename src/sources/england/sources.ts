/** The sources of the pack: one for each file used, and those of the derivation itself. */

import type { Draft } from '#sources/england/draft.ts';
import type { Input } from '#sources/england/input.ts';
import { inputIds, inputs } from '#sources/england/inputs.ts';
import type { InputFolder } from '#sources/england/read-input.ts';

/** Write a row for every input that was read, and for what stands beside the files. */
export function addSources(draft: Draft, folder: InputFolder): void {
  for (const id of inputIds) {
    if (!folder.used.has(id)) continue;
    const input: Input = inputs[id];
    draft.add('sources', {
      id,
      title: input.title,
      publisher: input.publisher,
      url: input.url,
      licence: input.licence,
      vintage: input.vintage,
      method: input.method,
    });
  }
  draft.add('sources', {
    id: 'derivation',
    title: 'Comparison of yearly lookups',
    publisher: 'Coterminous',
    url: 'docs/guide/england-data.md',
    licence: 'Open Government Licence v3.0',
    method: 'derived',
    note: 'Footprints are compared from one lookup to the next, block by block; see docs/guide/england-data.md.',
  });
  draft.add('sources', {
    id: 'general-knowledge',
    title: 'Structural changes orders and health service legislation, as generally known',
    publisher: 'Coterminous',
    licence: 'Open Government Licence v3.0',
    method: 'inferred',
    note: 'The instruments themselves were not read; every record that rests on this is marked inferred.',
  });
  draft.add('sources', {
    id: 'si-2006-2072',
    title: 'The Primary Care Trusts (Establishment and Dissolution) (England) Order 2006, SI 2006/2072',
    publisher: "Her Majesty's Stationery Office",
    url: 'https://www.legislation.gov.uk/uksi/2006/2072',
    licence: 'Open Government Licence v3.0',
    vintage: '2006',
    method: 'published',
  });
}
