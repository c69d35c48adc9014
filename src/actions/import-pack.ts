/** A data pack into the store: all of it or nothing, as one transaction. */

import { checkPack } from '#actions/check-pack.ts';
import type { Refusal } from '#actions/refusal.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { type ImportReport, type SaveProgress, saveFacts } from '#store/save-facts.ts';

export type ImportOptions = {
  /** Now, as ISO 8601. */
  readonly recordedAt: string;
  readonly importedBy?: string;
  readonly progress?: (step: SaveProgress | 'reading') => void;
};

export type Imported = { readonly report: ImportReport; readonly warnings: readonly Problem[] };

/** Imports the pack in the folder; one with errors is refused with all of them and the store stays as it was. */
export async function importPack(
  store: Store,
  folder: string,
  options: ImportOptions,
): Promise<Result<Imported, Refusal>> {
  options.progress?.('reading');
  const { pack, problems } = await checkPack(folder);
  if (hasErrors(problems)) {
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    const detail = `${folder} was not imported and the store is as it was: ${errors} error${errors === 1 ? '' : 's'}. Mend them all and import again.`;
    return refuse({ kind: 'pack-has-problems', detail, problems });
  }
  return answer({ report: await saveFacts(store, pack, options), warnings: problems });
}
