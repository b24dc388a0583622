import { setImmediate as turn } from 'node:timers/promises';
import { SystemError, TransientError } from '../../src/errors.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import { parseInstant } from '../../src/instant.ts';
import { isJsonObject, type JsonObject } from '../../src/json-object.ts';
import { quiet } from '../gong/quiet-gong.ts';
import type { Answer } from '../gong/scripted-gong.ts';
import type { Call } from './call-world.ts';
import { below } from './random.ts';

export interface GongPlan {
  readonly pageSize: number;
  /** Cursors that Gong does not take. */
  readonly expiries: number;
  readonly saysTotal: boolean;
  /** Whether a page may begin with the last item of the one before it, as when a list grows at its start. */
  readonly isShifting: boolean;
  /** The number of the request from which on the late calls are listed; without it they always were. */
  readonly publishesAt?: number;
}

/** One of the few calls that Gong may publish while a sync runs. */
export function isLate({ record }: Call): boolean {
  return Number(record.id) % 40 === 0;
}

export interface ListedGong extends Gong {
  readonly asked: GongRequest[];
}

/** A Gong that lists these calls in this order, `wait` before each answer. `onRequest` is called with the number of each, and may throw. */
export function listedGong(
  calls: readonly Call[],
  { pageSize, expiries, saysTotal, isShifting, publishesAt = 0 }: GongPlan,
  random: () => number,
  wait: () => Promise<void>,
  onRequest: (count: number) => void,
): ListedGong {
  const asked: GongRequest[] = [];
  let expired = 0;
  return {
    ...quiet,
    asked,
    async request(request, signal) {
      signal.throwIfAborted();
      asked.push(request);
      const count = asked.length;
      await wait();
      signal.throwIfAborted();
      onRequest(count);
      const [cursor, seesLate] = cursorOf(request) ?? [0, count >= publishesAt];
      if (cursor > 0 && expired < expiries && random() < 0.2) {
        expired += 1;
        return random() < 0.5 ? { kind: 'empty' } : refusal('cursor has expired');
      }
      const { key, items } = listOf(seesLate ? calls : calls.filter((call) => !isLate(call)), request);
      if (items.length === 0)
        return random() < 0.5 ? { kind: 'empty' } : answer(key, [], { totalRecords: 0 });
      const end = cursor + pageSize;
      const start = isShifting && key === 'calls' && cursor > 0 && random() < 0.3 ? cursor - 1 : cursor;
      const records = {
        ...(saysTotal ? { totalRecords: items.length } : {}),
        ...(end < items.length ? { cursor: `${end} ${seesLate}` } : {}),
      };
      return answer(key, items.slice(start, end), records);
    },
  };
}

/** Takes some time: none, a few microtasks or a few turns of the event loop, now and then many. */
export async function pass(random: () => number, onStep: () => void): Promise<void> {
  const kind = random();
  for (let left = below(kind < 0.95 ? 6 : 30, random); left > 0; left -= 1) {
    onStep();
    await (kind < 0.4 ? Promise.resolve() : turn());
  }
}

/** What a failing request rejects with in the end. */
export function outOfRetries(): TransientError {
  return new TransientError('Gong could not answer');
}

function listOf(calls: readonly Call[], request: GongRequest): { key: string; items: JsonObject[] } {
  const filter = filterOf(request);
  if (request.path === '/v2/calls/transcript') {
    const ids = new Set(Array.isArray(filter['callIds']) ? filter['callIds'] : []);
    const found = calls.filter(({ record, hasTranscript }) => hasTranscript && ids.has(record.id));
    return {
      key: 'callTranscripts',
      items: found.map(({ record }) => ({ callId: record.id, transcript: [] })),
    };
  }
  const [from, to] = [parseInstant(filter['fromDateTime']), parseInstant(filter['toDateTime'])];
  if (from === undefined || to === undefined || from >= to)
    throw new SystemError('a window without an inside');
  const isInside = (instant: number): boolean => instant >= from && instant < to;
  if (request.path === '/v2/calls') {
    const found = calls.filter(({ filed }) => filed.some((instant) => isInside(instant)));
    return { key: 'calls', items: found.map(({ record }) => ({ ...record })) };
  }
  const found = calls.filter(({ started }) => isInside(started));
  return { key: 'calls', items: found.map(({ record }) => ({ metaData: { ...record }, parties: [] })) };
}

function filterOf({ query, body }: GongRequest): JsonObject {
  if (query !== undefined) return query;
  return isJsonObject(body?.['filter']) ? body['filter'] : {};
}

/** Where a walk has come to, and whether it sees late calls: it goes through the list that it began with. */
function cursorOf({ query, body }: GongRequest): readonly [number, boolean] | undefined {
  const cursor = query?.['cursor'] ?? body?.['cursor'];
  if (typeof cursor !== 'string') return undefined;
  const [place, seesLate] = cursor.split(' ');
  return [Number(place), seesLate === 'true'];
}

function answer(key: string, items: readonly JsonObject[], records: object): Answer {
  return { kind: 'data', body: { requestId: 'r', records, [key]: items } };
}

function refusal(text: string): Answer {
  return { kind: 'rejected', status: 400, text, error: new SystemError(text) };
}
