import { callOutcomes as all } from '../call-outcomes.ts';
import type { Endpoint } from '../endpoint.ts';

export const callOutcomes: Endpoint = {
  method: 'GET',
  path: /^\/v2\/call-outcomes$/,
  scope: 'api:call-outcomes:read',
  answer: ({ requestId }, { company }) => JSON.stringify({ requestId, outcomes: all(company) }),
};
