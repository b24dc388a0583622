import { endOfData } from '../end-of-data.ts';
import type { Endpoint } from '../endpoint.ts';
import { readGiven, readIds, readObject, readTexts } from '../input.ts';
import { instanceOf, instancesOf } from '../prospects.ts';

/** Not stated by Gong. */
const mostIds = 100;

export const flowProspects: Endpoint = {
  method: 'POST',
  path: /^\/v2\/flows\/prospects$/,
  scope: 'api:flows:read',
  answer: ({ body, requestId }, world) => {
    const { company } = world;
    const given = readObject(body, 'body');
    const instanceIds = readIds(given['flowInstanceIds'], 'flowInstanceIds', mostIds);
    if (instanceIds === undefined) readGiven(given['crmProspectsIds'], 'crmProspectsIds');
    const crmIds = readTexts(given['crmProspectsIds'], 'crmProspectsIds', mostIds) ?? [];
    // By prospects only what is not finished comes, by instances everything.
    const found = [
      ...crmIds.flatMap((id) => instancesOf(company, id)).filter(({ isOpen }) => isOpen),
      ...(instanceIds ?? []).map((id) => instanceOf(company, id)).filter((one) => one !== undefined),
    ];
    const end = endOfData(world);
    const prospectsAssigned = found.filter(({ created }) => created <= end).map(({ record }) => record);
    return JSON.stringify({ requestId, prospectsAssigned });
  },
};
