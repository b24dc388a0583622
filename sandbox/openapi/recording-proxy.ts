import {
  createServer,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { listenOnLoopback } from './listen.ts';

/** One request and its answer, bodies as text after decompression. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly requestHeaders: IncomingHttpHeaders;
  readonly requestBody: string;
  readonly status: number;
  readonly answerHeaders: IncomingHttpHeaders;
  readonly answerBody: string;
}

/** Stands between a client and a Gong, and passes all on as it is. */
export interface RecordingProxy extends AsyncDisposable {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
}

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, response) => {
    passOn(incoming, response, target).then(
      (exchange) => exchanges.push(exchange),
      () => response.destroy(),
    );
  });
  const url = await listenOnLoopback(server);
  return {
    url,
    exchanges,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
): Promise<Exchange> {
  const url = new URL(incoming.url ?? '/', target);
  const body = await buffer(incoming);
  const { method = 'GET', headers: requestHeaders } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    ask(url, { method, headers: { ...requestHeaders, host: url.host } }, resolve)
      .once('error', reject)
      .end(body);
  });
  const raw = await buffer(answer);
  const { statusCode: status = 0, headers: answerHeaders } = answer;
  response.writeHead(status, answerHeaders).end(raw);
  const answerBody = decompress(raw, answerHeaders['content-encoding']).toString('utf8');
  return {
    method,
    url,
    requestHeaders,
    requestBody: body.toString('utf8'),
    status,
    answerHeaders,
    answerBody,
  };
}

function decompress(raw: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(raw);
  return encoding === 'gzip' ? gunzipSync(raw) : raw;
}
