import type { JsonObject } from '../base/json-object.ts';
import { keyOf } from './list.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';
import { wholeList } from './whole-list.ts';

export const crmIntegrationList = wholeList({
  name: 'crmIntegrations',
  path: '/v2/crm/integrations',
  itemsKey: 'integrations',
  key: ['integrationId'],
});

/** The generic CRM, whose objects are uploaded to Gong: at most one. Salesforce or HubSpot are not among them. */
export class CrmIntegrations extends ListedStream<'crmIntegrations'> {
  readonly name = 'crmIntegrations';
  readonly primaryKey = ['integrationId'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:crm:integrations:read';
  readonly cost = '1 request';
  readonly list = crmIntegrationList;

  override toRecord(integration: JsonObject): JsonObject {
    return { ...integration, integrationId: keyOf(integration['integrationId']) };
  }
}
