import { objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate, type Page } from '../gong/pages.ts';
import { FLOW_OWNERS, FLOWS_KEY, flowsRequest, NOBODY } from './flows.ts';
import { readIds } from './id-batches.ts';
import { idText, parentId, type Parents } from './parent-id.ts';
import { readOnce } from './read-once.ts';
import { ListedStream, type LookUp, type Probe, type ReadRecords } from './stream.ts';
import { userList } from './users.ts';

/** "A maximum of 20 flow IDs may be requested at a time." */
const MOST_IDS = 20;
const USERS_AT_ONCE = 100;
const STREAM = 'flowSteps';
const FLOWS: Parents = { name: 'flows', field: 'id' };

/** The steps of flows, a row each. Fields of a flow and of its steps share names, so those of the flow begin with it. */
export class FlowSteps extends ListedStream<typeof STREAM> {
  readonly name = STREAM;
  readonly primaryKey = ['flowId', 'id'] as const;
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
    this.lookUp = { batchSize: USERS_AT_ONCE, isOneForOne: false, open };
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
  return async function* readSteps(users, signal) {
    const owners = users.map((user) => parentId(gong, FLOW_OWNERS, user)).filter((id) => id !== undefined);
    const lists = await Promise.all(
      owners.map((owner) => readOnce(gong, flowsRequest(owner, workspaceId), FLOWS_KEY, signal)),
    );
    const ids = lists
      .flat()
      .map((flow) => parentId(gong, FLOWS, flow))
      .filter((id) => id !== undefined);
    const left = new Set(ids.filter((id) => asked.size < asked.add(id).size));
    for (const batch of batchesOf([...left])) {
      for await (const { items } of stepsOf(gong, batch, left, signal)) yield items.flatMap(rowsOf);
    }
  };
}

function batchesOf(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / MOST_IDS);
  return Array.from({ length: count }, (_, index) => ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS));
}

/** A flow that has gone meanwhile takes its batch with it, which is halved then until it is alone. */
function stepsOf(
  gong: Gong,
  batch: readonly string[],
  left: Set<string>,
  signal: AbortSignal,
): AsyncIterable<Page> {
  return readIds(batch, {
    async *read(flowIds, attempts) {
      const request: GongRequest = {
        method: 'POST',
        path: '/v2/flows/steps',
        body: { flowIds },
        ...(attempts !== undefined && { attempts }),
      };
      for await (const page of paginate(gong, request, FLOWS_KEY, signal)) {
        for (const { id } of page.items) left.delete(idText(id) ?? '');
        yield page;
      }
    },
    isLeft: (id) => left.has(id),
    async control() {
      for await (const _page of paginate(gong, flowsRequest(NOBODY), FLOWS_KEY, signal)) break;
    },
    leaveOut: (id, { message }) => {
      const text = `The steps of the flow ${id} are left out, since Gong does not give them: ${message}`;
      gong.events.emit('warning', { stream: STREAM, text });
    },
  });
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
