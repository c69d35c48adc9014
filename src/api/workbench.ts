/** Serves the built workbench: files as they are, and its one page for every address that it routes itself. */

import fastifyStatic from '@fastify/static';
import { type Api, pathOf } from '#api/bare-server.ts';
import { problemOfUnknownAddress } from '#api/problem-document.ts';

/** Adds the files of the folder; addresses below /api that nobody answers stay problem documents. */
export async function addWorkbench(app: Api, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    setHeaders: (reply, path) => {
      // Vite names built assets by their content, so that they never change.
      reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const isPage = request.method === 'GET' && path !== '/api' && !path.startsWith('/api/') && !/\.\w+$/.test(path);
    if (isPage) return reply.sendFile('index.html');
    return reply.code(404).type('application/problem+json').send(problemOfUnknownAddress(request.method, path));
  });
}
