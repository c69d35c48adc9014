/** What is told about a data set, against the register and the catalogue that it goes into. Does not look at numbers. */

import type { DataSetStatement } from '#core/datasets/data-set.ts';
import type { World } from '#core/register/world.ts';
import type { Problem } from '#std/problem.ts';

const wellFormedId = /^[a-z0-9][a-z0-9-]{0,79}$/;
/** Without these nobody can tell later what the numbers are. */
const needed = ['title', 'publisher', 'licence', 'vintage', 'method'] as const;

/** A data set of the catalogue, by what is stated of it. */
type Catalogued = {
  readonly id: string;
  readonly document: { readonly statement: Pick<DataSetStatement, 'subject'> };
};

/** The problems of a statement: its id, what is left empty, bodies and data sets that are not there. */
export function checkStatement(statement: DataSetStatement, world: World, catalogue: readonly Catalogued[]): Problem[] {
  const { id, owner, seenBy, derivedFrom, subject } = statement;
  const problems: Problem[] = [];
  if (!wellFormedId.test(id)) {
    const message = 'The id of the data set is not one. Give it 1 to 80 small letters, digits and hyphens.';
    problems.push(problem('bad-id', 'error', message, id));
  }
  for (const field of needed) {
    if (statement[field].trim() !== '') continue;
    problems.push(
      problem('not-stated', 'error', `The ${field} is not stated. State it: who reads the numbers needs it.`),
    );
  }
  const bodies = owner === null ? seenBy : [owner, ...seenBy];
  for (const code of bodies.filter((body) => !hasBody(world, body))) {
    const message = 'The register has no such body. Name who owns the data set, or may see it, by a code or id.';
    problems.push(problem('unknown-body', 'error', message, code));
  }
  const isOfPeople = (one: string) =>
    catalogue.some((head) => head.id === one && head.document.statement.subject === 'counts-of-people');
  if (subject !== 'counts-of-people') {
    if (isOfPeople(id)) {
      const message =
        'The version before counts people, and leaves only through a release; this one may leave as it is, and so tells all that did not change. Go on only if its numbers are public.';
      problems.push(problem('leaves-freely', 'warning', message, subject));
    }
    for (const origin of derivedFrom.filter((one) => one !== id && isOfPeople(one))) {
      const message =
        'It is derived from a data set that counts people, and may leave as it is. Go on only if its numbers are public, or tell of nobody.';
      problems.push(problem('leaves-freely', 'warning', message, origin));
    }
  }
  const known = new Set(catalogue.map((one) => one.id));
  for (const origin of derivedFrom) {
    if (origin === id) {
      problems.push(problem('derived-from-itself', 'error', 'A data set cannot be derived from itself.', origin));
    } else if (!known.has(origin)) {
      const message = 'It is said to be derived from a data set that is not here. It is imported all the same.';
      problems.push(problem('unknown-origin', 'warning', message, origin));
    }
  }
  return problems;
}

/** True when the text is the id of a body, or was its code at some time. */
function hasBody(world: World, text: string): boolean {
  const wanted = text.trim().toUpperCase();
  return world.organisations.some(
    ({ row, identifiers }) =>
      row.id.toUpperCase() === wanted || identifiers.some((one) => one.value.toUpperCase() === wanted),
  );
}

function problem(code: string, severity: Problem['severity'], message: string, found?: string): Problem {
  return { code, severity, where: {}, message, ...(found === undefined ? {} : { found }) };
}
