/** Choosing a body of the register by name or code. */

import type { OrganisationRowWire, RegisterWire } from '#wire/register.ts';
import { type Answer, apiAddress, ask, useAsked } from '../api-client.ts';
import type { ComboOption } from './combobox.tsx';
import { Combobox } from './combobox.tsx';

export type ListedBody = Pick<OrganisationRowWire, 'id' | 'code' | 'name'> & { readonly tiers: readonly string[] };

/** Of these there are thousands: they are named by code. */
const tooMany: ReadonlySet<string> = new Set(['practice']);
const pageLimit = 1000;

type Question = { readonly register: RegisterWire; readonly scenario: string | null; readonly on: string };

/** The bodies of every tier on a day, each once, by name. GP practices are left out. */
export function useBodies({ register, scenario, on }: Question): Answer<readonly ListedBody[]> {
  const tiers = register.tiers.map((one) => one.tier).filter((tier) => !tooMany.has(tier));
  return useAsked(`bodies ${register.name} ${scenario} ${on}`, async () => {
    const lists = await Promise.all(tiers.map((tier) => bodiesOfTier(register.name, scenario, on, tier)));
    const found = new Map<string, ListedBody>();
    lists.forEach((list, at) => {
      for (const { id, code, name } of list) {
        const tier = tiers[at] ?? '';
        const earlier = found.get(id);
        found.set(
          id,
          earlier === undefined ? { id, code, name, tiers: [tier] } : { ...earlier, tiers: [...earlier.tiers, tier] },
        );
      }
    });
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  });
}

/** Bodies as options of a combobox. */
export function bodyOptions(bodies: readonly ListedBody[]): ComboOption[] {
  return bodies.map(({ id, code, name }) => ({ value: id, text: `${name} (${code})`, also: code }));
}

type BodyFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly options: readonly ComboOption[];
  /** Names of bodies that are not among the options, by id. */
  readonly nameOf?: (id: string) => string | null;
  readonly onChange: (value: string) => void;
};

/** One body: chosen from the list, or any name, code or id that was typed, which the server looks up. */
export function BodyField({ nameOf, ...props }: BodyFieldProps) {
  return <Combobox {...props} {...(nameOf === undefined ? {} : { textOf: nameOf })} />;
}

async function bodiesOfTier(register: string, scenario: string | null, on: string, kind: string) {
  const found: OrganisationRowWire[] = [];
  let after: string | null = null;
  do {
    const page: { organisations: OrganisationRowWire[]; next: string | null } = await ask(
      apiAddress('/organisations', { register, scenario, kind, on, limit: pageLimit, after }),
    );
    found.push(...page.organisations);
    after = page.next;
  } while (after !== null);
  return found;
}
