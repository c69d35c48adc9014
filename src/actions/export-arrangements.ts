/** The arrangements of a register as a spreadsheet that can be imported again, and the empty one to begin with. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { placesOf } from '#actions/understand-arrangement.ts';
import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { bodiesCalled } from '#core/agreements/body-index.ts';
import type { Places } from '#core/agreements/places.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result } from '#std/result.ts';

export type WorkbookForm = 'xlsx' | 'csv';

/** The bytes of the file. Bodies are named as people name them where that name means no other body, else by id. */
export async function exportArrangements(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'known'>,
  form: WorkbookForm,
): Promise<Result<{ readonly register: string; readonly bytes: Uint8Array }, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { pack, world } = ground.value;
  const register = pack.name;
  const places = placesOf(world);
  // Loaded here, so that no other question waits for what writes spreadsheets.
  const { writeArrangements } = await import('#sources/workbook/write-arrangements.ts');
  const { arrangements } = await shelves.arrangements.open(register, context.known);
  const specs = arrangements.map((arrangement) => inNames(stateArrangement(arrangement), places));
  return answer({ register, bytes: await writeArrangements(specs, form) });
}

/** The same statement with names in place of ids. */
function inNames(spec: ArrangementSpec, places: Places): ArrangementSpec {
  const name = (text: string) => nameFor(text, places);
  const nameOrNull = (text: string | null) => (text === null ? null : name(text));
  return {
    ...spec,
    parties: spec.parties.map((party) => ({ ...party, organisation: name(party.organisation) })),
    serviceArea: spec.serviceArea.map(name),
    amounts: spec.amounts.map((amount) => ({
      ...amount,
      party: nameOrNull(amount.party),
      location: nameOrNull(amount.location),
    })),
    negotiated: spec.negotiated.map(({ party, successor, share }) => ({
      party: name(party),
      successor: name(successor),
      share,
    })),
  };
}

/** The name of the body with this id, when it finds this body and no other; else the text as it is. */
function nameFor(text: string, { bodies }: Places): string {
  const number = bodies.byId.get(text);
  const name = number === undefined ? undefined : bodies.organisations[number]?.row.name;
  if (name === undefined) return text;
  const found = bodiesCalled(bodies, name);
  return found.length === 1 && found[0] === number ? name : text;
}

/** The bytes of an Excel workbook to fill in, with instructions and lists to choose from. */
export async function arrangementsTemplate(): Promise<Uint8Array> {
  const { writeTemplate } = await import('#sources/workbook/write-template.ts');
  return writeTemplate();
}
