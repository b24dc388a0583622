import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { failureAnswer, send, type Answer } from './answer.ts';
import { authenticate } from './authentication.ts';
import { Failure } from './failure.ts';
import { faultAnswer } from './fault-answer.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { RequestLog } from './request-log.ts';
import { createRouter, type RoutedRequest } from './router.ts';
import type { World } from './world.ts';

/** What the API keeps count with. */
export interface Counters {
  readonly log: RequestLog;
  readonly limits: Limits;
  readonly faults: Faults;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Answers API requests: log, credentials, limits and faults when a request arrives, the rest once it was read. */
export function createApi(world: World, counters: Counters, closing: AbortSignal): Handler {
  const route = createRouter(world);
  const { latencyMilliseconds } = world.company.settings;
  return async (request, response, url) => {
    const path = url.pathname;
    const method = request.method ?? 'GET';
    const query = Object.fromEntries(url.searchParams);
    const record = counters.log.add(method, path, query);
    const refusal = authenticate(request.headers.authorization) ?? counters.limits.admit();
    const fault = counters.faults.next(path);
    const bodyText = await readAll(request);
    record.body = parseLeniently(bodyText);
    const pause = latencyMilliseconds + (fault?.slowMilliseconds ?? 0);
    if (pause > 0) await wait(pause, undefined, { signal: closing });
    if (fault?.reset === true) {
      response.destroy();
      return;
    }
    const requestId = `sandbox${record.number.toString(36).padStart(12, '0')}`;
    const contentType = request.headers['content-type'];
    const answer =
      (fault && faultAnswer(fault, requestId)) ??
      decide(route, { path, method, query, contentType, bodyText, requestId }, refusal);
    record.status = answer.status;
    const headers = { ...answer.headers, 'x-traceid': requestId, 'x-gong-service-version': 'sandbox' };
    await send(request, response, { ...answer, headers }, fault?.truncate);
  };
}

function decide(
  route: (request: RoutedRequest) => string,
  request: RoutedRequest,
  refusal: Failure | undefined,
): Answer {
  try {
    if (refusal !== undefined) throw refusal;
    return { status: 200, text: route(request) };
  } catch (error) {
    const failure =
      error instanceof Failure ? error : new Failure(500, [`Defect of the sandbox: ${String(error)}`]);
    return failureAnswer(failure, request.requestId);
  }
}

function parseLeniently(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
