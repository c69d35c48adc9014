/** What a person may do to a line of a schedule, and what its work is afterwards. Checks what was said, not who said it. */

import type { HandoverLine } from '#core/handover/line.ts';
import { type LineSummary, lineDifferences, summaryOf } from '#core/handover/line-difference.ts';
import type { World } from '#core/register/world.ts';
import { fingerprintOf } from '#core/schedule/line-fingerprint.ts';
import { makeOverride, type ShareGiven, withOverrideOf, withOverrides } from '#core/schedule/override-line.ts';
import { type Actor, fieldOf, type LineWork } from '#core/schedule/schedule.ts';
import type { Problem } from '#std/problem.ts';

export type LineAct =
  | { readonly do: 'assign'; readonly to: string | null }
  | { readonly do: 'comment'; readonly text: string }
  | {
      readonly do: 'override';
      readonly field: string;
      readonly value: string | readonly ShareGiven[];
      readonly reason: string;
    }
  | { readonly do: 'withdraw-override'; readonly field: string }
  /** `party` by a code or its id. */
  | {
      readonly do: 'sign';
      readonly party: string;
      /** Fingerprint of the line, with its overrides on it, that is to be signed. */
      readonly seen: string;
      /** The line that was seen, so that it can be said what differs. */
      readonly summary?: LineSummary | undefined;
    }
  | { readonly do: 'withdraw-signature'; readonly party: string };

export type ActOutcome =
  | { readonly kind: 'done'; readonly work: LineWork; readonly reason: string }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** The body is not asked to sign the line; the names of those that are. */
  | { readonly kind: 'not-signatory'; readonly signatories: readonly string[] }
  /** The line is not the one that was seen; what differs, in words. */
  | { readonly kind: 'not-as-seen'; readonly changes: readonly string[] };

/**
 * The work after the act, with a line for the journal; or why it cannot be done. `line` is the line as computed, without
 * overrides; what is signed is the line with them. Signing again signs anew.
 */
export function actOnLine(work: LineWork, act: LineAct, line: HandoverLine, world: World, actor: Actor): ActOutcome {
  switch (act.do) {
    case 'assign':
      return done({ ...work, assignedTo: act.to }, act.to === null ? 'unassigned' : `assigned to ${act.to}`);
    case 'comment': {
      const id = `${work.comments.length + 1}`;
      return done({ ...work, comments: [...work.comments, { ...actor, id, text: act.text }] }, 'commented');
    }
    case 'override': {
      const made = makeOverride(act.field, act.value, line, world);
      if ('problems' in made) return { kind: 'problems', problems: made.problems };
      const overrides = withOverrideOf(work.overrides, { ...actor, value: made.value, reason: act.reason });
      return done({ ...work, overrides }, `${act.field} overridden: ${act.reason}`);
    }
    case 'withdraw-override': {
      const overrides = work.overrides.filter((one) => fieldOf(one.value) !== act.field);
      if (overrides.length === work.overrides.length) return nothingThere('field', act.field, 'is not overridden');
      return done({ ...work, overrides }, `override of ${act.field} withdrawn`);
    }
    case 'sign': {
      const party = bodyNamed(act.party, line.signatories, world);
      if (party === undefined) return { kind: 'not-signatory', signatories: namesOf(line, world) };
      const signed = summaryOf(withOverrides(line, work.overrides, world), world);
      const changes = changesSince(act, signed);
      if (changes.length > 0) return { kind: 'not-as-seen', changes };
      const others = work.signatures.filter((one) => one.party !== party);
      return done({ ...work, signatures: [...others, { ...actor, party, signed }] }, `signed for ${party}`);
    }
    case 'withdraw-signature': {
      const signed = work.signatures.map((one) => one.party);
      const party = bodyNamed(act.party, signed, world);
      if (party === undefined) return nothingThere('party', act.party, 'has not signed');
      const signatures = work.signatures.filter((one) => one.party !== party);
      return done({ ...work, signatures }, `signature of ${party} withdrawn`);
    }
    default:
      return act satisfies never;
  }
}

function done(work: LineWork, reason: string): ActOutcome {
  return { kind: 'done', work, reason };
}

/** What differs from what was seen; of a line that was not sent along, or not the one of the fingerprint, only that. */
function changesSince({ seen, summary }: Extract<LineAct, { do: 'sign' }>, now: LineSummary): string[] {
  if (fingerprintOf(now) === seen) return [];
  if (summary === undefined || fingerprintOf(summary) !== seen) return ['the line is not as it was seen'];
  return lineDifferences(summary, now);
}

function nothingThere(column: string, found: string, says: string): ActOutcome {
  const message = `${found} ${says}, so there is nothing to withdraw.`;
  return {
    kind: 'problems',
    problems: [{ code: 'nothing-to-withdraw', severity: 'error', where: { column }, message, found }],
  };
}

/** The one of these bodies that has the id, or has or had the code. */
function bodyNamed<Id extends string>(text: string, ids: readonly Id[], world: World): Id | undefined {
  const wanted = text.trim().toLowerCase();
  return (
    ids.find((id) => id.toLowerCase() === wanted) ??
    ids.find((id) => {
      const body = world.organisations[world.organisationIndex.get(id as never) ?? -1];
      return body?.identifiers.some((one) => one.value.toLowerCase() === wanted) === true;
    })
  );
}

function namesOf(line: HandoverLine, world: World): string[] {
  return line.signatories.map((id) => {
    const name = world.organisations[world.organisationIndex.get(id) ?? -1]?.row.name;
    return name === undefined ? id : `${name} (${id})`;
  });
}
