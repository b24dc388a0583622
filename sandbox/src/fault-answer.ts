import { failureAnswer, type Answer } from './answer.ts';
import { Failure } from './failure.ts';
import type { Fault } from './faults.ts';

const texts: Readonly<Record<number, string>> = {
  429: 'API request limit exceeded',
  500: 'Internal server error occurred',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

/** The answer a fault forces; undefined for faults that only spoil the delivery of the ordinary answer. */
export function faultAnswer(fault: Fault, requestId: string): Answer | undefined {
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  if (fault.html === true) {
    const text = '<!DOCTYPE html><html><head><title>Gong</title></head><body>Please sign in</body></html>\n';
    return { status: fault.status ?? 200, text, contentType: 'text/html;charset=UTF-8', headers };
  }
  if (fault.malformed === true) {
    return { status: 200, text: `{"requestId":"${requestId}","records":{"totalRec`, headers };
  }
  if (fault.wrongShape === true) {
    return { status: 200, text: '{"status":"ok","result":{"items":[]}}', headers };
  }
  if (fault.status === undefined) return undefined;
  const errors = fault.errors ?? [texts[fault.status] ?? 'An error has occurred'];
  return failureAnswer(new Failure(fault.status, errors, headers), requestId);
}
