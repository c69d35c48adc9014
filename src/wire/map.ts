/**
 * The map as JSON: the shapes of the zones once, and for each tier who held which zone from when. The browser
 * steps through time, colours and overlaps with these alone, by the same functions as the server.
 */

import { z } from 'zod';

const dateOrNull = z.string().nullable();

/** A value with the dates it holds between. */
const datedSchema = z.object({ text: z.string(), from: dateOrNull, to: dateOrNull });

export const mapSchema = z.object({
  register: z.string(),
  /** TopoJSON with one object, `zones`; each geometry's id is its zone's number. Null: no shapes in the pack. */
  topology: z.unknown(),
  schematic: z.boolean(),
  geography: z.string().nullable(),
  note: z.string().nullable(),
  zoneCount: z.number(),
  /** Building blocks of `geography` in each zone. */
  blocks: z.array(z.number()),
  /** A name for each zone, when the pack names its blocks. */
  zoneNames: z.array(z.string().nullable()),
  /** People in each zone, by population. @units persons */
  persons: z.record(z.string(), z.array(z.number())),
  /** Blocks that lie in several zones, by population: people there are estimated when bodies cut through. */
  splitBlocks: z.record(z.string(), z.array(z.object({ persons: z.number(), zones: z.array(z.number()) }))),
});
export type MapWire = z.infer<typeof mapSchema>;

export const historySchema = z.object({
  tier: z.string(),
  scenario: z.string(),
  /** Ascending; each lists only the zones whose holder changed, and the new holder (-1: nobody known). */
  steps: z.array(z.object({ on: dateOrNull, zones: z.array(z.number()), holders: z.array(z.number()) })),
  bodies: z.array(
    z.object({
      index: z.number(),
      id: z.string(),
      from: dateOrNull,
      to: dateOrNull,
      /** Days between which it stands in the tier. */
      inTier: z.array(z.object({ from: dateOrNull, to: dateOrNull })),
      names: z.array(datedSchema),
      codes: z.array(datedSchema),
      extents: z.array(datedSchema),
    }),
  ),
});
export type HistoryWire = z.infer<typeof historySchema>;
