/**
 * The earlier releases of a data set, with their areas as they were known when each was made, on the land of the register
 * as it is opened now.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { KeptRelease } from '#actions/release-records.ts';
import { targetAreas } from '#core/rebase/data-areas.ts';
import { areasOnLand } from '#core/release/areas-on-land.ts';
import type { EarlierRelease } from '#core/release/release-tables.ts';
import { answer, type Result } from '#std/result.ts';
import { loadRecords } from '#store/record-rows.ts';

/** The releases on the land of the register. The register of their day is opened only where it has changed since. */
export async function earlierReleases(
  shelves: Shelves,
  opened: OpenRegister,
  releases: readonly KeptRelease[],
): Promise<Result<readonly EarlierRelease[], Refusal>> {
  if (releases.length === 0) return answer([]);
  const register = opened.pack.name;
  const changes = await loadRecords(shelves.registers.store, register, ['event-act', 'scenario'], { since: 0 });
  const lastChange = [opened.pack.recordedAt, ...changes.map((record) => record.changedAt)].sort().at(-1) ?? '';
  const found: EarlierRelease[] = [];
  for (const { id, document } of releases) {
    const { question, register: of, published, to } = document;
    const known = Date.parse(lastChange) > Date.parse(of.known) ? of.known : undefined;
    const then = await shelves.registers.open({ register, scenario: question.scenario, known });
    if (!then.ok) return then;
    const areas = targetAreas(then.value.timeline, to);
    if (!areas.ok) return areas;
    const onLand = areasOnLand(areas.value, then.value.world.land, opened.world.land);
    found.push({ id, title: question.title, on: question.on, rules: question.rules, ...onLand, published });
  }
  return answer(found);
}
