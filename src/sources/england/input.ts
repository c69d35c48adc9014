/**
 * What the builder knows of a file it can read: the names it may have, the headings it may use (ours first,
 * then the publishers' own), who publishes it and what cannot be shown without it.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';

export type Input = {
  readonly title: string;
  readonly publisher: string;
  /** Where the publisher publishes it. */
  readonly url: string;
  readonly licence: string;
  readonly vintage: string;
  readonly method: Evidence;
  /** What cannot be shown without it: the end of "without it ...". */
  readonly lost: string;
  /** Names the file may have, anywhere below the folder, with or without .gz. */
  readonly files: readonly string[];
  /** Our name of each needed column, and the headings that stand for it. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Columns read when they are there. */
  readonly optional?: Readonly<Record<string, readonly string[]>>;
  /** The fixed order of columns of a publisher's edition without a heading row; '' is skipped. */
  readonly headless?: readonly string[];
  /** Rows kept, when the file has the column: one file of ours may hold several years of a publisher's. */
  readonly only?: { readonly column: string; readonly value: string };
};

export const ogl = 'Open Government Licence v3.0';
export const ons = {
  publisher: 'Office for National Statistics',
  url: 'https://geoportal.statistics.gov.uk',
  licence: ogl,
  method: 'published',
} as const;
export const ods = {
  publisher: 'NHS England, Organisation Data Service',
  url: 'https://digital.nhs.uk/services/organisation-data-service',
  licence: ogl,
  method: 'published',
} as const;
export const derived = {
  publisher: 'derived from the other files',
  url: 'docs/guide/england-data.md',
  licence: ogl,
} as const;
export const statistics = { publisher: 'Office for National Statistics', licence: ogl, method: 'published' } as const;

export const lsoa11 = ['lsoa11cd', 'lsoa11_code', 'Area Codes', 'LSOA Code', 'geography code', 'mnemonic'];
export const lsoa21 = [
  'lsoa21cd',
  'lsoa21_code',
  'LSOA 2021 Code',
  'geography code',
  'mnemonic',
  'Lower layer Super Output Areas Code',
];
export const wideFile = 'lsoa11_ccg_stp_icb_lad_2015_2022.csv';
