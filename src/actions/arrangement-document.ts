/** The document that the store keeps of an arrangement: the arrangement itself as JSON, with pence as whole numbers. */

import type { Amount, Arrangement, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { pence } from '#std/pence.ts';
import type { Json } from '#store/journal-hash.ts';

/**
 * The document of an arrangement that passed `checkArrangement`: its pence fit a JSON number. Data sets are left out where
 * none are named, so that documents from before there were any are what they would be now.
 */
export function encodeDocument(arrangement: Arrangement): Json {
  const { dataSets, ...rest } = arrangement;
  const amounts = rest.amounts.map((amount) => ({ ...amount, pence: Number(amount.pence) }));
  return { ...rest, amounts, ...(dataSets.length === 0 ? {} : { dataSets }) } as unknown as Json;
}

/** The arrangement of a stored document. Inverse of `encodeDocument`. */
export function decodeDocument(body: Json): Arrangement {
  const document = body as unknown as Omit<Arrangement, 'amounts' | 'dataSets'> & {
    readonly dataSets?: readonly string[];
    readonly amounts: readonly (Omit<Amount, 'pence'> & { readonly pence: number })[];
  };
  const amounts = document.amounts.map((amount) => ({ ...amount, pence: pence(BigInt(amount.pence)) }));
  return { ...document, amounts, dataSets: document.dataSets ?? [] };
}

/** The document of an arrangement as a person would state it: pieces of land as text. Null stays null. */
export function statedDocument(body: Json): Json {
  if (body === null) return null;
  const spec: ArrangementSpec = stateArrangement(decodeDocument(body));
  const amounts = spec.amounts.map((amount) => ({ ...amount, pence: Number(amount.pence) }));
  return { ...spec, amounts } as unknown as Json;
}
