/**
 * Decisions of people laid over a computed line: another disposition, negotiated shares, another deadline. What was
 * computed stays beside it, in words. Does not know who decided, or where it is kept.
 */

import { type Disposition, dispositions, type HandoverLine, type MoneyPassed } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { nameOn, type World } from '#core/register/world.ts';
import { fieldOf, type Override, type OverrideValue } from '#core/schedule/schedule.ts';
import { apportionPence } from '#std/apportion-pence.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/** Shares as people write them may be this far from one together. */
const roundingAllowed = 1e-6;
/** Shares as whole weights, so that pence are shared exactly. */
const weightScale = 1e12;

/** What a person gives as a share of a successor, which is named by a code or its id. */
export type ShareGiven = { readonly code: string; readonly share: number };

/** The override that was meant, or all that is wrong with it. */
export function makeOverride(
  field: string,
  value: string | readonly ShareGiven[],
  line: HandoverLine,
  world: World,
): { readonly value: OverrideValue } | { readonly problems: readonly Problem[] } {
  if (field === 'disposition') return dispositionGiven(value);
  if (field === 'shares') return sharesGiven(value, line, world);
  if (field.startsWith('deadline:')) return deadlineGiven(field.slice('deadline:'.length), value, line);
  return wrong('bad-override', 'field', 'This cannot be overridden.', 'disposition, shares or deadline:ACTION', field);
}

/**
 * The line with the overrides on it, as it is shown, exported and signed. An override that no longer fits (its
 * successors or its action are not those of the line any more) is passed over; see `isInForce`.
 */
export function withOverrides(line: HandoverLine, overrides: readonly Override[], world: World): HandoverLine {
  let changed = line;
  for (const { value } of overrides) if (isInForce(value, line, world)) changed = withOverride(changed, value, world);
  return changed;
}

/** True when the override still fits the line as it is computed now. */
export function isInForce(value: OverrideValue, line: HandoverLine, world: World): boolean {
  if (value.field === 'disposition') return true;
  if (value.field === 'deadline') return line.actions.some((action) => action.id === value.action);
  const heirs = new Set(line.successors.map((one) => world.organisations[one.organisation]?.row.id));
  return heirs.size === value.shares.length && value.shares.every((one) => heirs.has(one.organisation));
}

/** What the line says of that field without any override, in words. */
export function computedText(field: string, line: HandoverLine, world: World, to: IsoDate): string {
  if (field === 'disposition') return line.disposition;
  if (field === 'shares') {
    if (line.successors.length === 0) return 'no successor';
    const shares = line.successors.map(({ organisation, share }) => {
      const body = world.organisations[organisation];
      return `${body === undefined ? '' : nameOn(body, to)} ${share === null ? 'not known' : percent(share)}`;
    });
    return `${shares.join(', ')}${line.basis === null ? '' : ` (${line.basis})`}`;
  }
  const id = field.slice('deadline:'.length);
  return line.actions.find((action) => action.id === id)?.due ?? 'no such action now';
}

/** What was decided, in words. */
export function overrideText(value: OverrideValue, world: World, to: IsoDate): string {
  if (value.field === 'disposition') return value.disposition;
  if (value.field === 'deadline') return value.due;
  const nameOf = (id: OrganisationId) => {
    const body = world.organisations[world.organisationIndex.get(id) ?? -1];
    return body === undefined ? id : nameOn(body, to);
  };
  return value.shares.map(({ organisation, share }) => `${nameOf(organisation)} ${percent(share)}`).join(', ');
}

function withOverride(line: HandoverLine, value: OverrideValue, world: World): HandoverLine {
  if (value.field === 'disposition') return { ...line, disposition: value.disposition };
  if (value.field === 'deadline') {
    const actions = line.actions.map((one) => (one.id === value.action ? { ...one, due: value.due } : one));
    return { ...line, actions: actions.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)) };
  }
  const shareOf = new Map(value.shares.map((one) => [one.organisation as string, one.share]));
  const shares = line.successors.map((one) => shareOf.get(world.organisations[one.organisation]?.row.id ?? '') ?? 0);
  const weights = shares.map((share) => BigInt(Math.round(share * weightScale)));
  return {
    ...line,
    basis: 'negotiated',
    successors: line.successors.map((one, at) => ({ ...one, share: shares[at] ?? 0 })),
    money: line.money.map((passed): MoneyPassed => ({ ...passed, outPence: apportionPence(passed.inPence, weights) })),
  };
}

