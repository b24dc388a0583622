import { objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate, type Page } from '../gong/pages.ts';
import { ByParents, type PageOfParent } from './by-parents.ts';
import { FLOW_OWNERS, FLOWS_KEY, flowsRequest, NOBODY } from './flows.ts';
import { IdBatches, type BatchReader } from './id-batches.ts';
import { idText, parentId, type Parents } from './parent-id.ts';
import { readShared } from './read-once.ts';
import { CHANGED_AT, ListedStream, type LookUp, type Probe, type ReadRecords } from './stream.ts';
import { userList } from './users.ts';

/** "A maximum of 20 flow IDs may be requested at a time." */
const MOST_IDS = 20;
const USERS_AT_ONCE = 100;
/** What came of these may tell how to go on. */
const OWNERS_AT_ONCE = 10;
const STREAM = 'flowSteps';
const FLOWS: Parents = { name: 'flows', field: 'id' };

/** The steps of flows, a row each. Fields of a flow and of its steps share names, so those of the flow begin with it. */
export class FlowSteps extends ListedStream<typeof STREAM> {
  readonly name = STREAM;
  readonly primaryKey = ['flowId', 'id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:flows:read';
  override readonly parentScopes = ['api:users:read'];
  readonly cost = `1 request for ${MOST_IDS} flows, 1 a user unless flows is read as well, and the list of users`;
  override readonly isOneForOne = false;
  readonly list = userList;
  override readonly lookUp: LookUp;

  /** With a workspace, the steps of its flows alone. */
  constructor(workspaceId?: string) {
    super();
    const open = (gong: Gong): ReadRecords => openSteps(gong, workspaceId);
    this.lookUp = { batchSize: USERS_AT_ONCE, open };
  }

  override probe(): Probe {
    return { request: flowsRequest(NOBODY), itemsKey: FLOWS_KEY, isBlank: true };
  }

  override get endpoint(): string {
    return 'POST /v2/flows/steps';
  }
}

function openSteps(gong: Gong, workspaceId: string | undefined): ReadRecords {
  const asked = new Set<string>();
  const idBatches = new IdBatches();
  const byOwners = new ByParents<string>({
    gong,
    stream: STREAM,
    isShared: true,
    nameOf: (owner) => owner,
    request: (owner) => flowsRequest(owner, workspaceId),
    read: (request, _owner, signal) => readShared(gong, request, FLOWS_KEY, signal),
  });
  const newIds = ({ page }: PageOfParent<string>): string[] => {
    const ids = page.items
      .map((flow) => parentId(gong, STREAM, FLOWS, flow))
      .filter((id) => id !== undefined);
    return ids.filter((id) => asked.size < asked.add(id).size);
  };
  async function* readSteps(ids: readonly string[], signal: AbortSignal) {
    const left = new Set(ids);
    const reader = readerOf(gong, left, signal);
    for (const batch of batchesOf(ids, MOST_IDS)) {
      for await (const { items } of idBatches.read(batch, reader)) yield items.flatMap(rowsOf);
    }
  }
  async function* readOfUsers(users: readonly JsonObject[], signal: AbortSignal) {
    const owners = users
      .map((user) => parentId(gong, STREAM, FLOW_OWNERS, user))
      .filter((id) => id !== undefined);
    const ids: string[] = [];
    for (const some of batchesOf(owners, OWNERS_AT_ONCE)) {
      const lists = await Promise.all(some.map((owner) => allOf(byOwners.read(owner, signal))));
      ids.push(...lists.flat().flatMap(newIds));
    }
    yield* readSteps(ids, signal);
  }
  async function* end(signal: AbortSignal) {
    const pages = await allOf(byOwners.end(signal));
    yield* readSteps(pages.flatMap(newIds), signal);
  }
  return Object.assign(readOfUsers, { end });
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function batchesOf(ids: readonly string[], size: number): string[][] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, index) => ids.slice(index * size, (index + 1) * size));
}

function stepsRequest(flowIds: readonly string[]): GongRequest {
  return { method: 'POST', path: '/v2/flows/steps', body: { flowIds } };
}

/** A flow that has gone meanwhile takes its batch with it, which is halved then until it is alone. */
function readerOf(gong: Gong, left: Set<string>, signal: AbortSignal): BatchReader<Page> {
  return {
    async *read(flowIds, attemptsAt) {
      const request = { ...stepsRequest(flowIds), ...(attemptsAt !== undefined && { attemptsAt }) };
      for await (const page of paginate(gong, request, FLOWS_KEY, signal)) {
        for (const { id } of page.items) left.delete(idText(id) ?? '');
        yield page;
      }
    },
    isLeft: (id) => left.has(id),
    isControlElsewhere: true,
    async control(served) {
      const request = served === undefined ? flowsRequest(NOBODY) : stepsRequest([served]);
      for await (const _page of paginate(gong, request, FLOWS_KEY, signal)) break;
    },
    leaveOut: (id, { message }) => {
      const text = `The steps of the flow ${id} are left out, since Gong does not give them: ${message}`;
      gong.events.emit('warning', { stream: STREAM, text });
    },
  };
}

function rowsOf({ steps, ...flow }: JsonObject): JsonObject[] {
  const added = Object.fromEntries(
    Object.entries(flow).map(([name, value]) => [
      `flow${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
  return objectsOf(steps).map((step) => ({ ...step, ...added }));
}
