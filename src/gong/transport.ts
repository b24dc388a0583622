import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { SECOND } from '../instant.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** HTTP over kept-alive connections, through the proxy that the environment names. */
export interface Transport {
  /**
   * Rejects with the network's error, which has a `code`, or with the signal's reason. `onLeave` is called when the
   * request is written to its connection, which may have had to be opened first.
   */
  send(request: HttpRequest, signal: AbortSignal, onLeave: () => void): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Extensive pages take seconds, and clients that waited for 30 had trouble. */
const ANSWER_TIMEOUT = 120 * SECOND;
const CONNECT_TIMEOUT = 20 * SECOND;

/** Decompressed in few pieces: a page has from a hundred kilobytes to some megabytes. */
const CHUNK = 256 * 1024;

const decompressGzip = promisify(gunzip);
const decompressBrotli = promisify(brotliDecompress);

const DECODERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: (body) => decompressGzip(body, { chunkSize: CHUNK }),
  br: (body) => decompressBrotli(body, { chunkSize: CHUNK }),
};

export function createTransport(): Transport {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
    connect: { timeout: CONNECT_TIMEOUT },
  });
  return {
    async send({ method, url, headers, body }, signal, onLeave) {
      const answer = await request(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip, br' },
        ...(body === undefined ? {} : { body }),
        signal,
        dispatcher: dispatcher.compose(tellStart(onLeave)),
      });
      const raw = Buffer.from(await answer.body.arrayBuffer());
      const decode = DECODERS[headerText(answer.headers['content-encoding'])];
      return {
        status: answer.statusCode,
        contentType: headerText(answer.headers['content-type']),
        retryAfter: headerText(answer.headers['retry-after']) || undefined,
        body: (decode === undefined ? raw : await decode(raw)).toString('utf8'),
      };
    },
    async close() {
      await dispatcher.destroy();
    },
  };
}

/** undici starts a request once its connection is open. */
function tellStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context: unknown) {
        onStart();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
      onResponseStart: (...start) => handler.onResponseStart?.(...start),
      onResponseData: (...data) => handler.onResponseData?.(...data),
      onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
      onResponseError: (...error) => handler.onResponseError?.(...error),
    });
}

function headerText(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header)?.trim().toLowerCase() ?? '';
}
