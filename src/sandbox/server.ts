import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Handler } from './api.ts';

/** Listens on 127.0.0.1 and hands requests to the administration or to the API. */
export async function listen(port: number, api: Handler, admin: () => Handler): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    void answer(request, response, api, admin);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  api: Handler,
  admin: () => Handler,
): Promise<void> {
  try {
    const url = new URL(`http://sandbox${request.url ?? '/'}`);
    await (url.pathname.startsWith('/sandbox/') ? admin() : api)(request, response, url);
  } catch {
    // The client went away, or the sandbox is closing: nobody is left to answer.
    response.destroy();
  }
}
