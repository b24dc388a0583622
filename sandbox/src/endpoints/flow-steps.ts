import { endOfData } from '../end-of-data.ts';
import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { flowCreated, flowDetails, flowIds, flowSteps as stepsOf } from '../flows.ts';
import { readGiven, readIds, readObject } from '../input.ts';

/** "A maximum of 20 flow IDs may be requested at a time." */
const mostFlowIds = 20;

export const flowSteps: Endpoint = {
  method: 'POST',
  path: /^\/v2\/flows\/steps$/,
  scope: 'api:flows:read',
  answer: ({ body, requestId }, world) => {
    const given = readGiven(readObject(body, 'body')['flowIds'], 'flowIds');
    const ids = readIds(given, 'flowIds', mostFlowIds) ?? [];
    const found = ids
      .map((id) => flowIds(world.company, 'flow').decode(id))
      .filter((flow) => flow !== undefined)
      .filter((flow) => flowCreated(world.company, 'flow', flow) <= endOfData(world));
    // One that has gone takes the others with it.
    if (found.length < ids.length) throw new Failure(404, ['One or more flows not found']);
    const flows = found.map((flow) => ({
      ...flowDetails(world.company, flow),
      steps: stepsOf(world.company, flow),
    }));
    return JSON.stringify({ requestId, flows });
  },
};
