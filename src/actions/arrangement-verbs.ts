/** What it takes to change an arrangement: money is stated by other people than the rest. */

import { encodeDocument } from '#actions/arrangement-document.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { canonicalJson, type Json } from '#store/journal-hash.ts';

type Parts = { readonly money: string; readonly rest: string };

/**
 * The verbs of the change; `before` undefined: it is new. `verb` is that of everything but amounts, shares of the funding and
 * negotiated shares; of a change of nothing but these it is not needed.
 */
export function arrangementVerbs(
  before: Arrangement | undefined,
  after: Arrangement,
  verb: 'save-arrangement' | 'import-arrangements',
): readonly Verb[] {
  if (before === undefined) return hasMoney(after) ? [verb, 'state-amounts'] : [verb];
  const [was, is] = [partsOf(before), partsOf(after)];
  if (was.money === is.money) return [verb];
  return was.rest === is.rest ? ['state-amounts'] : [verb, 'state-amounts'];
}

function hasMoney({ amounts, parties, negotiated }: Arrangement): boolean {
  return amounts.length > 0 || negotiated.length > 0 || parties.some((party) => party.share !== null);
}

function partsOf(arrangement: Arrangement): Parts {
  const document = encodeDocument(arrangement) as Record<string, Json>;
  const { amounts = null, negotiated = null, parties: _parties, ...rest } = document;
  const shares = arrangement.parties
    .filter((party) => party.share !== null)
    .map(({ organisation, role, share }) => ({ organisation, role, share }));
  const parties = arrangement.parties.map((party) => ({ ...party, share: null }));
  return { money: canonicalJson({ amounts, negotiated, shares }), rest: canonicalJson({ ...rest, parties }) };
}
