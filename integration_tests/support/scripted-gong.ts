import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';
import { daysAgo } from './sync.ts';

/** A request as it came. */
export interface ScriptedRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The response to a request: with status 200, where it does not say otherwise. */
export interface ScriptedResponse {
  readonly status?: number;
  readonly body: string;
}

/** A server on 127.0.0.1 that sends what a test wants, where the sandbox holds no such data. */
export interface ScriptedGong extends AsyncDisposable {
  /** For a read of it. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly requests: readonly ScriptedRequest[];
}

/** `respond` returns undefined where nothing is found. */
export async function startScriptedGong(
  respond: (request: ScriptedRequest) => ScriptedResponse | undefined,
): Promise<ScriptedGong> {
  const requests: ScriptedRequest[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const body = await text(incoming);
    const request = { path: pathname, query: Object.fromEntries(searchParams), body };
    requests.push(request);
    const { status = 200, body: sent } = respond(request) ?? nothingFound;
    response.writeHead(status, { 'content-type': 'application/json' }).end(sent);
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    config: {
      credentials: { auth_type: 'APIKey', access_key: 'a-key', access_key_secret: 'its-secret' },
      api_base_url: url,
      requests_per_second: 1_000,
      // Two weeks at most are read as one window, and such a server sends the same for each.
      start_date: daysAgo(10),
    },
    requests,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

const nothingFound: ScriptedResponse = {
  status: 404,
  body: '{"requestId":"r","errors":["No calls found corresponding to the provided filters"]}',
};