type Given = ReturnType<typeof makeOverride>;

function dispositionGiven(value: string | readonly ShareGiven[]): Given {
  const found = dispositions.find((one) => one === value);
  if (found !== undefined) return { value: { field: 'disposition', disposition: found as Disposition } };
  return wrong('bad-override', 'value', 'This is no disposition.', dispositions.join(', '), textOf(value));
}

function deadlineGiven(action: string, value: string | readonly ShareGiven[], line: HandoverLine): Given {
  const known = line.actions.map((one) => one.id);
  if (!known.includes(action)) {
    const expected = known.join(', ') || 'none: it has no action';
    return wrong('bad-override', 'field', `The line has no action ${action}.`, expected, action);
  }
  const due = typeof value === 'string' ? parseIsoDate(value) : null;
  if (due !== null) return { value: { field: 'deadline', action, due } };
  return wrong(
    'bad-override',
    'value',
    'This is not a day of the calendar.',
    'a date such as 2027-01-31',
    textOf(value),
  );
}

function sharesGiven(value: string | readonly ShareGiven[], line: HandoverLine, world: World): Given {
  if (typeof value === 'string') {
    return wrong('bad-override', 'value', 'Give a share for every successor.', 'a list of code and share', value);
  }
  if (line.successors.length === 0) {
    return wrong('bad-override', 'field', 'The line has no successor to share among.', 'another field', 'shares');
  }
  const problems: Problem[] = [];
  const shares = new Map<OrganisationId, number>();
  for (const { code, share } of value) {
    const id = successorOf(code, line, world);
    const place = { where: { column: 'value' }, severity: 'error' as const, found: code };
    if (id === undefined) {
      const message = `${code} is not a successor of this line. Name the successors by code or id.`;
      problems.push({ ...place, code: 'share-of-nobody', message });
    } else if (shares.has(id)) {
      problems.push({ ...place, code: 'share-twice', message: `${code} has two shares. Give one.` });
    } else shares.set(id, share);
    if (!(share >= 0 && share <= 1)) {
      const message = `The share of ${code} must lie from 0 to 1.`;
      problems.push({ ...place, code: 'share-out-of-range', message, found: String(share) });
    }
  }
  for (const { organisation } of line.successors) {
    const row = world.organisations[organisation]?.row;
    if (row === undefined || shares.has(row.id)) continue;
    const message = `${row.name} has no share. Give one for every successor, 0 for nothing.`;
    problems.push({ code: 'share-missing', severity: 'error', where: { column: 'value' }, message });
  }
  const sum = [...shares.values()].reduce((a, b) => a + b, 0);
  if (problems.length === 0 && Math.abs(sum - 1) > roundingAllowed) {
    return wrong('shares-do-not-sum-to-one', 'value', 'The shares must sum to one.', '1', String(sum));
  }
  if (problems.length > 0) return { problems };
  return { value: { field: 'shares', shares: [...shares].map(([organisation, share]) => ({ organisation, share })) } };
}

function successorOf(code: string, line: HandoverLine, world: World): OrganisationId | undefined {
  const wanted = code.trim().toLowerCase();
  const bodies = line.successors.map((one) => world.organisations[one.organisation]);
  return bodies.find(
    (body) =>
      body?.row.id.toLowerCase() === wanted || body?.identifiers.some((one) => one.value.toLowerCase() === wanted),
  )?.row.id;
}

function wrong(code: string, column: string, message: string, expected: string, found: string): Given {
  return { problems: [{ code, severity: 'error', where: { column }, message, expected, found }] };
}

function textOf(value: string | readonly ShareGiven[]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** To a hundredth of a per cent, which is as fine as screens show it. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** The overrides with this one in place of an earlier one of the same field. */
export function withOverrideOf(overrides: readonly Override[], fresh: Override): Override[] {
  return [...overrides.filter((one) => fieldOf(one.value) !== fieldOf(fresh.value)), fresh];
}
