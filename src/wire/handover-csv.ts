/** A handover as the rows of a CSV file, for scripts and for people who work on in a spreadsheet. */

import { amountKinds } from '#core/agreements/vocabulary.ts';
import type { Handover, HandoverLine, MoneyPassed } from '#core/handover/line.ts';
import { csvTable } from '#std/csv-text.ts';
import { poundsText } from '#std/pence.ts';
import { firstAmount, LineNames } from '#wire/encode-handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';
import { citationsOf, doubtsOf, groundOf, isShareByHand, workCells } from '#wire/line-grounds.ts';

const columns = [
  'arrangement',
  'title',
  'kind',
  'party',
  'party_name',
  'role',
  'care_groups',
  'events',
  'vesting',
  'successors',
  'successor_names',
  'shares',
  'basis',
  'disposition',
  'rule',
  'legal_ground',
  'legal_confirmation_needed',
  'flags',
  'next_deadline',
  'actions',
  'amount',
  'in_pounds',
  'out_pounds',
  'evidence',
  'citations',
  'already_due',
  'rests_on',
  'annual_value_in_pounds',
  'annual_value_out_pounds',
  'balance_in_pounds',
  'balance_out_pounds',
  'whole_life_value_in_pounds',
  'whole_life_value_out_pounds',
  'decided_by_hand',
  'computed',
  'reason',
  'who',
  'assigned_to',
  'signatures',
];

/** One row a line; successors, shares, flags and actions each in one cell, separated by semicolons. */
export function handoverCsv(handover: Handover, source: HandoverSource): string {
  const names = new LineNames(source);
  return csvTable(
    columns,
    handover.lines.map((line) => {
      const party = names.party(line.organisation);
      const heirs = line.successors.map((one) => names.successor(one.organisation));
      const amount = firstAmount(line);
      return [
        line.arrangement.id,
        line.arrangement.title,
        line.arrangement.kind,
        party.code,
        party.name,
        line.party.role,
        line.arrangement.careGroups.join('; '),
        line.events.map((number) => source.timeline.world.events[number]?.row.id ?? '').join('; '),
        line.vesting,
        heirs.map(({ code }) => code).join('; '),
        heirs.map(({ name }) => name).join('; '),
        sharesText(line, String),
        isShareByHand(line, source) ? 'set-by-hand' : line.basis,
        line.disposition,
        line.rule,
        groundOf(line, source),
        line.legalConfirmationNeeded,
        line.flags.map(({ code }) => code).join('; '),
        line.actions[0]?.due ?? null,
        line.actions.map(({ due, what }) => `${due} ${what}`).join('; '),
        amount?.what ?? null,
        amount === undefined ? null : poundsText(amount.inPence),
        amount?.outPence?.map(poundsText).join('; ') ?? null,
        line.arrangement.evidence,
        citationsOf(line.rule, source.rulebook).join('; '),
        line.isHousekeeping,
        doubtsOf(line.events, source.timeline).join(' '),
        ...amountKinds.flatMap((what) => amountCells(line.money.find((one) => one.what === what))),
        ...workCells(line, source),
      ];
    }),
  );
}

/** The shares in the order of the successors; empty when they are not known or not needed. */
export function sharesText({ successors }: HandoverLine, text: (share: number) => string): string {
  return successors.flatMap(({ share }) => (share === null ? [] : [text(share)])).join('; ');
}

/** What comes in, and what falls to each successor in their order; empty when it is not shared. */
function amountCells(passed: MoneyPassed | undefined): [string | null, string | null] {
  if (passed === undefined) return [null, null];
  return [poundsText(passed.inPence), passed.outPence?.map(poundsText).join('; ') ?? null];
}
