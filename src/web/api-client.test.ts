import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiFault, ask, attendInterruptions, forgetAnswers, proposalsOf, send } from './api-client.ts';

const problem = (kind: string, status: number, more = {}) =>
  new Response(JSON.stringify({ type: `urn:coterminous:problem:${kind}`, title: kind, status, detail: '', ...more }), {
    status,
  });
const done = () => new Response('{"done":true}');

/** Answers requests in turn; the last answer stays. What was asked is kept. */
function answering(...answers: (() => Response)[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string, options: { method?: string; body?: string }) => {
    asked.push(`${options.method ?? 'GET'} ${address} ${options.body ?? ''}`.trim());
    return (answers.length > 1 ? answers.shift() : answers[0])?.();
  });
  return asked;
}

let leave = () => {};

afterEach(() => {
  vi.unstubAllGlobals();
  forgetAnswers();
  leave();
});

describe('interruptions', () => {
  it('[WA5] a change that meets the end of a session is sent again as it was, when somebody signed in', async () => {
    const asked = answering(() => problem('not-signed-in', 401), done);
    const wanted: string[] = [];
    leave = attendInterruptions(async (what) => {
      wanted.push(what);
      return true;
    });
    await expect(send('PUT', '/api/x', { a: 1 })).resolves.toEqual({ done: true });
    expect(wanted).toEqual(['sign-in']);
    expect(asked).toEqual(['PUT /api/x {"a":1}', 'PUT /api/x {"a":1}']);
  });

  it('[WA5] what nobody attends to, and what is cancelled, is refused as the server said', async () => {
    const asked = answering(() => problem('not-signed-in', 401));
    await expect(ask('/api/x')).rejects.toThrow('not-signed-in');
    leave = attendInterruptions(async () => false);
    await expect(ask('/api/x')).rejects.toThrow('not-signed-in');
    expect(asked).toHaveLength(2);
  });

  it('[WA5] signing in itself is never interrupted, and a server that never lets go is left in the end', async () => {
    const asked = answering(() => problem('not-signed-in', 401));
    leave = attendInterruptions(async () => true);
    await expect(send('POST', '/api/session', {})).rejects.toThrow();
    expect(asked).toHaveLength(1);
    await expect(send('POST', '/api/sessions-of-others', {})).rejects.toThrow();
    expect(asked.length).toBeLessThan(10);
    expect(asked.length).toBeGreaterThan(2);
  });

  it('[WA6] proof of who one is is asked for where the server wants it, and the change goes on', async () => {
    answering(() => problem('prove-again', 403), done);
    const wanted: string[] = [];
    leave = attendInterruptions(async (what) => {
      wanted.push(what);
      return true;
    });
    await send('POST', '/api/account/totp', {});
    expect(wanted).toEqual(['step-up']);
  });
});

describe('what is kept as a proposal', () => {
  it('[WA7] it is not taken for done, and names who has to agree', async () => {
    const proposals = [{ id: 'p1', parties: ['Surrey County Council'] }];
    answering(() => problem('became-proposal', 202, { proposals }));
    const fault = await send('PUT', '/api/x', {}).catch((problem: unknown) => problem);
    expect(fault).toBeInstanceOf(ApiFault);
    expect(proposalsOf(fault as ApiFault)).toEqual(proposals);
  });

  it('[WA7] another refusal is no proposal', async () => {
    answering(() => problem('not-permitted', 403));
    const fault = await send('PUT', '/api/x', {}).catch((problem: unknown) => problem);
    expect(proposalsOf(fault as ApiFault)).toBeNull();
  });
});
