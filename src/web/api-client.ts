/**
 * Asks the HTTP API and keeps the answers of this visit; sends changes to it, after which everything is asked anew. When the
 * server first wants something of the person (signing in again, proof of who they are), whoever attends to that is asked
 * and the request is sent again. Knows problem documents (RFC 9457); knows no screen.
 */

import { useEffect, useState, useSyncExternalStore } from 'react';

/** Bodies that share a reused code, of which the person must choose. */
export type Candidate = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** An answer that is not what was asked for: said plainly, with what to do. */
export class ApiFault extends Error {
  readonly status: number;
  readonly detail: string;
  readonly problems: readonly string[];
  readonly candidates: readonly Candidate[];
  /** The whole problem document, for what only one screen knows how to show. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(fields: {
    title: string;
    status: number;
    detail: string;
    problems?: readonly string[];
    candidates?: readonly Candidate[];
    document?: Readonly<Record<string, unknown>>;
  }) {
    super(fields.title);
    this.status = fields.status;
    this.detail = fields.detail;
    this.problems = fields.problems ?? [];
    this.candidates = fields.candidates ?? [];
    this.document = fields.document ?? {};
  }
}

export type Answer<T> = {
  /** The newest answer; while another is on its way, the one before. */
  readonly value: T | undefined;
  readonly fault: ApiFault | undefined;
  readonly isLoading: boolean;
  /** True when `value` answers an earlier question. */
  readonly isStale: boolean;
  readonly retry: () => void;
};

/** What the server may want of the person before it answers: that they sign in again, or prove who they are. */
export type Interruption = 'sign-in' | 'step-up';

/** Sees to it; true: the request is to be sent again. A question, which changes nothing, may be left to wait. */
export type Attendant = (wanted: Interruption, isQuestion: boolean) => Promise<boolean>;
let attend: Attendant | null = null;

/** Has interruptions attended to by `attendant` until the returned function is called. */
export function attendInterruptions(attendant: Attendant): () => void {
  attend = attendant;
  return () => {
    if (attend === attendant) attend = null;
  };
}

/** Changes that became proposals, with the names of those whose agreement they wait for. */
export type MadeProposal = { readonly id: string; readonly parties: readonly string[] };

/** The proposals that a change became; null: the fault is another one. */
export function proposalsOf(fault: ApiFault): readonly MadeProposal[] | null {
  if (fault.document['type'] !== typeOf('became-proposal')) return null;
  return (fault.document['proposals'] ?? []) as readonly MadeProposal[];
}

/** How many answers to keep; a long play through time would otherwise hold every date. */
const keptAnswers = 150;
const answers = new Map<string, Promise<unknown>>();

/** Counts the changes that this page has sent: every screen asks anew when it moves. */
let changeCount = 0;
const changeListeners = new Set<() => void>();

/**
 * The answer at that address of the API, asked once a visit. Null asks nothing. A changed address keeps the earlier
 * answer in `value`, marked stale, so that a screen does not flicker.
 */
export function useAnswer<T>(address: string | null): Answer<T> {
  return useAsked(address, () => ask<T>(address ?? ''));
}

/** The same for a question of several requests: `key` names it, null asks nothing, `question` asks. */
export function useAsked<T>(key: string | null, question: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<{ key: string | null; value?: T; fault?: ApiFault }>({ key: null });
  const [attempt, setAttempt] = useState(0);
  const changes = useSyncExternalStore(listenToChanges, () => changeCount);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the question, and another attempt asks it again
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    question().then(
      (value) => isWanted && setState({ key, value }),
      (fault: unknown) => isWanted && setState({ key, fault: faultOf(fault) }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, attempt, changes]);
  const isStale = state.key !== key;
  return {
    value: key === null || state.fault !== undefined ? undefined : state.value,
    fault: isStale ? undefined : state.fault,
    isLoading: key !== null && isStale,
    isStale,
    retry: () => {
      setState({ key: null });
      setAttempt((count) => count + 1);
    },
  };
}

/** The answer at that address, from this visit's memory when it was asked before. Rejects with an ApiFault. */
export function ask<T>(address: string): Promise<T> {
  const known = answers.get(address);
  if (known !== undefined) return known as Promise<T>;
  const asked = fetchAnswer(address);
  answers.set(address, asked);
  asked.catch(() => answers.delete(address));
  if (answers.size > keptAnswers) {
    const oldest = answers.keys().next().value;
    if (oldest !== undefined) answers.delete(oldest);
  }
  return asked as Promise<T>;
}

/** An address of the API with those values in its query; null and empty values are left out. */
export function apiAddress(path: string, values: Readonly<Record<string, string | number | null | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? `/api${path}` : `/api${path}?${text}`;
}

