/** The bodies of a tier on a day. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Body, bodiesOn } from '#core/register/as-of.ts';
import type { Context } from '#core/register/question.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type OrganisationList = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly tier: TierName;
  readonly bodies: readonly Body[];
};

/** All bodies of the tier on the day, by name; with `search`, those whose name or a code contains it. */
export async function listOrganisations(
  shelf: RegisterShelf,
  context: Context,
  question: { readonly tier: TierName; readonly on: IsoDate; readonly search?: string | undefined },
): Promise<Result<OrganisationList, Refusal>> {
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const { tier, on } = question;
  const all = bodiesOn(opened.value.timeline, tier, on);
  const wanted = question.search?.trim().toLowerCase() ?? '';
  const bodies = wanted === '' ? all : all.filter((body) => isFound(body, wanted));
  return answer({ register: opened.value, on, tier, bodies });
}

function isFound(body: Body, wanted: string): boolean {
  if (body.name.toLowerCase().includes(wanted)) return true;
  return body.organisation.identifiers.some((row) => row.value.toLowerCase().includes(wanted));
}
