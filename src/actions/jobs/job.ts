/** Long work as it is asked for, kept and told: what each kind of it is asked, and what it answers. */

import type { Asker } from '#actions/asker.ts';
import type { DataImportReport } from '#actions/import-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import type { Author } from '#store/record-rows.ts';

/** Work of every day, in the order in which it is done. */
export const dailyKinds = ['pass-access', 'expire-proposals', 'sweep'] as const;
export const jobKinds = ['import-data', ...dailyKinds] as const;
export type JobKind = (typeof jobKinds)[number];

/** Who asked, as they are kept with the job; grants are looked up when it runs. */
export type KeptAsker = Pick<Asker, 'kind' | 'account' | 'name' | 'session' | 'scopes'>;

/** An import of a file that is kept with the job. */
export type ImportQuestion = {
  readonly asker: KeptAsker;
  readonly register: string;
  readonly fileName: string;
  readonly sheet: string | null;
  /** Null: as it is guessed. */
  readonly description: DataDescription | null;
  readonly author: Author;
};

/** What is kept of a job that has ended. */
export type JobOutcome =
  | { readonly kind: 'imported'; readonly report: DataImportReport }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Given up, or of every day; in a sentence. */
  | { readonly kind: 'told'; readonly says: string };
