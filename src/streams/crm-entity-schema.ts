import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { readMap } from '../gong/read-map.ts';
import { crmIntegrationList } from './crm-integrations.ts';
import { parentId, type Parents } from './parent-id.ts';
import { ListedStream, type LookUp, type Probe, type ReadRecords } from './stream.ts';

const PATH = '/v2/crm/entity-schema';
const ITEMS_KEY = 'objectTypeToSelectedFields';
const INTEGRATIONS: Parents = { name: 'integrations', field: 'integrationId' };
const OBJECT_TYPES = ['ACCOUNT', 'CONTACT', 'DEAL', 'LEAD'];

/** The fields of the generic CRM's objects, a row each. For a company on Salesforce or HubSpot there are none. */
export class CrmEntitySchema extends ListedStream<'crmEntitySchema'> {
  readonly name = 'crmEntitySchema';
  readonly primaryKey = ['integrationId', 'objectType', 'uniqueName'] as const;
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

function open(gong: Gong): ReadRecords {
  return async function* readFields(integrations, signal) {
    for (const integration of integrations) {
      const integrationId = parentId(gong, INTEGRATIONS, integration);
      if (integrationId === undefined) continue;
      for (const objectType of OBJECT_TYPES) {
        const query = { integrationId, objectType };
        const types = await readMap(gong, { method: 'GET', path: PATH, query }, ITEMS_KEY, signal);
        yield Object.entries(types).flatMap(([type, fields]) =>
          (Array.isArray(fields) ? fields : [])
            .filter(isJsonObject)
            .map((field) => toRecord(field, integrationId, type)),
        );
      }
    }
  };
}

function toRecord(field: JsonObject, integrationId: string, objectType: string): JsonObject {
  return { ...field, uniqueName: field['uniqueName'] ?? field['name'], integrationId, objectType };
}
