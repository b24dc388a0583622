import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { integrationIds, integrations, objectTypes, schemaFields } from '../generic-crm.ts';
import { readChoice, readId } from '../input.ts';

/** Of the generic CRM alone, whose objects are uploaded; companies on Salesforce or HubSpot have none here. */
export const crmIntegrations: Endpoint = {
  method: 'GET',
  path: /^\/v2\/crm\/integrations$/,
  scope: 'api:crm:integrations:read',
  answer: ({ requestId }, { company }) =>
    `{"requestId":"${requestId}","integrations":[${integrations(company).join(',')}]}`,
};

export const crmEntitySchema: Endpoint = {
  method: 'GET',
  path: /^\/v2\/crm\/entity-schema$/,
  scope: 'api:crm:schema',
  answer: ({ requestId, query }, { company }) => {
    const integration = integrationIds(company).decode(readId(query['integrationId'], 'integrationId'));
    // The document has no 404 here.
    if (integration === undefined) throw new Failure(400, ['integrationId: integration not found']);
    // Required, it says, and that all types come without it.
    const wanted = readChoice(query['objectType'], 'objectType', objectTypes);
    const found = objectTypes
      .filter((type) => wanted === undefined || type === wanted)
      .map((type) => [type, schemaFields(company, integration, type)] as const);
    // What stands for a type without fields is not documented: no key is the hardest on a client.
    const selected = Object.fromEntries(found.filter(([, fields]) => fields.length > 0));
    return JSON.stringify({ requestId, objectTypeToSelectedFields: selected });
  },
};
