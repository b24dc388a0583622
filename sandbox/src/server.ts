import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A request when it came in; its body is still to be read. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Monotonic, of performance.now(). */
  readonly atMilliseconds: number;
}

export type Handler = (arrival: Arrival) => Promise<void>;

/** Who responds to what. */
export interface Handlers {
  readonly api: Handler;
  readonly oauth: Handler;
  readonly admin: () => Handler;
}

/** Listens on 127.0.0.1 and hands requests to the administration, to the authorisation of apps or to the API. */
export async function listen(port: number, { api, oauth, admin }: Handlers): Promise<Server> {
  const handlerOf = (path: string): Handler => {
    if (path.startsWith('/sandbox/')) return admin();
    return path.startsWith('/oauth2/') ? oauth : api;
  };
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    // First of all: whatever happens before adds to the time.
    const atMilliseconds = performance.now();
    void answer(request, response, (url) =>
      handlerOf(url.pathname)({ request, response, url, atMilliseconds }),
    );
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
  handle: (url: URL) => Promise<void>,
): Promise<void> {
  try {
    await handle(new URL(`http://sandbox${request.url ?? '/'}`));
  } catch {
    // The client went away, or the sandbox is closing: nobody is left to answer.
    response.destroy();
  }
}
