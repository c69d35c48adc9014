/** A register of two councils and an empty store with it, and people who hold roles for them: for tests of permission. */

import type { KeptAccount } from '#actions/account-record.ts';
import { giveGrant } from '#actions/accounts-grants.ts';
import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import { sampleManifest } from '#actions/load-sample.ts';
import type { Role } from '#core/access/vocabulary.ts';
import type { Store } from '#store/open.ts';
import { saveFacts } from '#store/save-facts.ts';
import { done, moment, type SignInDesk, today } from '#tests/support/sign-in-desk.ts';
import { bodies, factsOf, ground, together } from '#tests/support/tiny-register.ts';

export const register = 'two-councils';
/** Councils by id, with the codes E1 and E2. */
export const [surrey, kent] = ['surrey', 'kent'] as const;
export const byOwner = { author: { name: 'The owner', actingFor: null }, at: moment(0), today } as const;

/** Saves the register. */
export async function saveTwoCouncils(store: Store): Promise<void> {
  const facts = together(
    ground(2),
    bodies([
      [surrey, 'district-council', 'b0'],
      [kent, 'district-council', 'b1'],
    ]),
    factsOf({
      identifiers: [
        { organisation: surrey, scheme: 'ods', value: 'E1' },
        { organisation: kent, scheme: 'ods', value: 'E2' },
      ],
    }),
  );
  const manifest = { ...sampleManifest, name: register, title: 'Two councils' };
  await saveFacts(store, { manifest, facts, files: new Map() }, { recordedAt: moment(-86_400_000) });
}

/** Somebody of a council in a role, signed in with two factors, and what they see. */
export class Council {
  readonly shelves: Shelves;
  private readonly desk: SignInDesk;

  constructor(store: Store, desk: SignInDesk) {
    this.shelves = makeShelves(store);
    this.desk = desk;
  }

  async member(
    council: string,
    role: Role,
  ): Promise<{ readonly kept: KeptAccount; readonly shelves: Shelves; readonly key: string }> {
    const kept = await this.desk.makePerson(`${council} ${role}`, register, [council]);
    const given = { organisation: council, from: today, to: null, reason: 'for a test' };
    done(await giveGrant(this.shelves, { ...byOwner, ...given, account: kept.account, role }));
    const { key } = await this.desk.withTotp(kept.body.email);
    return { kept, key, shelves: shelvesFor(this.shelves, await this.desk.askerWith(key)) };
  }
}

/** Who gives a role for a council, as they state it. */
export const actingFor = (council: string) => ({ ...byOwner, author: { name: 'anything', actingFor: council } });

export const owner = ownerOfInstallation;
