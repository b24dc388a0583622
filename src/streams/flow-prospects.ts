import type { GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import type { List } from './list.ts';
import { asPage } from './read-once.ts';
import { keepProspects } from './seen-prospects.ts';
import { ListedStream, type LookUp, type Probe } from './stream.ts';
import { wholeList } from './whole-list.ts';

const PATH = '/v2/flows/prospects';
const ITEMS_KEY = 'prospectsAssigned';

/** Not stated by Gong; so many ids work elsewhere. */
const IDS_AT_ONCE = 100;

/**
 * To which flows contacts and leads are assigned. Gong tells it by their CRM ids alone, so it is asked for those that
 * come up in the calls and tasks that the same sync reads, when those have been read.
 */
export class FlowProspects extends ListedStream<'flowProspects'> {
  readonly name = 'flowProspects';
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
        yield asPage([...keepProspects(gong)].slice(0, limit).map((crmId) => ({ crmId })));
      },
    });
    this.lookUp = {
      batchSize: IDS_AT_ONCE,
      open(gong) {
        if (limit > 0) keepProspects(gong);
        return async function* readProspects(people, signal) {
          const request = prospectsRequest(people.map(({ crmId }) => String(crmId)));
          for await (const { items } of paginate(gong, request, ITEMS_KEY, signal)) yield items;
        };
      },
    };
  }

  override probe(): Probe {
    return { request: prospectsRequest(['nobody']), itemsKey: ITEMS_KEY, isBlank: true };
  }
}

function prospectsRequest(crmProspectsIds: readonly string[]): GongRequest {
  return { method: 'POST', path: PATH, body: { crmProspectsIds } };
}
