import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { MINUTE, SECOND } from '../base/instant.ts';
import { isLoopback } from '../base/loopback.ts';
import { proxyFor, type Environment } from './proxy.ts';
import { readBody } from './response-body.ts';

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
  /** When the server sent it, by the server's clock. */
  readonly date: string | undefined;
  readonly body: string;
  /** Why the body could not be read; it is empty then. Status and headers hold all the same. */
  readonly failure?: unknown;
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

export interface TransportOptions {
  readonly environment: Environment;
  /** The longest time without a byte of the response. Extensive pages take seconds, and clients that waited for 30 had trouble. */
  readonly idleTimeoutMs?: number;
  /** The longest time from the request to the end of its response, however it trickles in. */
  readonly responseTimeoutMs?: number;
  /** The most bytes of a response, decompressed. */
  readonly maxBytes?: number;
}

const CONNECT_TIMEOUT_MS = 20 * SECOND;

/**
 * A transport to one address. Throws a ConfigError where the environment names a proxy that cannot be.
 */
export function createTransport(
  baseUrl: string,
  {
    environment,
    idleTimeoutMs = 2 * MINUTE,
    responseTimeoutMs = 5 * MINUTE,
    maxBytes = 256 * 2 ** 20,
  }: TransportOptions,
): Transport {
  const options = {
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  };
  // An empty text keeps undici from reading the variables itself; NO_PROXY it does read.
  const dispatcher = isLoopback(new URL(baseUrl))
    ? new Agent(options)
    : new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy: proxyFor(environment) ?? '' });
  return {
    async send({ method, url, headers, body }, signal, onSent) {
      using deadline = startDeadline(signal, responseTimeoutMs);
      const told = dispatcher.compose(
        tellStart(() => {
          deadline.markSent();
          onSent();
        }),
      );
      const response = await told.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { ...headers, 'accept-encoding': 'gzip, br' },
        ...(body === undefined ? {} : { body }),
        signal: deadline.signal,
      });
      const head = {
        status: response.statusCode,
        contentType: headerText(response.headers['content-type']).toLowerCase(),
        retryAfter: headerText(response.headers['retry-after']) || undefined,
        date: headerText(response.headers['date']) || undefined,
      };
      try {
        const encoding = headerText(response.headers['content-encoding']).toLowerCase();
        return { ...head, body: await readBody(response.body, encoding, maxBytes) };
      } catch (failure) {
        signal.throwIfAborted();
        return { ...head, body: '', failure };
      }
    },
    async close() {
      await dispatcher.destroy();
    },
  };
}

interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  markSent(): void;
}

/**
 * Bounds a request: the time until it leaves, since undici calls a proxy that hangs up again and again without an end
 * of its own, and from then on the time until all of its response is here.
 */
function startDeadline(signal: AbortSignal, responseTimeoutMs: number): Deadline {
  const controller = new AbortController();
  const stop = (): void => controller.abort(signal.reason);
  const abortAfter = (delayMs: number, code: string): NodeJS.Timeout =>
    setTimeout(() => controller.abort(Object.assign(new Error(`too late: ${code}`), { code })), delayMs);
  let timer = abortAfter(CONNECT_TIMEOUT_MS + SECOND, 'CONNECT_TIMEOUT');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    signal: controller.signal,
    markSent() {
      clearTimeout(timer);
      timer = abortAfter(responseTimeoutMs, 'RESPONSE_TIMEOUT');
    },
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
  return (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
}
