import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { FLOWS_KEY, flowsRequest, NOBODY as NO_OWNER } from './flows.ts';
import { IdBatches } from './id-batches.ts';
import type { List } from './list.ts';
import { asPage } from './read-once.ts';
import { keepProspects } from './seen-prospects.ts';
import { ListedStream, type LookUp, type Probe } from './stream.ts';
import { wholeList } from './whole-list.ts';

const STREAM = 'flowProspects';
const PATH = '/v2/flows/prospects';
const ITEMS_KEY = 'prospectsAssigned';

const NOBODY = 'nobody';

/** Not stated by Gong; so many ids work elsewhere. */
const IDS_AT_ONCE = 100;

/**
 * To which flows contacts and leads are assigned. Gong tells it by their CRM ids alone, so it is asked for those that
 * come up in the calls and tasks that the same sync reads, when those have been read.
 */
export class FlowProspects extends ListedStream<typeof STREAM> {
  readonly name = STREAM;
  readonly primaryKey = ['flowInstanceId'] as const;
  readonly scope = 'api:flows:read';
  readonly cost = '1 request for 100 contacts and leads, up to flow_prospects_limit; none without it';
  override readonly cursorField = 'flowInstanceCreateDate';
  override readonly isReadLast = true;
  override readonly isOneForOne = false;
  readonly list: List;
  override readonly lookUp: LookUp;

  /** `limit` is the most ids that a sync asks for. */
  constructor(limit: number) {
    super();
    this.list = wholeList({
      name: this.name,
      path: PATH,
      itemsKey: ITEMS_KEY,
      key: ['crmId'],
      async *pages(gong) {
        const ids = [...keepProspects(gong)];
        if (ids.length > limit && limit > 0)
          gong.events.emit('warning', { stream: STREAM, text: limitText(ids.length, limit) });
        yield asPage(ids.slice(0, limit).map((crmId) => ({ crmId })));
      },
    });
    this.lookUp = {
      batchSize: IDS_AT_ONCE,
      open(gong) {
        if (limit > 0) keepProspects(gong);
        const batches = new IdBatches();
        return (people, signal) => readProspects(gong, people, batches, signal);
      },
    };
  }

  override probe(): Probe {
    return { request: prospectsRequest([NOBODY]), itemsKey: ITEMS_KEY, isBlank: true };
  }
}

/** One id that Gong does not take would spoil the whole request. */
async function* readProspects(
  gong: Gong,
  people: readonly JsonObject[],
  batches: IdBatches,
  signal: AbortSignal,
) {
  const left = new Set(people.map(({ crmId }) => String(crmId)));
  const pages = batches.read([...left], {
    async *read(ids, attemptsAt) {
      const request = { ...prospectsRequest(ids), ...(attemptsAt !== undefined && { attemptsAt }) };
      yield* paginate(gong, request, ITEMS_KEY, signal);
      for (const id of ids) left.delete(id);
    },
    isLeft: (id) => left.has(id),
    isControlElsewhere: true,
    async control(served) {
      const some =
        served === undefined
          ? paginate(gong, flowsRequest(NO_OWNER), FLOWS_KEY, signal)
          : paginate(gong, prospectsRequest([served]), ITEMS_KEY, signal);
      for await (const _page of some) break;
    },
    leaveOut: (id, { message }) => {
      const text = `The flows of the contact or lead ${id} are left out, since Gong does not give them: ${message}`;
      gong.events.emit('warning', { stream: STREAM, text });
    },
  });
  for await (const { items } of pages) yield items;
}

function limitText(count: number, limit: number): string {
  return `The calls and tasks of this sync name ${count} contacts and leads, and flowProspects was read for the first ${limit} of them. Raise flow_prospects_limit for more.`;
}

function prospectsRequest(crmProspectsIds: readonly string[]): GongRequest {
  return { method: 'POST', path: PATH, body: { crmProspectsIds } };
}
