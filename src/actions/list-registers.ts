/** The registers of the store, each with what it can show: tiers, populations, scenarios, dates. */

import type { OpenRegister, RegisterRecords, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { answer, type Result } from '#std/result.ts';

/** Every register that the asker sees in the law as it stands, the default one first. */
export async function listRegisters(shelf: RegisterShelf): Promise<Result<readonly OpenRegister[], Refusal>> {
  const first = await shelf.open({});
  if (!first.ok) return first.refusal.kind === 'no-register' ? answer([]) : first;
  const opened = [first.value];
  const packs = await shelf.packs();
  if (!packs.ok) return packs;
  for (const pack of packs.value) {
    if (pack.name === first.value.pack.name) continue;
    const other = await shelf.open({ register: pack.name });
    if (!other.ok) return other;
    opened.push(other.value);
  }
  return answer(opened);
}

/** The scenarios that people keep, by id. */
export function plansOf({ plans }: RegisterRecords): readonly ScenarioPlan[] {
  return [...plans.values()].map((kept) => kept.plan).sort((a, b) => (a.id < b.id ? -1 : 1));
}
