/** What every step of the wizard is given. */

import type { DataSetWire } from '#wire/data-sets.ts';
import type { ReleaseQuestionWire } from '#wire/releases.ts';
import type { Choice } from '../../choice.ts';
import type { ReleaseDraft } from './release-question.ts';

export type WizardProps = {
  readonly choice: Choice;
  readonly dataSets: readonly DataSetWire[];
  /** Null: not chosen yet, or not there. */
  readonly dataSet: DataSetWire | null;
  readonly draft: ReleaseDraft;
  /** As written, or as proposed. */
  readonly title: string;
  /** Null: something is still missing. */
  readonly question: ReleaseQuestionWire | null;
};

/** Steps that can only be shown when everything before them was told. */
export type AskedProps = Omit<WizardProps, 'question'> & { readonly question: ReleaseQuestionWire };

/** Titles of the measures and periods of a data set, by id. */
export function titlesOf({ measures, periods }: Pick<DataSetWire, 'measures' | 'periods'>): Map<string, string> {
  return new Map([...measures, ...periods].map(({ id, title }) => [id, title]));
}
