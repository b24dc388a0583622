import { setImmediate as turn } from 'node:timers/promises';
import { SystemError, TransientError } from '../../src/base/errors.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import { parseInstant } from '../../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import { quiet } from '../gong/quiet-gong.ts';
import type { Answer } from '../gong/scripted-gong.ts';
import type { Call } from './call-world.ts';
import { below } from './random.ts';

/** What Gong says of how many items a list has. */
export type CountPlan = 'right' | 'missing' | 'zero' | 'half' | 'double' | 'one more' | 'huge' | 'at random';

/** What one answer is in place of the right one. */
export type OddAnswer =
  | 'without cursor'
  | 'empty without cursor'
  | 'one cursor too many'
  | 'an empty page'
  | 'nothing found';

export interface GongPlan {
  readonly pageSize: number;
  /** Cursors that Gong does not take. */
  readonly expiries: number;
  readonly count: CountPlan;
  /** Whether a page may begin with the last item of the one before it, as when a list grows at its start. */
  readonly isShifting: boolean;
  /** Whether pages in the middle may hold fewer items than others. */
  readonly hasShortPages: boolean;
  /** The number of the request from which on the late calls are listed; without it they always were. */
  readonly publishesAt?: number;
  /** The number of the request from which on the deleted calls are gone, also from lists that are being read. */
  readonly deletesAt?: number;
  /** The first page of a list of calls from this request on is answered so. */
  readonly odd?: { readonly at: number; readonly answer: OddAnswer };
  /** Whether the last page of each list has a cursor, behind which nothing is found. */
  readonly hasCursorTooMany?: boolean;
  /** Whether the list of extensive calls lacks a part of the calls. */
  readonly lacksExtensive?: boolean;
  /** The number of the request from which on extensive calls are refused. */
  readonly refusesExtensiveAt?: number;
}

/** One of the few calls that Gong may publish while a sync runs. */
export function isLate({ record }: Call): boolean {
  return Number(record.id) % 40 === 0;
}

/** One of the few calls that are deleted while a sync runs. */
export function isDeleted({ record }: Call): boolean {
  return Number(record.id) % 37 === 1;
}

/** One of the calls of which the extensive list knows nothing, where it lacks some. */
export function isLacking({ record }: Call): boolean {
  return Number(record.id) % 3 === 0;
}

export interface ListedGong extends Gong {
  readonly asked: GongRequest[];
}

export interface ListedGongOptions {
  /** In the order of Gong's list. */
  readonly calls: readonly Call[];
  readonly plan: GongPlan;
  readonly random: () => number;
  /** Before each answer. */
  readonly wait: () => Promise<void>;
  /** Called with the number of each request; may throw. */
  readonly onRequest: (count: number) => void;
  readonly concurrency: () => number;
  readonly requestsPerSecond: number;
  readonly budget: number;
}

