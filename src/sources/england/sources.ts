/** The sources of the pack: one for each file used, and those of the derivation itself. */

import type { CitedSource, Draft } from '#sources/england/draft.ts';
import type { Input } from '#sources/england/input.ts';
import { inputIds, inputs } from '#sources/england/inputs.ts';
import type { InputFolder } from '#sources/england/read-input.ts';

const cited = 'Cited for facts; nothing is copied from it';

// id, title, publisher, address, vintage, note
const pages: readonly (readonly [CitedSource, string, string, string | null, string, string | null])[] = [
  [
    'icb-mergers-2026',
    'ICB mergers, April 2026',
    'NHS Business Services Authority',
    'https://opendata.nhsbsa.net/news/icb-mergers-april-2026',
    'April 2026',
    null,
  ],
  [
    'icb-statement-2025',
    'Written ministerial statement of 9 September 2025: footprints of integrated care boards',
    'UK Government',
    null,
    '9 September 2025',
    null,
  ],
  [
    'icb-clusters',
    'ICB clusters and mergers',
    'NHS Confederation',
    'https://nhsconfed.org/publications/icb-clusters-and-mergers',
    '2025 to 2026',
    null,
  ],
  [
    'surrey-outcome',
    'Local government reorganisation in Surrey: consultation outcome',
    'UK Government',
    'https://www.gov.uk',
    '28 October 2025',
    null,
  ],
  [
    'surrey-order-debate',
    'Surrey (Structural Changes) Order 2026: laid 14 January 2026, debated 25 February 2026',
    'Parallel Parliament',
    'https://parallelparliament.co.uk',
    '2026',
    'The Order as made was not seen. Its dates are also at policy-wire.co.uk.',
  ],
  [
    'surrey-councils',
    'East Surrey and West Surrey: districts and people',
    'Polimapper',
    'https://polimapper.co.uk/2025/10',
    'October 2025',
    'Gives the people of the two councils, not of each district, and not the day they were counted.',
  ],
  [
    'lgr-decisions-2026',
    'Local government reorganisation: decisions of March 2026',
    'Local Government Lawyer',
    'https://www.localgovernmentlawyer.co.uk',
    'March to June 2026',
    'Headlines and reports; the decisions themselves were not seen.',
  ],
];

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
  const named = namedSources(draft);
  for (const [id, title, publisher, url, vintage, note] of pages) {
    if (named.has(id))
      draft.add('sources', { id, title, publisher, url, licence: cited, vintage, method: 'published', note });
  }
}

/** Sources that some record names. */
function namedSources(draft: Draft): Set<string | null> {
  const tables = Object.values(draft.facts()) as readonly (readonly { readonly source?: string | null }[])[];
  return new Set(tables.flatMap((rows) => rows.map((row) => row.source ?? null)));
}
