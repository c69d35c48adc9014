/**
 * Where the facts of the sample come from. Figures were computed once from the publishers' files and are
 * kept here as numbers; web pages are cited for facts and nothing is copied from them.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';
import { type Cells, makeRows, type Piece } from '#sample/row.ts';

const ogl = 'Open Government Licence v3.0';
const cited = 'Cited for facts; nothing is copied from it';
const portal = 'https://geoportal.statistics.gov.uk';
const ods = 'https://digital.nhs.uk/services/organisation-data-service';
const statistics = 'Office for National Statistics';
const odsPublisher = 'Organisation Data Service, NHS England';

const files: readonly Cells<'sources'>[] = [
  {
    id: 'ons-lsoa11-lookups',
    title: 'LSOA (2011) to clinical commissioning group, STP, ICB and local authority district, yearly look-ups',
    publisher: statistics,
    url: portal,
    licence: ogl,
    vintage: '2015 to 2022',
    method: 'published',
  },
  {
    id: 'ons-lsoa21-lookup',
    title: 'LSOA (2021) to sub-ICB location, ICB and local authority district',
    publisher: statistics,
    url: portal,
    licence: ogl,
    vintage: '2024',
    method: 'published',
  },
  {
    id: 'ons-lsoa11-boundaries',
    title: 'LSOA (2011) boundaries, generalised: which share a border',
    publisher: statistics,
    url: portal,
    licence: `${ogl}; contains OS data (c) Crown copyright and database right`,
    vintage: '2011',
    method: 'derived',
  },
  {
    id: 'ons-code-history',
    title: 'Code History Database',
    publisher: statistics,
    url: portal,
    licence: ogl,
    vintage: 'July 2024',
    method: 'published',
  },
  {
    id: 'ons-icb-names',
    title: 'Integrated care boards: names and codes',
    publisher: statistics,
    url: portal,
    licence: ogl,
    vintage: '2022 and 2024',
    method: 'published',
  },
  {
    id: 'ons-district-names',
    title: 'Districts, counties and regions: names and codes',
    publisher: statistics,
    url: portal,
    licence: ogl,
    vintage: '2007 to June 2026',
    method: 'published',
  },
  {
    id: 'mysociety-councils',
    title: 'UK local authority names and codes',
    publisher: 'mySociety',
    url: 'https://github.com/mysociety/uk_local_authority_names_and_codes',
    licence: 'CC BY 4.0',
    vintage: 'July 2025',
    method: 'published',
  },
  {
    id: 'ons-mid-2019',
    title: 'Small area population estimates, mid-2019',
    publisher: statistics,
    url: 'https://www.ons.gov.uk',
    licence: ogl,
    vintage: '30 June 2019',
    method: 'published',
    note: 'Summed over the LSOAs of each block.',
  },
  {
    id: 'census-2021',
    title: 'Census 2021: usual residents by LSOA',
    publisher: statistics,
    url: 'https://www.nomisweb.co.uk',
    licence: ogl,
    vintage: '21 March 2021',
    method: 'published',
    note: 'Summed over the LSOAs of each block.',
  },
  {
    id: 'ods-pct-2006',
    title: 'Primary care trusts before and after 1 October 2006, successor file',
    publisher: odsPublisher,
    url: ods,
    licence: ogl,
    vintage: '2006',
    method: 'published',
  },
  {
    id: 'ods-sha-2006',
    title: 'Strategic health authorities of 1 July 2006, successor file',
    publisher: odsPublisher,
    url: ods,
    licence: ogl,
    vintage: '2006',
    method: 'published',
    note: 'Codes of the authorities before July 2006 are there, their names are not.',
  },
  {
    id: 'ods-pct-register',
    title: 'Register of primary care trusts, October 2006 to March 2013',
    publisher: odsPublisher,
    url: ods,
    licence: ogl,
    vintage: '2006 to 2013',
    method: 'published',
  },
  {
    id: 'ods-ccg-successors',
    title: 'Clinical commissioning groups and their successors',
    publisher: odsPublisher,
    url: ods,
    licence: ogl,
    vintage: '2013 to 2021',
    method: 'published',
  },
  {
    id: 'pct-best-fit',
    title: 'Primary care trusts on LSOAs, best fit',
    publisher: 'Computed from ONS look-ups and postcode shares',
    licence: ogl,
    vintage: '2006 to 2013',
    method: 'best-fit',
    note: 'Read back from the clinical commissioning groups of 2015 and the districts of 2007. Not an official look-up.',
  },
  {
    id: 'ccg-2013-best-fit',
    title: 'Clinical commissioning groups of April 2013 on LSOAs, best fit',
    publisher: 'Computed from ONS look-ups and boundaries of 2013',
    licence: ogl,
    vintage: 'April 2013',
    method: 'best-fit',
  },
  {
    id: 'made-up',
    title: 'Made up for this sample',
    publisher: 'Coterminous',
    licence: 'CC0 1.0',
    vintage: '2026',
    method: 'illustrative',
    note: 'Shows how the program works; it is not a fact.',
  },
];

const page = (
  id: string,
  title: string,
  publisher: string,
  url: string | null,
  vintage: string | null,
  method: Evidence,
  note: string | null = null,
): Cells<'sources'> => ({
  id,
  title,
  publisher,
  url,
  licence: cited,
  vintage,
  method,
  note,
});

const pages: readonly Cells<'sources'>[] = [
  page(
    'nhsbsa-icb-mergers',
    'ICB mergers, April 2026',
    'NHS Business Services Authority',
    'https://opendata.nhsbsa.net/news/icb-mergers-april-2026',
    'April 2026',
    'published',
  ),
  page(
    'icb-statement-2025',
    'Written ministerial statement of 9 September 2025: footprints of integrated care boards',
    'UK Government',
    null,
    '9 September 2025',
    'published',
  ),
  page(
    'nhsconfed-clusters',
    'ICB clusters and mergers',
    'NHS Confederation',
    'https://nhsconfed.org/publications/icb-clusters-and-mergers',
    '2025 to 2026',
    'published',
  ),
  page(
    'gov-surrey-outcome',
    'Local government reorganisation in Surrey: consultation outcome',
    'UK Government',
    'https://www.gov.uk',
    '28 October 2025',
    'published',
  ),
  page(
    'surrey-order-debate',
    'Surrey (Structural Changes) Order 2026: laid 14 January 2026, debated 25 February 2026',
    'Parallel Parliament',
    'https://parallelparliament.co.uk',
    '2026',
    'published',
    'The Order as made was not seen. Its dates are also at policy-wire.co.uk.',
  ),
  page(
    'polimapper-surrey',
    'East Surrey and West Surrey: districts and people',
    'Polimapper',
    'https://polimapper.co.uk/2025/10',
    'October 2025',
    'published',
    'Gives the people of the two councils, not of each district, and not the day they were counted.',
  ),
  page(
    'opencouncil-surrey',
    'Surrey health and wellbeing board: area and integrated care boards',
    'OpenCouncil',
    'https://opencouncil.network/meetings/58943',
    null,
    'published',
  ),
  page(
    'si-2006-2072',
    'Primary care trusts, 2006: the dividing trusts (SI 2006/2072)',
    'The National Archives',
    'https://www.legislation.gov.uk',
    '2006',
    'published',
  ),
];

/** The rows of sources. */
export function sourcePiece(): Piece {
  return { sources: makeRows('sources', [...files, ...pages]) };
}
