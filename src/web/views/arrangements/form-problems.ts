/** What is wrong with a form, by field: read from what the API refuses, and found again by the path of a field. Pure. */

import { pathParts } from './field-names.ts';
import type { FieldProblem } from './form-state.ts';

type Told = { readonly message?: unknown; readonly where?: { readonly column?: unknown }; readonly severity?: unknown };

/** The problems of a problem document, each with the path that it names ('' where it names none). Warnings are left out. */
export function problemsOfDocument(document: Readonly<Record<string, unknown>>): FieldProblem[] {
  const told = Array.isArray(document['problems']) ? (document['problems'] as Told[]) : [];
  return told
    .filter((problem) => problem.severity !== 'warning')
    .map(({ message, where }) => ({
      path: pathParts(String(where?.column ?? '')).join('.'),
      message: String(message ?? 'It cannot be read.'),
    }));
}

/** The id of the field at a path, the same for every way to write the path. */
export function fieldId(path: string): string {
  return `field-${pathParts(path).join('-')}`;
}

/** What is wrong with exactly the field of that id. */
export function faultsAt(problems: readonly FieldProblem[], id: string): readonly string[] {
  return problems.filter((problem) => fieldId(problem.path) === id).map((problem) => problem.message);
}

/** Ids of the field of a path and of what holds it, the nearest first: a summary leads to the first that is there. */
export function nearestFieldIds(path: string): string[] {
  const parts = pathParts(path);
  return parts.map((_, at) => `field-${parts.slice(0, parts.length - at).join('-')}`);
}
