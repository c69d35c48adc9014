/** Rulebooks to JSON, each rule also in plain English. */

import { describeRule } from '#core/handover/describe-rule.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import type { RulebooksWire, RulebookWire } from '#wire/rulebook.ts';

/** A rulebook and the version of its record; null: it comes with the program. */
export type RulebookGiven = { readonly rulebook: Rulebook; readonly recordVersion: number | null };

/** One row of the list. */
export function encodeRulebookRow({ rulebook, recordVersion }: RulebookGiven): RulebooksWire['rulebooks'][number] {
  const { id, title, version, note, dispositions, flags } = rulebook;
  return {
    id,
    title,
    version,
    note,
    origin: recordVersion === null ? 'built-in' : 'kept',
    recordVersion,
    dispositionRules: dispositions.length,
    flagRules: flags.length,
  };
}

/** The rulebook with its rules in words and its document. */
export function encodeRulebook(given: RulebookGiven, register: string): RulebookWire {
  const { rulebook } = given;
  return {
    ...encodeRulebookRow(given),
    register,
    dispositions: rulebook.dispositions.map((rule) => ({
      id: rule.id,
      title: rule.title,
      says: rule.says,
      text: describeRule(rule, rulebook),
      citations: [...rule.citations],
      disposition: rule.disposition,
      legalConfirmationNeeded: rule.legalConfirmationNeeded,
    })),
    flags: rulebook.flags.map((rule) => ({
      id: rule.id,
      title: rule.flag.replaceAll('-', ' '),
      says: rule.says,
      text: describeRule(rule, rulebook),
      citations: [...rule.citations],
      flag: rule.flag,
    })),
    citations: rulebook.citations.map((one) => ({ ...one })),
    section24: {
      landPence: rulebook.section24.landPence,
      capitalPence: rulebook.section24.capitalPence,
      otherPence: rulebook.section24.otherPence,
      exemptions: rulebook.section24.exemptions.map((one) => ({ ...one })),
    },
    shadowDays: rulebook.shadowDays,
    tolerance: rulebook.tolerance,
    document: rulebook,
  };
}
