/** The one place where refusals and faults become HTTP problem documents (RFC 9457). */

import type { z } from 'zod';
import type { Refusal, RefusalKind } from '#actions/refusal.ts';
import type { Problem } from '#std/problem.ts';
import type { StoredRecord } from '#store/record-rows.ts';
import { StoreError, type StoreFault } from '#store/store-error.ts';
import type { problemDocumentSchema } from '#wire/problem-document.ts';

export type ProblemDocument = z.infer<typeof problemDocumentSchema>;

const statuses: Record<RefusalKind, { readonly status: number; readonly title: string }> = {
  'sign-in-failed': { status: 401, title: 'Signing in failed' },
  'try-later': { status: 429, title: 'Try again later' },
  'link-not-valid': { status: 410, title: 'The link opens nothing' },
  'prove-again': { status: 403, title: 'Show again who you are' },
  'password-has-problems': { status: 422, title: 'The password cannot be taken' },
  'account-has-problems': { status: 422, title: 'What is said of the account has problems' },
  'unknown-account': { status: 404, title: 'There is no such account' },
  'account-of-others': { status: 409, title: 'Other organisations keep this account' },
  'account-has-state': { status: 409, title: 'The account does not allow this now' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in' },
  'bad-question': { status: 400, title: 'The question cannot be read' },
  'no-register': { status: 404, title: 'There is no register yet' },
  'unknown-register': { status: 404, title: 'There is no such register' },
  'not-yet-known': { status: 404, title: 'Nothing was known then' },
  'unknown-scenario': { status: 404, title: 'There is no such scenario' },
  'unknown-population': { status: 404, title: 'There is no such population' },
  'unknown-region': { status: 404, title: 'There is no such region' },
  'unknown-organisation': { status: 404, title: 'There is no such body' },
  'ambiguous-code': { status: 300, title: 'Several bodies have had this code' },
  'unknown-arrangement': { status: 404, title: 'There is no such arrangement' },
  'unknown-schedule': { status: 404, title: 'There is no such schedule' },
  'unknown-rulebook': { status: 404, title: 'There is no such rulebook' },
  'unknown-line': { status: 404, title: 'There is no such line' },
  'unknown-event': { status: 404, title: 'There is no such event' },
  'unknown-data-set': { status: 404, title: 'There is no such data set' },
  'unknown-measure': { status: 404, title: 'There is no such measure' },
  'unknown-geography': { status: 404, title: 'There is no such set of areas' },
  'unknown-release': { status: 404, title: 'There is no such release' },
  'unknown-proposal': { status: 404, title: 'There is no such proposal' },
  'unknown-job': { status: 404, title: 'There is no such job' },
  'not-signatory': { status: 422, title: 'This body does not sign this line' },
  'not-permitted': { status: 403, title: 'This is not permitted' },
  'became-proposal': { status: 202, title: 'This waits for the agreement of others' },
  'nothing-to-measure': { status: 422, title: 'There is nothing to measure' },
  'cannot-rebase': { status: 422, title: 'These numbers cannot be moved to other areas' },
  'needs-release': { status: 403, title: 'Counts of people leave only through a release' },
  'not-safe': { status: 422, title: 'The release would give small numbers away' },
  'data-has-problems': { status: 422, title: 'The data file has problems' },
  'pack-has-problems': { status: 422, title: 'The data pack has problems' },
  'workbook-has-problems': { status: 422, title: 'The spreadsheet has problems' },
  'arrangement-has-problems': { status: 422, title: 'The arrangement has problems' },
  'scenario-has-problems': { status: 422, title: 'The scenario has problems' },
  'rulebook-has-problems': { status: 422, title: 'The rulebook has problems' },
  'changed-meanwhile': { status: 409, title: 'Somebody else changed this meanwhile' },
  'journal-broken': { status: 500, title: 'The journal is broken' },
  'cannot-write': { status: 500, title: 'It could not be written' },
};

/** The document for a refusal. */
export function problemOf(refusal: Refusal): ProblemDocument {
  const { status, title } = statuses[refusal.kind];
  const document = { type: `urn:coterminous:problem:${refusal.kind}`, title, status, detail: refusal.detail };
  if (refusal.kind === 'ambiguous-code') return { ...document, candidates: [...refusal.candidates] };
  if (refusal.kind === 'not-permitted') return { ...document, why: refusal.why };
  if (refusal.kind === 'became-proposal') {
    return { ...document, proposals: refusal.proposals.map(({ id, parties }) => ({ id, parties: [...parties] })) };
  }
  if (refusal.kind === 'changed-meanwhile') {
    const { current, changes } = refusal;
    return { ...document, current: currentOf(current), ...(changes === undefined ? {} : { changes: [...changes] }) };
  }
  if ('problems' in refusal && refusal.problems !== undefined) return { ...document, problems: [...refusal.problems] };
  return document;
}

function currentOf(record: StoredRecord | null): ProblemDocument['current'] {
  if (record === null) return null;
  const { version, changedBy, changedAt, body } = record;
  return { version, who: changedBy, at: changedAt, body };
}

/** Faults that another try soon after may not meet. */
const passing: ReadonlySet<StoreFault> = new Set<StoreFault>([
  'database-lost',
  'database-unreachable',
  'import-running',
  'query-cancelled',
]);

/** Faults of which PostgreSQL says more than a reader should be told; that is for the log. */
const plainly: Partial<Record<StoreFault, Pick<ProblemDocument, 'title' | 'status' | 'detail'>>> = {
  'disk-full': {
    title: 'The disk of the server is full',
    status: 507,
    detail: 'There is no room to keep this, and nothing of it was kept. Once space has been freed there, try again.',
  },
  'text-not-storable': {
    title: 'A text cannot be stored',
    status: 400,
    detail:
      'A text holds a character that cannot be stored (NUL, or half of a character), or is far too long. Take it out and try again; nothing was changed.',
  },
};

/** The document for something thrown. What the reader cannot act on is not told: it goes to the log alone. */
export function problemOfError(error: unknown): ProblemDocument {
  if (error instanceof StoreError) {
    const type = `urn:coterminous:problem:${error.code}`;
    const detail = error.message;
    if (error.code === 'wall-refused') return { type, title: statuses['not-permitted'].title, status: 403, detail };
    const plain = plainly[error.code];
    if (plain !== undefined) return { type, ...plain };
    return { type, title: 'The store did not answer', status: passing.has(error.code) ? 503 : 500, detail };
  }
  const status = statusOf(error);
  if (status < 500) return badRequest(error, status);
  return {
    type: 'urn:coterminous:problem:fault',
    title: 'Something went wrong',
    status: 500,
    detail: 'The program met a fault of its own. Nothing was changed. The log of the server says more.',
  };
}

/** The document for more requests than one asker may make in a minute. @units seconds */
export function problemOfTooMany(wait: number): ProblemDocument {
  return {
    type: 'urn:coterminous:problem:too-many-requests',
    title: 'Too many requests',
    status: 429,
    detail: `This was asked too often from here. Ask again in ${wait === 1 ? 'a second' : `${wait} seconds`}.`,
  };
}

/** The document for an address that leads nowhere. */
export function problemOfUnknownAddress(method: string, path: string): ProblemDocument {
  return {
    type: 'urn:coterminous:problem:unknown-address',
    title: 'There is nothing at this address',
    status: 404,
    detail: `${method} ${path} is not part of the API. /api/openapi.json lists what is.`,
  };
}

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

type Issue = {
  readonly instancePath?: string;
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: { readonly keys?: readonly string[] };
};

/** What is wrong with a body that was not even read. */
const bodyFaults: Readonly<Record<number, string>> = {
  413: 'The body is larger than this address takes. Send less of it at once.',
  415: 'This address does not take a body of this type. Send JSON as application/json; a spreadsheet to import as text/csv, application/octet-stream or the type of an .xlsx file; a file of numbers as multipart/form-data.',
};

function badRequest(error: unknown, status: number): ProblemDocument {
  const issues = (error as { validation?: readonly Issue[] }).validation ?? [];
  const problems = issues.flatMap((issue): Problem[] => {
    const column = (issue.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.');
    if (issue.keyword === 'unrecognized_keys')
      return (issue.params?.keys ?? []).map((key) =>
        column === '' ? unknownParameter(key) : unknownField(column, key),
      );
    return [badParameter(column, issue.message ?? 'It cannot be read.')];
  });
  const said = problems.map((problem) => `${problem.where.column}: ${problem.message}`).join(' ');
  const detail = said === '' ? (bodyFaults[status] ?? String((error as Error).message)) : said;
  return { ...problemOf({ kind: 'bad-question', detail }), status, ...(problems.length > 0 ? { problems } : {}) };
}

function unknownParameter(name: string): Problem {
  return badParameter(
    name.slice(0, 100),
    'There is no such parameter here. Take it out, or look up its name in /api/openapi.json.',
  );
}

function unknownField(path: string, name: string): Problem {
  return badParameter(
    `${path}.${name.slice(0, 100)}`,
    'There is no such field here. Take it out, or correct its name.',
  );
}

function badParameter(column: string, message: string): Problem {
  return { code: 'bad-parameter', severity: 'error', where: { column }, message };
}
