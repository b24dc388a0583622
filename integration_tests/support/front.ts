import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { listen } from './listen.ts';

/** What a front saw of one request and its answer: the encodings that were offered, and the one that was used. */
export interface Passage {
  readonly offered: string | undefined;
  readonly used: string | undefined;
}

/** A server on 127.0.0.1 that stands before a sandbox and passes everything on. */
export interface Front extends AsyncDisposable {
  /** http://127.0.0.1:PORT, or https. */
  readonly url: string;
  readonly port: number;
  readonly passages: readonly Passage[];
  /** How many connections have been opened to it so far. */
  connections(): number;
  /** The most requests so far that were under way at once. */
  mostAtOnce(): number;
}

export interface FrontOptions {
  /** The address of the sandbox. */
  readonly target: string;
  /** Passed on as `accept-encoding` in the place of what the client offers. */
  readonly encoding?: string;
  /** With a certificate it talks https. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

export async function startFront({ target, encoding, certificate }: FrontOptions): Promise<Front> {
  const passages: Passage[] = [];
  let [connections, atOnce, mostAtOnce] = [0, 0, 0];
  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, headers, url = '/' } = incoming;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.once('close', () => (atOnce -= 1));
    const offered = headers['accept-encoding'];
    const onward = { ...headers, ...(encoding === undefined ? {} : { 'accept-encoding': encoding }) };
    const passed = ask(new URL(url, target), { method, headers: onward }, (answer) => {
      passages.push({ offered, used: answer.headers['content-encoding'] });
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.once('error', () => response.destroy());
    incoming.pipe(passed);
  };
  const server = certificate === undefined ? createServer(pass) : createSecureServer(certificate, pass);
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    passages,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
