import { parseInstant, type Instant } from '../../../src/base/instant.ts';
import { objectOf, type JsonObject } from '../../../src/base/json-object.ts';
import { SystemError, type ConnectorError } from '../../../src/base/errors.ts';
import type { Gong, GongRequest } from '../../../src/gong/client.ts';
import type { Emitter, GongEvents } from '../../../src/gong/events.ts';
import { quiet } from '../../gong/quiet-gong.ts';
import type { Answer } from '../../gong/scripted-gong.ts';

/** With so few items on a page, lists of some dozens are cut and read in pieces as those of thousands are. */
const PAGE_ITEMS = 10;

/** A call as Gong has it at the moment. */
export interface CallInGong {
  /** As both lists tell it, with `id` and `started`. */
  readonly metaData: JsonObject;
  /** Its parties and its content, which the extensive list alone tells. */
  readonly content: JsonObject;
  /** Undefined while it is not ready. */
  readonly transcript: readonly JsonObject[] | undefined;
}

/** A Gong whose content a test changes between two syncs. */
export class ChangingGong implements Gong {
  readonly baseUrl = 'https://gong.test';
  /** Those of the sync that asks, where somebody listens. */
  events: Emitter<GongEvents> = quiet.events;
  readonly budgetSpent = quiet.budgetSpent;
  readonly requestsPerDay = Infinity;
  readonly requestsLeft = Infinity;
  readonly requestsPerSecond = 1_000;
  readonly concurrency = 2;
  readonly calls = new Map<string, CallInGong>();
  readonly users = new Map<string, JsonObject>();
  readonly reviews = new Map<string, JsonObject>();
  /** Flows, and folders of them, by the address of whose they are. */
  readonly flows = new Map<unknown, readonly JsonObject[]>();
  /** Folders of the library, by their workspace. Without a workspace those of the first one come. */
  readonly folders = new Map<unknown, readonly JsonObject[]>();
  /** Calls that the key does not see: to Gong's answers, they do not exist. */
  readonly hidden = new Set<string>();
  readonly asked: GongRequest[] = [];
  /** With what both lists of calls fail. */
  failureOfCalls: ConnectorError | undefined;
  /** With what the list of workspaces does. */
  failureOfWorkspaces: ConnectorError | undefined;
  #signature = 0;

  async request(request: GongRequest, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    this.asked.push(request);
    const { path } = request;
    if (this.failureOfCalls !== undefined && path.startsWith('/v2/calls')) throw this.failureOfCalls;
    const filter = objectOf(request.query ?? request.body?.['filter']);
    if (path === '/v2/users') return pageOf(request, 'users', [...this.users.values()]);
    if (path.startsWith('/v2/flows')) {
      const owner = filter['flowOwnerEmail'] ?? filter['flowFolderOwnerEmail'];
      return pageOf(request, 'flows', this.flows.get(owner) ?? []);
    }
    if (path === '/v2/workspaces') {
      if (this.failureOfWorkspaces !== undefined) throw this.failureOfWorkspaces;
      const workspaces = [...this.folders.keys()].map((id) => ({ id }));
      return { kind: 'data', body: { workspaces } };
    }
    if (path === '/v2/library/folders') {
      const { workspaceId = [...this.folders.keys()][0] } = filter;
      return { kind: 'data', body: { folders: structuredClone(this.folders.get(workspaceId)) } };
    }
    if (path === '/v2/stats/activity/scorecards') {
      const isInside = within(filter['reviewFromDate'], filter['reviewToDate']);
      const found = [...this.reviews.values()].filter(({ reviewTime }) => isInside(reviewTime));
      return pageOf(request, 'answeredScorecards', found);
    }
    if (path === '/v2/calls/transcript') return pageOf(request, 'callTranscripts', this.#transcripts(filter));
    if (path === '/v2/calls/extensive')
      return pageOf(request, 'calls', this.#found(filter, ({ started }) => started).map(this.#extensive));
    if (path === '/v2/calls') {
      const found = this.#found(filter, ({ started, scheduled }) => scheduled ?? started);
      return pageOf(
        request,
        'calls',
        found.map(({ metaData }) => metaData),
      );
    }
    return this.#single(path);
  }

  /** What it tells of a call now, with addresses that are signed anew each time. */
  readonly #extensive = ({ metaData, content }: CallInGong): JsonObject => {
    this.#signature += 1;
    return { metaData, ...content, media: { audioUrl: `https://media.test/?signature=${this.#signature}` } };
  };

  #found(filter: JsonObject, timeOf: (metaData: JsonObject) => unknown): CallInGong[] {
    const isInside = within(filter['fromDateTime'], filter['toDateTime']);
    const { callIds } = filter;
    return [...this.calls].flatMap(([id, call]) => {
      if (this.hidden.has(id)) return [];
      const isWanted = Array.isArray(callIds) ? callIds.includes(id) : isInside(timeOf(call.metaData));
      return isWanted ? [call] : [];
    });
  }

  #transcripts(filter: JsonObject): JsonObject[] {
    return this.#found(filter, () => undefined).flatMap(({ metaData, transcript }): JsonObject[] =>
      transcript === undefined ? [] : [{ callId: metaData['id'], transcript }],
    );
  }

  #single(path: string): Answer {
    const id = path.slice(path.lastIndexOf('/') + 1);
    const call = this.hidden.has(id) ? undefined : this.calls.get(id);
    if (call !== undefined) return { kind: 'data', body: { call: call.metaData } };
    const text = `Call ID ${id} was not found`;
    return { kind: 'rejected', status: 404, text, error: new SystemError(text) };
  }
}

function within(from: unknown, to: unknown): (time: unknown) => boolean {
  const [first = -Infinity, end = Infinity] = [parseInstant(from), parseInstant(to)];
  return (time) => {
    const instant: Instant = parseInstant(time) ?? Number.NaN;
    return instant >= first && instant < end;
  };
}

/** Each response is made of objects of its own. */
function pageOf({ query, body }: GongRequest, key: string, items: readonly JsonObject[]): Answer {
  if (items.length === 0) return { kind: 'empty' };
  const start = Number(query?.['cursor'] ?? body?.['cursor'] ?? 0);
  const end = start + PAGE_ITEMS;
  const records = { totalRecords: items.length, ...(end < items.length ? { cursor: String(end) } : {}) };
  const page: unknown = structuredClone(items.slice(start, end));
  return { kind: 'data', body: { records, [key]: page } };
}
