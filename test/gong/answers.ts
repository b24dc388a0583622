import type { ConnectorError } from '../../src/errors.ts';
import { readAnswer, type Reading } from '../../src/gong/reading.ts';
import type { HttpAnswer } from '../../src/gong/transport.ts';

export const asked = { endpoint: 'GET /v2/calls', baseUrl: 'https://api.gong.io' };

/** Reads an answer to GET /v2/calls. */
export function read(answer: Partial<HttpAnswer>): Reading {
  const complete = {
    status: 200,
    contentType: 'application/json',
    retryAfter: undefined,
    body: '{}',
    ...answer,
  };
  return readAnswer(complete, asked, 0);
}

/** Gong's error envelope. */
export function failed(status: number, ...errors: readonly unknown[]): Partial<HttpAnswer> {
  return { status, body: JSON.stringify({ requestId: 'abc', errors }) };
}

/** The error of a reading that has one. */
export function errorOf(reading: Reading): ConnectorError {
  if ('error' in reading) return reading.error;
  throw new Error(`a reading of the kind "${reading.kind}" has no error`);
}
