/** What is wrong with the parties of an arrangement: who is missing, who is there twice, shares, signatures, sides. */

import type { Arrangement, Party } from '#core/agreements/arrangement.ts';
import { dayInWords } from '#core/agreements/day-in-words.ts';
import type { FaultList } from '#core/agreements/fault-list.ts';
import { organisationOf, type Places, type Side, sideOf } from '#core/agreements/places.ts';
import { arrangementKinds, type Family, type PartyRole, partyRoles } from '#core/agreements/vocabulary.ts';

/** How far a sum of shares may lie from one: shares are written with a few decimals. */
export const shareTolerance = 1e-6;

/** Families that are nothing unless two bodies or more are in them. */
const mutual: readonly Family[] = ['partnership', 'alignment', 'transfer', 'secondment', 'contract', 'data'];

/** Adds the problems of the parties to the list. */
export function checkParties(arrangement: Arrangement, places: Places, faults: FaultList): void {
  const { kind, parties } = arrangement;
  if (parties.length === 0) {
    faults.error('no-parties', 'parties', 'No party is named. Name every body that holds it.');
    return;
  }
  const bodies = new Set(parties.map((party) => party.organisation));
  if (bodies.size === 1 && mutual.includes(arrangementKinds[kind].family))
    faults.warning(
      'one-party',
      'parties',
      'Only one body is named; such an arrangement needs two or more. Name the others.',
    );
  checkTwice(parties, faults);
  checkRoles(arrangement, faults);
  checkShares(parties, faults);
  checkSignatures(arrangement, faults);
  checkSides(arrangement, (party) => sideOf(organisationOf(places.world, party.organisation)), faults);
}

function checkTwice(parties: readonly Party[], faults: FaultList): void {
  const seen = new Set<string>();
  for (const [at, { organisation, role }] of parties.entries()) {
    const key = `${organisation}\u0000${role}`;
    if (seen.has(key)) {
      const message = 'The body is named twice in this role. Name it once, or give it another role.';
      faults.error('party-twice', `parties[${at}].organisation`, message, {
        found: `${organisation}, ${partyRoles[role]}`,
      });
    }
    seen.add(key);
  }
}

function checkRoles({ kind, parties }: Arrangement, faults: FaultList): void {
  const placesOf = (role: PartyRole) => parties.flatMap((party, at) => (party.role === role ? [at] : []));
  const [, ...otherHosts] = placesOf('host');
  for (const at of otherHosts) {
    const message = 'A fund has one host. Keep one and make the others partners.';
    faults.error('two-hosts', `parties[${at}].role`, message, { found: parties[at]?.organisation ?? '' });
  }
  const needs = (role: PartyRole, code: string, message: string) => {
    if (placesOf(role).length === 0) faults.warning(code, 'parties', message);
  };
  if (kind === 'pooled-fund' || kind === 'partnership-in-combination')
    needs('host', 'host-missing', 'No party hosts the pooled fund. Say which of them does.');
  if (kind === 'lead-commissioning' || kind === 'partnership-in-combination')
    needs('lead-commissioner', 'lead-missing', 'No party leads commissioning. Say which of them does.');
  if (kind === 'board-seat') {
    needs(
      'board',
      'seat-without-board',
      'The board itself is not named. Name the body that stands for it, in the role board.',
    );
    needs('member', 'seat-without-member', 'Nobody holds the seat. Name the body in the role member.');
  }
  if (kind === 'joint-appointment')
    needs('employer', 'post-without-employer', 'No party employs the post. Say which of them does or will.');
  if (kind === 'section-256-transfer' || kind === 'section-76-transfer') {
    needs('payer', 'transfer-without-payer', 'No party pays the transfer. Say which of them does.');
    needs('recipient', 'transfer-without-recipient', 'No party receives the transfer. Say which of them does.');
  }
}

function checkShares(parties: readonly Party[], faults: FaultList): void {
  let sum = 0;
  let stated = 0;
  for (const [at, { share }] of parties.entries()) {
    if (share === null) continue;
    stated += 1;
    sum += share;
    if (!(share >= 0 && share <= 1)) {
      const message = 'A share of the funding lies between 0 and 1. Correct it.';
      faults.error('share-out-of-range', `parties[${at}].share`, message, { expected: '0 to 1', found: String(share) });
    }
  }
  if (stated === 0) return;
  if (stated < parties.length) {
    const at = parties.findIndex((party) => party.share === null);
    const message =
      'Some parties have a share of the funding and this one has none. State all of them (0 counts) or none.';
    faults.error('shares-incomplete', `parties[${at}].share`, message, {
      expected: `${parties.length} shares`,
      found: String(stated),
    });
  } else if (Math.abs(sum - 1) > shareTolerance) {
    const message = 'The shares of the funding do not add up to one. Correct them.';
    faults.error('shares-not-one', 'parties[0].share', message, {
      expected: '1',
      found: String(Number(sum.toFixed(9))),
    });
  }
}

function checkSignatures({ parties, agreedOn, endsOn }: Arrangement, faults: FaultList): void {
  for (const [at, { signedOn }] of parties.entries()) {
    if (signedOn === null) continue;
    const column = `parties[${at}].signedOn`;
    if (agreedOn !== null && signedOn < agreedOn) {
      const message = 'The party signed before the arrangement was agreed. Correct one of the two dates.';
      faults.warning('signed-before-agreed', column, message, {
        expected: `${dayInWords(agreedOn)} or later`,
        found: dayInWords(signedOn),
      });
    }
    if (endsOn !== null && signedOn >= endsOn) {
      const message = 'The party signed when the arrangement had ended. Correct one of the two dates.';
      faults.warning('signed-after-end', column, message, {
        expected: `before ${dayInWords(endsOn)}`,
        found: dayInWords(signedOn),
      });
    }
  }
}

function checkSides({ kind, parties }: Arrangement, side: (party: Party) => Side, faults: FaultList): void {
  if (arrangementKinds[kind].family === 'partnership') {
    const sides = new Set(parties.map(side));
    if (sides.has('health') && sides.has('council')) return;
    const message =
      'Such a partnership is one of NHS bodies with councils, and one side is not named. Name it, or correct the kind.';
    faults.warning('partnership-one-sided', 'parties', message, { found: [...sides].join(', ') });
  }
  const way: Readonly<Partial<Record<PartyRole, Side>>> | null =
    kind === 'section-256-transfer'
      ? { payer: 'health', recipient: 'council' }
      : kind === 'section-76-transfer'
        ? { payer: 'council', recipient: 'health' }
        : null;
  if (way === null) return;
  for (const [at, party] of parties.entries()) {
    const expected = way[party.role];
    const found = side(party);
    if (expected === undefined || found === expected) continue;
    const [from, to] = kind === 'section-256-transfer' ? ['an NHS body', 'a council'] : ['a council', 'an NHS body'];
    const message = `Such a transfer is paid by ${from} to ${to}. Correct the party, its role or the kind.`;
    faults.warning('transfer-wrong-way', `parties[${at}].organisation`, message, { expected, found });
  }
}
