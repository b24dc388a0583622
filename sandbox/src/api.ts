import { text as readAll } from 'node:stream/consumers';
import { failureAnswer, packAnswer, send } from './answer.ts';
import { authenticate, refuseAddress } from './authentication.ts';
import { deliveryOf } from './delivery.ts';
import { preferredEncoding } from './encodings.ts';
import { Failure } from './failure.ts';
import { faultAnswer } from './fault-answer.ts';
import type { Faults } from './faults.ts';
import { forcedAnswer, forcedHeaders } from './forced-answer.ts';
import { holdBack } from './hold-back.ts';
import type { Limits } from './limits.ts';
import { isListed, type OAuth } from './oauth/oauth.ts';
import type { Publication } from './publication.ts';
import type { RequestLog } from './request-log.ts';
import type { Handler } from './server.ts';
import type { Writer } from './writer.ts';

/** What the API keeps count with. */
export interface Counters {
  readonly log: RequestLog;
  readonly limits: Limits;
  readonly faults: Faults;
}

/** What the API answers with. */
interface Means {
  readonly write: Writer;
  readonly publication: Publication;
  readonly oauth: OAuth;
  /** The only addresses from which the API may be used, if there are such. */
  readonly trustedAddresses: readonly string[] | undefined;
  /** Of the request with this number. */
  readonly latencyMilliseconds: (requestNumber: number) => number;
  readonly closing: AbortSignal;
}

/** Responds to API requests: log, credentials, limits and faults when a request arrives, the rest once it was read. */
export function createApi(counters: Counters, means: Means): Handler {
  const write: Writer = (request) =>
    means.write(request).catch((error: unknown) => {
      // A closing sandbox has nobody to answer; otherwise the thread broke, which must not look like a bad network.
      means.closing.throwIfAborted();
      const failure = new Failure(500, [`Defect of the sandbox: ${String(error)}`]);
      return packAnswer(failureAnswer(failure, request.requestId), request.encoding);
    });
  return async ({ request, response, url, atMilliseconds }) => {
    const path = url.pathname;
    const method = request.method ?? 'GET';
    const query = Object.fromEntries(url.searchParams);
    const record = counters.log.add({ method, path, query, atMilliseconds });
    const admission = authenticate(request.headers.authorization, (token) =>
      means.oauth.admit(token, request),
    );
    const { scopes } = admission;
    const refusal =
      (isListed(request, means.trustedAddresses) ? admission.refusal : refuseAddress()) ??
      counters.limits.admit(atMilliseconds);
    const hitAtOnce = counters.faults.arrived(path);
    const bodyText = await readAll(request);
    record.body = parseLeniently(bodyText);
    const text = `${JSON.stringify(query)} ${bodyText}`;
    const fault = counters.faults.read({ path, text, hasCursor: hasCursor(query, record.body) }) ?? hitAtOnce;
    const latency = means.latencyMilliseconds(record.number);
    await holdBack(response, latency, fault, means.closing);
    if (fault?.reset === true) {
      response.destroy();
      return;
    }
    const requestId = `sandbox${record.number.toString(36).padStart(12, '0')}`;
    const encoding = preferredEncoding(request.headers['accept-encoding']);
    const short = (fault && faultAnswer(fault, requestId)) ?? (refusal && failureAnswer(refusal, requestId));
    const contentType = request.headers['content-type'];
    const published = means.publication.current();
    const routed = {
      path,
      method,
      query,
      contentType,
      bodyText,
      requestId,
      fault,
      encoding,
      published,
      scopes,
    };
    const answer =
      forcedAnswer(fault?.answer) ??
      (await (short === undefined ? write(routed) : packAnswer(short, encoding)));
    record.status = answer.status;
    const headers = {
      ...answer.headers,
      'x-traceid': requestId,
      'x-gong-service-version': 'sandbox',
      ...forcedHeaders(fault?.answer),
    };
    await send(response, { ...answer, headers }, (length) => deliveryOf(fault, length, means.closing));
  };
}

function hasCursor(query: Readonly<Record<string, string>>, body: unknown): boolean {
  if (query['cursor'] !== undefined) return true;
  return typeof body === 'object' && body !== null && 'cursor' in body && typeof body.cursor === 'string';
}

function parseLeniently(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
