/** Makes one line of the schedule out of a party's position, what was found out about it and what the rules say. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { beginsOn } from '#core/handover/arrangement-days.ts';
import { dueDays, type Timing } from '#core/handover/deadlines.ts';
import type { FateBook } from '#core/handover/fates.ts';
import type { Findings } from '#core/handover/findings.ts';
import { type Judgement, judge } from '#core/handover/judge.ts';
import type { BasisShares, FlagCode, HandoverLine, LineAction, LineFlag, LineKey, Owner } from '#core/handover/line.ts';
import { amountsOf, moneyPassed } from '#core/handover/money.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import type { ActionTemplate, FlagRule, Rulebook } from '#core/handover/rulebook.ts';
import { proposedExemption } from '#core/handover/section-24.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';

type LineParts = {
  readonly arrangement: Arrangement;
  readonly party: PlacedParty;
  /** All parties, this one among them. */
  readonly all: readonly PlacedParty[];
  readonly findings: Findings;
  readonly bases: readonly BasisShares[];
};

/** The line of the party. Its shares are those of the first basis of the deciding rule that gives any. */
export function makeLine(parts: LineParts, fates: FateBook, rulebook: Rulebook): Omit<HandoverLine, 'isHousekeeping'> {
  const { arrangement, party, findings, bases } = parts;
  const { fate, successors } = party.position;
  const judgement = judge(rulebook, findings);
  const { rule, flags } = judgement;
  const used = rule.bases
    .map((basis) => bases.find((one) => one.basis === basis))
    .find((one) => one !== undefined && one.shares !== null);
  const shares = successors.length === 1 ? [1] : used?.shares;
  const timing = {
    vesting: fate.vesting ?? fates.to,
    lateSince: fate.fate === 'already-gone' ? laterOf(fates.from, beginsOn(arrangement)) : null,
    shadowDays: rulebook.shadowDays,
  };
  return {
    key: lineKey(arrangement, party),
    arrangement,
    party: party.party,
    organisation: party.body,
    findings,
    events: fate.events,
    vesting: fate.vesting,
    successors: successors.map((organisation, at) => ({ organisation, share: shares?.[at] ?? null })),
    basis: successors.length > 1 ? (used?.basis ?? null) : null,
    bases,
    disposition: rule.disposition,
    rule: rule.id,
    legalGround: rule.legalGround,
    legalConfirmationNeeded: rule.legalConfirmationNeeded,
    actions: actionsOf(parts, judgement, timing),
    flags: flags.map((one) => flagOf(one, party, rulebook, fates)),
    money: moneyPassed(
      amountsOf(arrangement, arrangement.parties.indexOf(party.party)),
      successors.length,
      used?.weights ?? null,
    ),
    signatories: signatoriesOf(parts, fates),
  };
}

function laterOf(day: IsoDate, other: IsoDate | null): IsoDate {
  return other !== null && other > day ? other : day;
}

const consentFlags: readonly FlagCode[] = ['section-24-consent', 'section-24-value-not-known'];

function flagOf({ id, flag, says }: FlagRule, { body }: PlacedParty, rulebook: Rulebook, fates: FateBook): LineFlag {
  const more = consentFlags.includes(flag) ? proposedExemption(body, rulebook, fates.timeline.world) : '';
  return { code: flag, says: `${says}${more}`, rule: id };
}

function lineKey(arrangement: Arrangement, { party }: PlacedParty): LineKey {
  return `${arrangement.id} ${party.organisation} ${party.role}` as LineKey;
}

/** By date, then in the order of the rules. Of several with one id the earliest stays. */
function actionsOf(parts: LineParts, { rule, flags }: Judgement, timing: Timing): LineAction[] {
  const templates: ActionTemplate[] = [...rule.actions];
  const rules = rule.actions.map(() => rule.id);
  for (const flag of flags) {
    for (const template of flag.actions) {
      templates.push(template);
      rules.push(flag.id);
    }
  }
  const days = dueDays(parts.arrangement, templates, timing);
  const bodies = new Map<Owner, readonly number[]>();
  const all: LineAction[] = [];
  for (const [at, { id, what, owner }] of templates.entries()) {
    const day = days[at];
    if (day === undefined) continue;
    const owners = bodies.get(owner) ?? ownersOf(parts, owner);
    bodies.set(owner, owners);
    all.push({ id, what, owner, owners, due: day.due, countedFrom: day.countedFrom, rule: rules[at] ?? rule.id });
  }
  all.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at);
}

/** Bodies that are to act, each once; where nobody stands in the place of those meant, the parties that are left. */
function ownersOf(parts: LineParts, owner: Owner): number[] {
  const meant = bodiesMeant(parts, owner);
  return meant.length > 0 ? meant : acting(parts.all);
}

/** A body that had ended on the first day acts through those in its place. */
function bodiesMeant({ party, all }: LineParts, owner: Owner): number[] {
  switch (owner) {
    case 'party':
      return acting([party]);
    case 'successor':
      return [...party.position.successors];
    case 'host': {
      const hosts = all.filter((one) => one.party.role === 'host');
      const leads = all.filter((one) => one.party.role === 'lead-commissioner');
      return acting(hosts.length > 0 ? hosts : leads.length > 0 ? leads : [party]);
    }
    case 'other-parties':
      return acting(all.filter((one) => one.body !== party.body));
    case 'all-parties':
      return acting([party, ...all]);
    default:
      return owner satisfies never;
  }
}

/** Each once, in order; a party that had ended acts through whoever stands in its place. */
function acting(parties: readonly PlacedParty[]): number[] {
  const bodies: number[] = [];
  for (const { body, position } of parties) {
    if (position.fate.fate !== 'already-gone') {
      if (!bodies.includes(body)) bodies.push(body);
    } else for (const heir of position.successors) if (!bodies.includes(heir)) bodies.push(heir);
  }
  return bodies;
}

function signatoriesOf({ party, all }: LineParts, fates: FateBook): OrganisationId[] {
  const { organisations } = fates.timeline.world;
  return acting([party, ...all]).flatMap((body) => organisations[body]?.row.id ?? []);
}
