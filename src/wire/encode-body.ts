/** A body as answers name it. */

import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { codeOn, nameOn } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { NamedBodyWire } from '#wire/arrangements.ts';

/** The body on a day, with whether it exists then. An unknown number is a programmer's error. */
export function encodeBodyOn(timeline: Timeline, number: number, on: IsoDate): NamedBodyWire {
  const body = timeline.world.organisations[number];
  if (body === undefined) throw new Error(`no organisation number ${number}`);
  return { id: body.row.id, code: codeOn(body, on), name: nameOn(body, on), exists: isAliveOn(timeline, body, on) };
}
