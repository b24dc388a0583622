import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { Agent, EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { SECOND } from '../instant.ts';
import { isLoopback } from '../loopback.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** HTTP over kept-alive connections, through the proxy that the environment names. */
export interface Transport {
  /**
   * Rejects with the network's error, which has a `code`, or with the signal's reason. `onSent` is called when the
   * request is written to its connection, which may have had to be opened first.
   */
  send(request: HttpRequest, signal: AbortSignal, onSent: () => void): Promise<HttpResponse>;
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
  'x-gzip': (body) => decompressGzip(body, { chunkSize: CHUNK }),
  br: (body) => decompressBrotli(body, { chunkSize: CHUNK }),
};

/** A transport to one address. */
export function createTransport(baseUrl: string): Transport {
  const options = {
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
    connect: { timeout: CONNECT_TIMEOUT },
  };
  const dispatcher = isLoopback(new URL(baseUrl)) ? new Agent(options) : new EnvHttpProxyAgent(options);
  return {
    async send({ method, url, headers, body }, signal, onSent) {
      using sentRequest = startConnecting(signal);
      const answer = await request(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip, br' },
        ...(body === undefined ? {} : { body }),
        signal: sentRequest.signal,
        dispatcher: dispatcher.compose(
          tellStart(() => {
            sentRequest.markSent();
            onSent();
          }),
        ),
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

interface SentRequest extends Disposable {
  readonly signal: AbortSignal;
  markSent(): void;
}

/** Gives a request so long to leave: undici calls a proxy that hangs up again and again, without an end of its own. */
function startConnecting(signal: AbortSignal): SentRequest {
  const controller = new AbortController();
  const stop = (): void => controller.abort(signal.reason);
  const tooLate = Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' });
  const timer = setTimeout(() => controller.abort(tooLate), CONNECT_TIMEOUT + SECOND);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    signal: controller.signal,
    markSent: () => clearTimeout(timer),
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
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
