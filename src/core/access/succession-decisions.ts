/** What people decide where a role or a record does not pass by itself; and what is wrong with such decisions. */

import type { SuccessionBook } from '#core/access/body-succession.ts';
import type { AccountId, Grant } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import type { ResourceKind, Role } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Problem } from '#std/problem.ts';

/** A role that an account holds, or a record. */
export type Passing =
  | { readonly kind: 'role'; readonly account: AccountId; readonly role: Role }
  | { readonly kind: 'record'; readonly resource: ResourceKind; readonly id: string };

export type SuccessionDecision = {
  /** The body that ends. */
  readonly from: OrganisationId;
  readonly passing: Passing;
  /** To whom it passes. Of a role, none: it ends with the body. */
  readonly to: readonly OrganisationId[];
  readonly reason: string;
};

/**
 * What is wrong with the decisions, each at its row from 1: the body does not end, the taker is no heir (or, where there is
 * no heir, no body of the day), a record would pass to nobody, the same is decided twice.
 */
export function checkDecisions(decisions: readonly SuccessionDecision[], book: SuccessionBook): Problem[] {
  const seen = new Set<string>();
  return decisions.flatMap((decision, at) => {
    const row = at + 1;
    const { from, passing, to } = decision;
    const { kind, heirs } = book.of(from);
    const problems: Problem[] = [];
    const add = (code: string, column: string, message: string, found: string) =>
      problems.push({ code, severity: 'error', where: { row, column }, message, found });
    const key = keyOf(from, passing);
    if (seen.has(key)) add('decided-twice', 'passing', 'This is decided already. State one decision for each.', key);
    seen.add(key);
    if (kind === 'lives-on' || kind === 'unknown') {
      add('does-not-end', 'from', `The body does not end by ${book.on}, so nothing of it passes.`, from);
      return problems;
    }
    if (passing.kind === 'record' && to.length === 0) {
      add('record-to-nobody', 'to', 'A record has to belong to somebody. Name the body that it passes to.', passing.id);
    }
    for (const body of to) {
      if (heirs.length > 0 ? heirs.includes(body) : book.isThere(body)) continue;
      const choices = heirs.length > 0 ? `Heirs are: ${heirs.join(', ')}.` : `Name a body that exists on ${book.on}.`;
      add('not-an-heir', 'to', `${body} does not take over from ${from}. ${choices}`, body);
    }
    return problems;
  });
}

/** Decisions by what they are about. They must have passed `checkDecisions`. */
export class Decisions {
  private readonly byKey: ReadonlyMap<string, SuccessionDecision>;

  constructor(decisions: readonly SuccessionDecision[]) {
    this.byKey = new Map(decisions.map((one) => [keyOf(one.from, one.passing), one]));
  }

  /** What was decided of the role; undefined: nothing. */
  ofGrant({ account, organisation, role }: Grant): SuccessionDecision | undefined {
    return this.byKey.get(keyOf(organisation, { kind: 'role', account, role }));
  }

  /** What was decided of the record, as far as this owner goes; undefined: nothing. */
  ofRecord({ kind, id }: Resource, owner: OrganisationId): SuccessionDecision | undefined {
    return this.byKey.get(keyOf(owner, { kind: 'record', resource: kind, id }));
  }
}

function keyOf(from: OrganisationId, passing: Passing): string {
  return JSON.stringify(
    passing.kind === 'role'
      ? [from, 'role', passing.account, passing.role]
      : [from, 'record', passing.resource, passing.id],
  );
}
