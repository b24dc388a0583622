import type { ConnectorError } from '../../src/base/errors.ts';
import { readResponse, type Outcome, type RequestInfo } from '../../src/gong/outcome.ts';
import type { HttpResponse } from '../../src/gong/transport.ts';

export const info: RequestInfo = {
  endpoint: 'GET /v2/calls',
  baseUrl: 'https://api.gong.io',
  isProven: false,
  signedWith: 'access key',
};

/** Reads a response of GET /v2/calls; by default the first of all. */
export function read(answer: Partial<HttpResponse>, changes: Partial<RequestInfo> = {}): Outcome {
  const complete = {
    status: 200,
    contentType: 'application/json',
    retryAfter: undefined,
    date: undefined,
    body: '{}',
    ...answer,
  };
  return readResponse(complete, { ...info, ...changes }, 0);
}

/** Gong's error envelope. */
export function failed(status: number, ...errors: readonly unknown[]): Partial<HttpResponse> {
  return { status, body: JSON.stringify({ requestId: 'abc', errors }) };
}

/** The error of a outcome that has one. */
export function errorOf(outcome: Outcome): ConnectorError {
  if ('error' in outcome) return outcome.error;
  throw new Error(`a outcome of the kind "${outcome.kind}" has no error`);
}
