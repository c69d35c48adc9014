import { request as ask, createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { bareServer } from '#api/bare-server.ts';
import { limitSlowClients, patienceOfNode } from '#api/slow-clients.ts';

const open: (Server | Socket)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('closeAllConnections' in one) one.close().closeAllConnections();
    else one.destroy();
  }
});

/** The usual limits, with time a hundred times faster. */
const quick = { sweepMs: 20, patienceMs: 300, leastRate: 100_000, unreadMs: 600, connectionsAtMost: 200 };

type Quick = { readonly port: number; readonly server: Server; readonly refused: () => number };

/** A server that answers with how much it was sent; `/large` with 50 MB, and `/refuse` before it has read anything. */
async function quickServer(limits: Partial<typeof quick> = {}): Promise<Quick> {
  let refused = 0;
  const server = createServer((request, response) => {
    if (request.url === '/large') return response.end(Buffer.alloc(50_000_000));
    if (request.url === '/long') return setTimeout(() => response.end('at last'), 2_000);
    if (request.url === '/refuse') return response.writeHead(413).end('too large');
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      // A program that is slow to take what has arrived.
      if (request.url === '/slow-program' && size < 100_000) {
        request.pause();
        setTimeout(() => request.resume(), 700);
      }
    });
    request.on('end', () => response.end(String(size)));
  });
  limitSlowClients(
    server,
    (socket) => {
      refused += 1;
      socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n');
    },
    { ...quick, ...limits },
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(server);
  return { port: (server.address() as AddressInfo).port, server, refused: () => refused };
}

/** Connects, and gives what was said and when the connection ended. */
function caller(port: number, first: string): { socket: Socket; said: () => string; ended: Promise<number> } {
  let said = '';
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write(first);
  open.push(socket);
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1');
  });
  const ended = new Promise<number>((done) => {
    socket.on('error', () => {});
    socket.on('close', () => done(performance.now() - began));
  });
  return { socket, said: () => said, ended };
}

const post = (path: string, length: number) => `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;

describe('slow clients', () => {
  it('[OB40] a body that trickles is refused; one that only takes long is let through', async () => {
    const { port, refused } = await quickServer();
    const trickle = caller(port, post('/', 1000));
    const drip = setInterval(() => trickle.socket.write('x'), 50);
    expect(await trickle.ended).toBeLessThan(3_000);
    clearInterval(drip);
    expect(trickle.said()).toMatch(/^HTTP\/1\.1 408 /);

    const long = caller(port, post('/', 600_000));
    for (let part = 0; part < 12; part++) {
      long.socket.write(Buffer.alloc(50_000));
      await pause(100);
    }
    await pause(50);
    expect(long.said()).toContain('600000');
    expect(refused()).toBe(1);
  });

  it('[OB40] what has arrived and waits for the program is not held against the client', async () => {
    const { port, refused } = await quickServer({ leastRate: 100_000_000 });
    const heard = await new Promise<string>((done, fail) => {
      const asked = ask({ port, host: '127.0.0.1', method: 'POST', path: '/slow-program' }, (answer) => {
        answer.on('data', (chunk) => done(String(chunk)));
      });
      asked.on('error', fail);
      asked.end(Buffer.alloc(5_000_000));
    });
    expect([heard, refused()]).toEqual(['5000000', 0]);
  });

  it('[OB40] a body that nobody wants any more does not hold the connection', async () => {
    const { port } = await quickServer();
    const left = caller(port, post('/refuse', 1_000_000));
    const drip = setInterval(() => left.socket.write('x'), 50);
    expect(await left.ended).toBeLessThan(3_000);
    clearInterval(drip);
    expect(left.said()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('[OB40] an answer of which nothing is taken is given up; a slow reader gets all of it', async () => {
    const { port } = await quickServer();
    const question = 'GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    const deaf = connect(port, '127.0.0.1');
    open.push(deaf);
    deaf.write(question);
    deaf.on('error', () => {}).pause();
    await pause(2_000);
    let taken = 0;
    const lost = new Promise((done) => deaf.on('close', done));
    deaf.on('data', (chunk) => {
      taken += chunk.length;
    });
    deaf.resume();
    await lost;
    expect(taken).toBeLessThan(50_000_000);

    let read = 0;
    const slow = connect(port, '127.0.0.1');
    open.push(slow);
    slow.write(question);
    const began = performance.now();
    slow.on('data', (chunk) => {
      read += chunk.length;
      slow.pause();
      setTimeout(() => slow.resume(), 3);
    });
    await new Promise((done) => slow.on('close', done));
    expect(read).toBeGreaterThan(50_000_000);
    expect(performance.now() - began).toBeGreaterThan(1_200);
  });

  it('[OB40] who waits for a long answer is not cut off', async () => {
    const { port } = await quickServer();
    const waiting = caller(port, 'GET /long HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await waiting.ended).toBeGreaterThan(1_900);
    expect(waiting.said()).toContain('at last');
  });

  it('[OB41] connections at rest make way for new ones', async () => {
    const { port, server } = await quickServer();
    const idle = Array.from({ length: 600 }, () => caller(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
    await pause(500);
    const fresh = caller(port, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await fresh.ended;
    expect(fresh.said()).toMatch(/^HTTP\/1\.1 200 /);
    const held = await new Promise<number>((done) => server.getConnections((_fault, count) => done(count)));
    expect(held).toBeLessThanOrEqual(2 * quick.connectionsAtMost);
    expect(idle.length).toBe(600);
  });
});

describe('the server', () => {
  it('[OB40] has the limits: 15 seconds for headers, no time for a body but a rate, one hour in all', async () => {
    const app = bareServer();
    const { headersTimeout, requestTimeout, maxConnections } = app.server;
    expect([headersTimeout, requestTimeout, maxConnections]).toEqual([15_000, 3_600_000, 8_000]);
    expect(patienceOfNode.connectionsCheckingInterval).toBeLessThan(headersTimeout);
    await app.close();
  });

  it('[OB42] headers that are too large, by size or by being one after the other, are refused', async () => {
    const app = bareServer();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    for (const header of [`x: ${'y'.repeat(20_000)}\r\n`, 'x: y\r\n'.repeat(4_000)]) {
      const { said, ended } = caller(port, `GET / HTTP/1.1\r\nhost: x\r\n${header}\r\n`);
      await ended;
      expect(said()).toMatch(/^HTTP\/1\.1 431 /);
      expect(said()).toContain('application/problem+json');
    }
    await app.close();
  });
});
