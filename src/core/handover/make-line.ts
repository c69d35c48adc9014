/** Makes one line of the schedule out of a party's position, what was found out about it and what the rules say. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { Anchors } from '#core/handover/deadlines.ts';
import { anchorsOf, dueOf } from '#core/handover/deadlines.ts';
import type { FateBook } from '#core/handover/fates.ts';
import type { Findings } from '#core/handover/findings.ts';
import { type Judgement, judge } from '#core/handover/judge.ts';
import type { BasisShares, HandoverLine, LineAction, LineKey, Owner } from '#core/handover/line.ts';
import { amountsOf, moneyPassed } from '#core/handover/money.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import type { ActionTemplate, Rulebook } from '#core/handover/rulebook.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

type LineParts = {
  readonly arrangement: Arrangement;
  readonly party: PlacedParty;
  /** All parties, this one among them. */
  readonly all: readonly PlacedParty[];
  readonly findings: Findings;
  readonly bases: readonly BasisShares[];
};

/** The line of the party. Its shares are those of the first basis of the deciding rule that gives any. */
export function makeLine(parts: LineParts, fates: FateBook, rulebook: Rulebook): HandoverLine {
  const { arrangement, party, findings, bases } = parts;
  const { fate, successors } = party.position;
  const judgement = judge(rulebook, findings);
  const { rule, flags } = judgement;
  const used = rule.bases
    .map((basis) => bases.find((one) => one.basis === basis))
    .find((one) => one !== undefined && one.shares !== null);
  const shares = successors.length === 1 ? [1] : used?.shares;
  const anchors = anchorsOf(arrangement, fate.vesting ?? fates.to, rulebook.shadowDays);
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
    actions: actionsOf(parts, judgement, anchors),
    flags: flags.map((one) => ({ code: one.flag, says: one.says, rule: one.id })),
    money: moneyPassed(
      amountsOf(arrangement, arrangement.parties.indexOf(party.party)),
      successors.length,
      used?.weights ?? null,
    ),
    signatories: signatoriesOf(parts, fates),
  };
}

function lineKey(arrangement: Arrangement, { party }: PlacedParty): LineKey {
  return `${arrangement.id} ${party.organisation} ${party.role}` as LineKey;
}

/** By date, then in the order of the rules. Of several with one id the earliest stays. */
function actionsOf(parts: LineParts, { rule, flags }: Judgement, anchors: Anchors): LineAction[] {
  const all: LineAction[] = [];
  const add = (template: ActionTemplate, from: string) => {
    const { id, what, owner } = template;
    all.push({ id, what, owner, owners: ownersOf(parts, owner), ...dueOf(template, anchors), rule: from });
  };
  for (const template of rule.actions) add(template, rule.id);
  for (const flag of flags) for (const template of flag.actions) add(template, flag.id);
  all.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at);
}

/** Bodies that are to act, each once. A body that had ended on the first day acts through those in its place. */
function ownersOf({ party, all }: LineParts, owner: Owner): number[] {
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

function acting(parties: readonly PlacedParty[]): number[] {
  return [
    ...new Set(
      parties.flatMap(({ body, position }) => (position.fate.fate === 'already-gone' ? position.successors : [body])),
    ),
  ];
}

function signatoriesOf({ party, all }: LineParts, fates: FateBook): OrganisationId[] {
  const { organisations } = fates.timeline.world;
  return acting([party, ...all]).flatMap((body) => organisations[body]?.row.id ?? []);
}
