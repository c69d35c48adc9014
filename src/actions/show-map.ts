/** What the map needs: the shapes of the zones and their people, and who held which zone of a tier from when. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { blockCounts } from '#core/footprint/footprint.ts';
import { type Geography, geographyNamed } from '#core/footprint/land.ts';
import type { Row } from '#core/pack/tables.ts';
import type { Context } from '#core/register/question.ts';
import type { World } from '#core/register/world.ts';
import { type ZoneTopology, zoneShapes } from '#sources/topojson/zone-shapes.ts';
import { answer, type Result } from '#std/result.ts';
import { loadBoundaryFile } from '#store/boundary-file-rows.ts';

export type MapSheet = {
  readonly register: OpenRegister;
  /** Null when the pack has no shapes. */
  readonly shapes: { readonly row: Row<'boundaries'>; readonly topology: ZoneTopology } | null;
  readonly geography: Geography | undefined;
  /** @shape zones */
  readonly blocks: Float64Array;
  /** Names of the blocks of each zone, first ones first; null where the pack names none. @shape zones */
  readonly zoneNames: readonly (string | null)[];
};

const sheets = new WeakMap<World, Promise<Pick<MapSheet, 'shapes' | 'geography' | 'blocks' | 'zoneNames'>>>();

/** The map of a register, drawn on the latest vintage that has shapes. Drawn once for each world. */
export async function showMap(shelf: RegisterShelf, context: Context): Promise<Result<MapSheet, Refusal>> {
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const { world, pack } = opened.value;
  const sheet = sheets.get(world) ?? drawSheet(shelf, pack.name, world, context.known);
  sheets.set(world, sheet);
  sheet.catch(() => sheets.delete(world));
  return answer({ register: opened.value, ...(await sheet) });
}

async function drawSheet(
  shelf: RegisterShelf,
  pack: string,
  world: World,
  known: string | undefined,
): Promise<Pick<MapSheet, 'shapes' | 'geography' | 'blocks' | 'zoneNames'>> {
  const drawn = world.facts.boundaries
    .map((row) => ({ row, geography: geographyNamed(world.land, row.geography) }))
    .sort((a, b) => ((a.geography?.vintage ?? '') < (b.geography?.vintage ?? '') ? 1 : -1))[0];
  const geography = drawn?.geography ?? world.land.geographies.at(-1);
  const file =
    drawn === undefined
      ? null
      : await loadBoundaryFile(shelf.store, pack, drawn.row.file, known === undefined ? {} : { recordedAt: known });
  const shapes =
    drawn === undefined || drawn.geography === undefined || file === null
      ? null
      : {
          row: drawn.row,
          topology: zoneShapes(file.bytes.toString('utf8'), drawn.geography, world.zones, {
            object: drawn.row.object,
            codeProperty: drawn.row.code_property,
          }),
        };
  const blocks = geography === undefined ? new Float64Array(world.zones.count) : blockCounts(world.zones, geography);
  return { shapes, geography, blocks, zoneNames: zoneNames(world, geography) };
}

function zoneNames(world: World, geography: Geography | undefined): (string | null)[] {
  const names: string[][] = Array.from({ length: world.zones.count }, () => []);
  for (let part = 0; part < world.land.partCount; part++) {
    const name = geography?.names[geography.blockOfPart[part] ?? -1] ?? null;
    const list = names[world.zones.zoneOfPart[part] ?? 0];
    if (name !== null && list !== undefined && list.length < 3 && !list.includes(name)) list.push(name);
  }
  return names.map((list) => (list.length === 0 ? null : list.join(', ')));
}
