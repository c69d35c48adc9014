/** Proposals in words: how far one has come, which field would change to what, and why somebody may not do something. Pure. */

import type { ProposalRowWire, ProposalWire } from '#wire/proposals.ts';
import { moneyText } from '../../handover-words.ts';
import type { ActingBody } from '../../session.ts';
import { dateText, plainWord } from '../../words.ts';
import { fieldText as arrangementField } from '../arrangements/field-names.ts';
import { fieldText as lineField } from '../handover/work-differences.ts';

export type ProposalStep = ProposalRowWire['may'][number];
type State = ProposalRowWire['state'];

/** What became of a proposal: short for a badge, long as a sentence. */
export const stateWords: Record<State, { readonly short: string; readonly long: string }> = {
  open: { short: 'Waiting', long: 'It waits for agreement. Nothing has changed yet.' },
  agreed: { short: 'Agreed', long: 'Every party has agreed, and the change is about to be made.' },
  made: { short: 'Made', long: 'Every party agreed, and the change was made.' },
  withdrawn: { short: 'Withdrawn', long: 'It was withdrawn. Nothing was changed.' },
  refused: { short: 'Refused', long: 'It was refused. Nothing was changed.' },
  expired: {
    short: 'Expired',
    long: 'It expired before all had agreed. Nothing was changed. Propose it anew if it is wanted.',
  },
  superseded: {
    short: 'Overtaken',
    long: 'What it is about changed meanwhile, so it was not made. Propose it anew from what is there now.',
  },
};

/** True while somebody can still agree, refuse or withdraw. */
export function isOpen({ state }: Pick<ProposalRowWire, 'state'>): boolean {
  return state === 'open' || state === 'agreed';
}

/** A field that would change, as the screens of that kind of thing call it. */
export function changedField(kind: string, path: string): string {
  if (kind === 'arrangement') return arrangementField(path);
  const text = kind === 'line-work' ? lineField(path) : plainWord(path.replaceAll(/[.[\]]+/g, ' ').trim());
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A value as people read it: bodies by name, money in pounds, days in words; null: nothing. */
export function changedValue(path: string, value: string | null, nameOf: (id: string) => string | null): string {
  if (value === null || value === '') return 'Nothing';
  const known = nameOf(value);
  if (known !== null) return known;
  if (/(^|\.)pence$/.test(path) && /^-?\d+$/.test(value)) return moneyText(Number(value));
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value);
  if (value === 'true') return 'Yes';
  if (value === 'false') return 'No';
  return /^[{[]/.test(value) ? partsText(value, nameOf) : value;
}

/** A list or a row that comes as JSON, part by part; as it is when it is none. */
function partsText(value: string, nameOf: (id: string) => string | null): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return value;
  }
  const one = (part: unknown, path: string): string => {
    if (Array.isArray(part)) return part.length === 0 ? 'None' : part.map((each) => one(each, path)).join('; ');
    if (typeof part !== 'object' || part === null)
      return changedValue(path, part === null ? null : String(part), nameOf);
    return Object.entries(part)
      .filter(([, each]) => each !== null && each !== '')
      .map(([name, each]) => `${arrangementField(`row[0].${name}`).split(': ').at(-1)}: ${one(each, name)}`)
      .join(', ');
  };
  return one(parsed, '');
}

type Asked = Pick<ProposalWire, 'state' | 'parties' | 'proposedBy' | 'may'>;

/**
 * Why somebody who acts for that body cannot do the step; null: they can. `refused`: why their role does not open it. A step
 * that their body has no occasion for, such as taking back an agreement that it did not give, has `hidden` for an answer.
 */
export function whyNotStep(
  step: ProposalStep,
  { state, parties, proposedBy, may }: Asked,
  { acting, refused }: { readonly acting: Pick<ActingBody, 'id' | 'name'> | null; readonly refused: string | null },
): string | null | 'hidden' {
  if (!isOpen({ state })) return 'hidden';
  const own = parties.find((one) => one.body.id === acting?.id);
  if (step === 'take-back' && (own === undefined || own.agreed === null)) return 'hidden';
  if (step === 'agree' && own !== undefined && own.agreed !== null) return 'hidden';
  const isProposer = proposedBy.body === null ? may.includes('withdraw') : proposedBy.body.id === acting?.id;
  if (step === 'withdraw' && !isProposer) return 'hidden';
  if (step === 'refuse' && isProposer && may.includes('withdraw')) return 'hidden';
  if (refused !== null) return refused;
  if (acting === null) return 'Say for which body you act, above.';
  if (own === undefined && step !== 'withdraw') {
    const elsewhere = may.includes(step) ? ' Choose the body at the top of the page.' : '';
    return `You act for ${acting.name}, which is not asked.${elsewhere}`;
  }
  return may.includes(step) ? null : 'Its day has passed, or your role has ended.';
}
