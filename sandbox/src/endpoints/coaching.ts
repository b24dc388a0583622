import { coachingOf, coachingUser } from '../coaching.ts';
import type { Endpoint } from '../endpoint.ts';
import { orderly, readGiven, readId, readInstant } from '../input.ts';

export const coaching: Endpoint = {
  method: 'GET',
  path: /^\/v2\/coaching$/,
  scope: 'api:coaching:read',
  answer: ({ query, requestId }, world) => {
    // Required in the document, though its text says what happens without the times.
    for (const name of ['workspace-id', 'manager-id', 'from', 'to']) readGiven(query[name], name);
    const { company } = world;
    const workspaceId = readId(query['workspace-id'], 'workspace-id');
    const manager = company.userIds.decode(readId(query['manager-id'], 'manager-id'));
    const window = orderly(
      readInstant(query['from'], 'from') ?? -Infinity,
      readInstant(query['to'], 'to') ?? Infinity,
      ['from', 'to'],
    );
    // The document has no 404: somebody whom nobody reports to, or who is not there, has an empty list.
    const people = manager === undefined ? [] : coachingOf(world, workspaceId, manager, window);
    const isKnown = manager !== undefined && company.workspaceIds.decode(workspaceId) !== undefined;
    const coachingData =
      isKnown && people.length > 0
        ? [{ manager: coachingUser(company, manager), directReportsMetrics: people }]
        : [];
    return JSON.stringify({ requestId, coachingData });
  },
};