/**
 * Sends a change as JSON and gives what the server answers. Afterwards no earlier answer is trusted, whether it went
 * well or not: a refusal tells that something changed meanwhile. `leave` goes elsewhere before that, when what is on screen
 * was taken away and would be asked for in vain. Rejects with an ApiFault.
 */
export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  address: string,
  body: unknown,
  leave?: () => void,
): Promise<T> {
  try {
    const value = (await fetchAnswer(address, { method, body: JSON.stringify(body) })) as T;
    leave?.();
    return value;
  } finally {
    forgetAnswers();
  }
}

/** Sends a file as it is; otherwise like `send`. A file whose type the browser does not know goes as bytes. */
export async function sendFile<T>(address: string, file: Blob, type: string): Promise<T> {
  try {
    return (await fetchAnswer(address, { method: 'POST', body: file, type })) as T;
  } finally {
    forgetAnswers();
  }
}

/** Sends a form with a file in it, which changes nothing by the time of the answer; the answer is not kept. Rejects with an ApiFault. */
export function askForm<T>(address: string, form: FormData): Promise<T> {
  return fetchAnswer(address, { method: 'POST', body: form, type: null }) as Promise<T>;
}

/** Asks anew, without keeping: for what changes by itself. Rejects with an ApiFault. */
export function askNow<T>(address: string): Promise<T> {
  return fetchAnswer(address) as Promise<T>;
}

/** Asks without keeping: for questions that carry a document of their own. Rejects with an ApiFault. */
export function askWith<T>(address: string, body: unknown): Promise<T> {
  return fetchAnswer(address, { method: 'POST', body: JSON.stringify(body) }) as Promise<T>;
}

/** Lets go of every kept answer; what is on screen is asked anew and stays there until the new answer comes. */
export function forgetAnswers(): void {
  answers.clear();
  changeCount += 1;
  for (const listener of changeListeners) listener();
}

function listenToChanges(listener: () => void): () => void {
  changeListeners.add(listener);
  return () => changeListeners.delete(listener);
}

type Change = {
  readonly method: string;
  readonly body: string | Blob | FormData;
  /** What the body is; JSON when left out. Null: a form, of which the browser itself says how it is divided. */
  readonly type?: string | null;
};

/** More would mean that the server wants the same thing again and again. */
const mostInterruptions = 3;

async function fetchAnswer(address: string, change?: Change): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetchOnce(address, change);
    const body: unknown = await response.json().catch(() => null);
    // A problem with 202: it was understood and kept, but nothing changed yet. Whoever sent it must not take it for done.
    if (response.ok && (response.status !== 202 || !isProblem(body))) return body;
    const fault = faultOfBody(response, body);
    const wanted = attempt < mostInterruptions ? interruptionOf(address, fault) : null;
    if (wanted === null || attend === null || !(await attend(wanted, change === undefined))) throw fault;
  }
}

/** What the server wants first; null: nothing. Signing in itself is never interrupted. */
function interruptionOf(address: string, { document }: ApiFault): Interruption | null {
  if (/^\/api\/(session|links)(\/|\?|$)/.test(address)) return null;
  if (document['type'] === typeOf('not-signed-in')) return 'sign-in';
  return document['type'] === typeOf('prove-again') ? 'step-up' : null;
}

function typeOf(kind: string): string {
  return `urn:coterminous:problem:${kind}`;
}

function isProblem(body: unknown): boolean {
  return String((body as { type?: unknown } | null)?.type ?? '').startsWith(typeOf(''));
}

async function fetchOnce(address: string, change: Change | undefined): Promise<Response> {
  const accept = 'application/json, application/problem+json';
  try {
    return await fetch(
      address,
      change === undefined
        ? { headers: { accept } }
        : {
            method: change.method,
            body: change.body,
            headers: change.type === null ? { accept } : { accept, 'content-type': change.type ?? 'application/json' },
          },
    );
  } catch {
    throw new ApiFault({
      title: 'The server does not answer',
      status: 0,
      detail: 'Coterminous may have been stopped, or the connection was lost. See that it is running, then try again.',
    });
  }
}

function faultOfBody(response: Response, body: unknown): ApiFault {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as {
    title?: string;
    detail?: string;
    problems?: { message?: string }[];
    candidates?: Candidate[];
  };
  return new ApiFault({
    title: fields.title ?? `The server answered ${response.status}`,
    status: response.status,
    detail: fields.detail ?? 'It gave no reason. Try again; if it stays so, look at what the server printed.',
    problems: (fields.problems ?? []).flatMap((problem) => (problem.message === undefined ? [] : [problem.message])),
    candidates: fields.candidates ?? [],
    document: fields as Record<string, unknown>,
  });
}

function faultOf(fault: unknown): ApiFault {
  if (fault instanceof ApiFault) return fault;
  return new ApiFault({ title: 'The workbench met a fault', status: 0, detail: String(fault) });
}
