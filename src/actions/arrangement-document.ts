/** The document that the store keeps of an arrangement: the arrangement itself as JSON, with pence as whole numbers. */

import type { Amount, Arrangement, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { pence } from '#std/pence.ts';
import type { Json } from '#store/journal-hash.ts';

/** The document of an arrangement that passed `checkArrangement`: its pence fit a JSON number. */
export function encodeDocument(arrangement: Arrangement): Json {
  const amounts = arrangement.amounts.map((amount) => ({ ...amount, pence: Number(amount.pence) }));
  return { ...arrangement, amounts } as unknown as Json;
}

/** The arrangement of a stored document. Inverse of `encodeDocument`. */
export function decodeDocument(body: Json): Arrangement {
  const document = body as unknown as Omit<Arrangement, 'amounts'> & {
    readonly amounts: readonly (Omit<Amount, 'pence'> & { readonly pence: number })[];
  };
  const amounts = document.amounts.map((amount) => ({ ...amount, pence: pence(BigInt(amount.pence)) }));
  return { ...document, amounts };
}

/** The document of an arrangement as a person would state it: pieces of land as text. Null stays null. */
export function statedDocument(body: Json): Json {
  if (body === null) return null;
  const spec: ArrangementSpec = stateArrangement(decodeDocument(body));
  const amounts = spec.amounts.map((amount) => ({ ...amount, pence: Number(amount.pence) }));
  return { ...spec, amounts } as unknown as Json;
}
