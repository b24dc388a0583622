import { objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { readMap } from '../gong/read-map.ts';
import { ByParents, type PageOfParent } from './by-parents.ts';
import { crmIntegrationList } from './crm-integrations.ts';
import { parentId, type Parents } from './parent-id.ts';
import { asPage } from './read-once.ts';
import { CHANGED_AT, ListedStream, type LookUp, type Probe, type ReadRecords } from './stream.ts';

const STREAM = 'crmEntitySchema';
const PATH = '/v2/crm/entity-schema';
const ITEMS_KEY = 'objectTypeToSelectedFields';
const INTEGRATIONS: Parents = { name: 'integrations', field: 'integrationId' };
const OBJECT_TYPES = ['ACCOUNT', 'CONTACT', 'DEAL', 'LEAD'];

/** The fields of the generic CRM's objects, a row each. For a company on Salesforce or HubSpot there are none. */
export class CrmEntitySchema extends ListedStream<typeof STREAM> {
  readonly name = STREAM;
  readonly primaryKey = ['integrationId', 'objectType', 'uniqueName'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:crm:schema';
  override readonly parentScopes = ['api:crm:integrations:read'];
  readonly cost = '4 requests, and the list of integrations; 1 where there is none';
  override readonly isOneForOne = false;
  readonly list = crmIntegrationList;
  override readonly lookUp: LookUp = { batchSize: 1, open };

  override probe(): Probe {
    const query = { integrationId: '0', objectType: 'ACCOUNT' };
    return { request: { method: 'GET', path: PATH, query }, itemsKey: ITEMS_KEY, isBlank: true };
  }
}

interface FieldsOf {
  readonly integrationId: string;
  readonly objectType: string;
}

function open(gong: Gong): ReadRecords {
  const byTypes = new ByParents<FieldsOf>({
    gong,
    stream: STREAM,
    nameOf: ({ integrationId, objectType }) => `${objectType} in integration ${integrationId}`,
    request: (query) => ({ method: 'GET', path: PATH, query: { ...query } }),
    async *read(request, _parent, signal) {
      const types = await readMap(gong, request, ITEMS_KEY, signal);
      yield asPage(Object.entries(types).map(([objectType, fields]) => ({ objectType, fields })));
    },
  });
  async function* records(pages: AsyncIterable<PageOfParent<FieldsOf>>) {
    for await (const { parent, page } of pages) {
      yield page.items.flatMap(({ objectType, fields }) =>
        objectsOf(fields).map((field) => toRecord(field, parent.integrationId, objectType)),
      );
    }
  }
  async function* readFields(integrations: readonly JsonObject[], signal: AbortSignal) {
    for (const integration of integrations) {
      const integrationId = parentId(gong, STREAM, INTEGRATIONS, integration);
      if (integrationId === undefined) continue;
      for (const objectType of OBJECT_TYPES) {
        yield* records(byTypes.read({ integrationId, objectType }, signal));
      }
    }
  }
  return Object.assign(readFields, { end: (signal: AbortSignal) => records(byTypes.end(signal)) });
}

function toRecord(field: JsonObject, integrationId: string, objectType: unknown): JsonObject {
  return { ...field, uniqueName: field['uniqueName'] ?? field['name'], integrationId, objectType };
}
