/** Arrangements, dispositions, flags, bases and money as the screens write them, in plain British English. */

import { type AmountKind, arrangementKinds, careGroups, partyRoles } from '#core/agreements/vocabulary.ts';
import type { Basis, Disposition, FlagCode } from '#core/handover/line.ts';
import { dateText, plainWord } from './words.ts';

export const dispositionWords: Record<Disposition, { short: string; long: string }> = {
  transfer: { short: 'Transfer', long: 'it passes whole to the successor, by law or by scheme' },
  host: { short: 'Host', long: 'one successor holds it for all of them, by agreement' },
  novate: { short: 'Novate', long: 'it is made anew in the name of the successor, with the consent of all' },
  apportion: { short: 'Apportion', long: 'it is divided among the successors, in shares' },
  terminate: { short: 'Terminate', long: 'it ends' },
  renegotiate: { short: 'Renegotiate', long: 'the parties have to agree it anew' },
  reconstitute: { short: 'Reconstitute', long: 'its membership is formed anew' },
  'no-change': { short: 'No change', long: 'nothing has to be done to it' },
};

export const flagWords: Record<FlagCode, string> = {
  'section-24-consent': 'Section 24 consent needed',
  'section-24-value-not-known': 'Section 24: value not known',
  'ends-in-shadow-year': 'Ends in the shadow year',
  'renews-in-shadow-year': 'Renews in the shadow year',
  unsigned: 'Not signed by all',
  'incomplete-under-reg-7-3': 'Terms missing that regulation 7(3) asks for',
  'jointly-and-severally-liable': 'Each successor liable for the whole',
  'host-disappears': 'The host ceases to exist',
  'signatory-disappears': 'A signatory ceases to exist',
  'hwb-area-no-longer-matches': 'Health and wellbeing board area no longer matches',
  'no-longer-coterminous': 'No longer coterminous',
  'data-sharing-to-be-re-papered': 'Data sharing agreement to be written anew',
  'post-with-two-employers': 'Post with two employers',
  'panel-member-merged': 'Panel member merged',
  'party-already-gone': 'The party had ended before',
  'shares-not-known': 'Shares not known',
  'agreement-with-itself': 'Both sides become one body',
  'continues-after-vesting-unreviewed': 'Runs past vesting day with no review before it',
};

export const basisWords: Record<Basis, { short: string; long: string }> = {
  negotiated: { short: 'Negotiated', long: 'shares that the parties have agreed' },
  'budget-by-location': { short: 'Budget by location', long: 'money by where the service is given' },
  'resident-population': { short: 'Resident population', long: 'people who live in the area' },
  'registered-population': { short: 'Registered population', long: 'patients registered with practices of the area' },
  equal: { short: 'Equal', long: 'the same to each' },
};

/** What a basis of shares is called; an unknown word is spelt out. */
export function basisText(word: string): string {
  if (word === 'overridden') return 'Set by hand';
  return basisWords[word as Basis]?.short ?? plainWord(word);
}

/** Between which days a schedule looks: `after 1 April 2026, up to and including 1 April 2027`. */
export function daysText(from: string, to: string): string {
  return `after ${dateText(from)}, up to and including ${dateText(to)}`;
}

/** A rulebook with its version; of one that people keep also how often it was kept. */
export function rulebookText(one: {
  readonly title: string;
  readonly version: string;
  readonly recordVersion: number | null;
}): string {
  return `${one.title} (${one.version}${one.recordVersion === null ? '' : `, kept version ${one.recordVersion}`})`;
}

const amountWords: Record<AmountKind, string> = {
  'annual-value': 'Annual value',
  balance: 'Balance',
  'whole-life-value': 'Whole-life value',
};

/** The short word for a disposition; an unknown word is spelt out. The same for the others below. */
export function dispositionText(word: string): string {
  return dispositionWords[word as Disposition]?.short ?? plainWord(word);
}

/** What a flag says, in a few words. */
export function flagText(word: string): string {
  return flagWords[word as FlagCode] ?? plainWord(word);
}

/** The word for a kind of amount. */
export function amountText(word: string): string {
  return amountWords[word as AmountKind] ?? plainWord(word);
}

/** The word for a kind of arrangement. */
export function kindText(word: string): string {
  return arrangementKinds[word as keyof typeof arrangementKinds]?.says ?? plainWord(word);
}

/** The word for a care group, without its older name. */
export function careGroupText(word: string): string {
  return careGroups[word as keyof typeof careGroups]?.replace(/ \(.*\)$/, '') ?? plainWord(word);
}

/** What a party does in an arrangement. */
export function roleText(word: string): string {
  return partyRoles[word as keyof typeof partyRoles] ?? plainWord(word);
}

const toThePound = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
const toThePenny = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

/** `£1,234.50`: to the penny. @param pence whole pence */
export function moneyText(pence: number): string {
  return toThePenny.format(pence / 100);
}

/** `£1,235`: to the pound, for lists; where pence matter use `moneyText`. @param pence whole pence */
export function roundMoneyText(pence: number): string {
  return toThePound.format(pence / 100);
}

/** A share as a percentage with two decimals: shares of money need more than people do. Null: not known. */
export function shareText(share: number | null): string {
  return share === null ? 'not known' : `${(share * 100).toFixed(2)}%`;
}