/** A Gong that lists these calls. */
export function listedGong(options: ListedGongOptions): ListedGong {
  const { calls, plan, random, wait, onRequest, concurrency, requestsPerSecond, budget } = options;
  const { pageSize, expiries, isShifting, hasShortPages, publishesAt = 0, deletesAt = Infinity, odd } = plan;
  const asked: GongRequest[] = [];
  let expired = 0;
  let wasOdd = false;
  return {
    ...quiet,
    baseUrl: 'https://gong.test',
    requestsPerSecond,
    asked,
    get concurrency() {
      return concurrency();
    },
    get requestsLeft() {
      return budget - asked.length;
    },
    async request(request, signal) {
      signal.throwIfAborted();
      if (asked.length >= budget) throw quiet.budgetSpent();
      asked.push(request);
      const count = asked.length;
      await wait();
      signal.throwIfAborted();
      onRequest(count);
      if (request.path === '/v2/calls/extensive' && count >= (plan.refusesExtensiveAt ?? Infinity))
        return refusal("You don't have permission to use 'api:calls:read:extensive'");
      const [cursor, seesLate] = cursorOf(request) ?? [0, count >= publishesAt];
      if (cursor > 0 && expired < expiries && random() < 0.2) {
        expired += 1;
        // Behind a wrong count it could be the end of the list as well.
        const isKnown = plan.count === 'right' || plan.count === 'missing';
        return isKnown && random() < 0.5 ? { kind: 'empty' } : refusal('cursor has expired');
      }
      const isVisible = (call: Call): boolean =>
        (seesLate || !isLate(call)) && (count < deletesAt || !isDeleted(call));
      const { key, found, itemOf } = listOf(calls, request, plan);
      const listed = found.filter(isVisible);
      if (listed.length === 0)
        return random() < 0.5 ? { kind: 'empty' } : answer(key, [], { totalRecords: 0 });
      if (cursor >= listed.length) return { kind: 'empty' };
      const isShort = hasShortPages && random() < 0.3;
      const end = cursor + (isShort ? 1 + below(pageSize, random) : pageSize);
      const start = isShifting && key === 'calls' && cursor > 0 && random() < 0.3 ? cursor - 1 : cursor;
      const hasNext = end < listed.length || plan.hasCursorTooMany === true;
      const next = hasNext ? { cursor: `${end} ${seesLate}` } : {};
      const total = { totalRecords: countOf(listed.length, plan.count, random) };
      const right = { items: listed.slice(start, end).map(itemOf), records: { ...total, ...next } };
      if (odd === undefined || wasOdd || count < odd.at) return answer(key, right.items, right.records);
      wasOdd = true;
      if (odd.answer === 'nothing found') return { kind: 'empty' };
      const { items: shown, records } = oddly(right, odd.answer, total, `${cursor} ${seesLate} again`);
      return answer(key, shown, records);
    },
  };
}

interface Shown {
  readonly items: readonly JsonObject[];
  readonly records: object;
}

/** `again` is a cursor that leads to this very page. */
function oddly({ items, records }: Shown, odd: OddAnswer, total: object, again: string): Shown {
  if (odd === 'without cursor') return { items, records: total };
  if (odd === 'empty without cursor') return { items: [], records: total };
  if (odd === 'an empty page') return { items: [], records: { ...total, cursor: again } };
  return 'cursor' in records ? { items, records } : { items, records: { ...total, cursor: '1000000 true' } };
}

function countOf(count: number, plan: CountPlan, random: () => number): number | undefined {
  const counts: Readonly<Record<CountPlan, number | undefined>> = {
    right: count,
    missing: undefined,
    zero: 0,
    half: Math.floor(count / 2),
    double: count * 2,
    'one more': count + 1,
    huge: 1_000_000,
    'at random': below(3 * count, random),
  };
  return counts[plan];
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

/** The calls of a list, and how it shows each: only those of one page are asked for. */
interface FoundList {
  readonly key: string;
  readonly found: readonly Call[];
  itemOf(this: void, call: Call): JsonObject;
}

function listOf(calls: readonly Call[], request: GongRequest, plan: GongPlan): FoundList {
  const filter = filterOf(request);
  if (request.path === '/v2/calls/transcript') {
    const ids = new Set(Array.isArray(filter['callIds']) ? filter['callIds'] : []);
    const found = calls.filter(({ record, hasTranscript }) => hasTranscript && ids.has(record.id));
    return { key: 'callTranscripts', found, itemOf: ({ record }) => ({ callId: record.id, transcript: [] }) };
  }
  const [from, to] = [parseInstant(filter['fromDateTime']), parseInstant(filter['toDateTime'])];
  if (from === undefined || to === undefined || from >= to)
    throw new SystemError('a window without an inside');
  const isInside = (instant: number): boolean => instant >= from && instant < to;
  if (request.path === '/v2/calls') {
    const found = calls.filter(({ filed }) => filed.some((instant) => isInside(instant)));
    return { key: 'calls', found, itemOf: ({ record }) => ({ ...record }) };
  }
  const found = calls.filter((call) => isInside(call.started) && !(plan.lacksExtensive && isLacking(call)));
  return { key: 'calls', found, itemOf: ({ record }) => ({ metaData: { ...record }, parties: [] }) };
}

function filterOf({ query, body }: GongRequest): JsonObject {
  if (query !== undefined) return query;
  return isJsonObject(body?.['filter']) ? body['filter'] : {};
}

/** Where a cursor has come to, and whether it sees late calls: it goes through the list that it began with. */
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
