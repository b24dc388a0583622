import { refuseScope } from './authentication.ts';
import type { ApiRequest, Endpoint, Page } from './endpoint.ts';
import { answeredScorecards } from './endpoints/answered-scorecards.ts';
import { call, calls } from './endpoints/calls.ts';
import { extensiveCalls } from './endpoints/extensive-calls.ts';
import { peopleEndpoints } from './endpoints/people.ts';
import { referenceEndpoints } from './endpoints/reference.ts';
import { scorecards } from './endpoints/scorecards.ts';
import { transcripts } from './endpoints/transcripts.ts';
import { users } from './endpoints/users.ts';
import { Failure } from './failure.ts';
import { createPager } from './paging.ts';
import type { World } from './world.ts';

// A single call comes last: its path matches those of the other call endpoints too.
const endpoints: readonly Endpoint[] = [
  calls,
  extensiveCalls,
  transcripts,
  users,
  scorecards,
  answeredScorecards,
  ...referenceEndpoints,
  ...peopleEndpoints,
  call,
];

/** What is left to know about a request once its body has been read. */
export interface RoutedRequest extends Omit<ApiRequest, 'lacks' | 'body'> {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly bodyText: string;
  /** Of the credentials; undefined for all but those that the sandbox lacks. */
  readonly scopes?: readonly string[] | undefined;
}

/** Finds the endpoint of an admitted request and returns its answer; refusals are thrown. */
export function createRouter(world: World): (request: RoutedRequest) => string | Page {
  const page = createPager(world);
  const missing = new Set(world.company.settings.missingScopes);
  return (request) => {
    const endpoint = endpoints.find(({ path }) => path.test(request.path));
    // Not a text of the "no data" family: clients must tell a wrong path from an empty result.
    if (endpoint === undefined) throw new Failure(404, ['The requested path is not part of this API']);
    if (endpoint.method !== request.method) {
      throw new Failure(405, [`Request method '${request.method}' is not supported`], {
        allow: endpoint.method,
      });
    }
    const { path, query, requestId, fault, scopes } = request;
    const lacks = (scope: string): boolean =>
      missing.has(scope) || (scopes !== undefined && !scopes.includes(scope));
    if (endpoint.scope !== undefined && lacks(endpoint.scope)) throw refuseScope(endpoint.scope);
    const body = endpoint.method === 'POST' ? parseBody(request) : undefined;
    return endpoint.answer({ path, query, requestId, fault, body, lacks }, world, page);
  };
}

function parseBody({ contentType, bodyText }: RoutedRequest): unknown {
  if (!/^application\/json\b/i.test(contentType ?? '')) {
    throw new Failure(415, [`Content type '${contentType ?? ''}' not supported`]);
  }
  try {
    return JSON.parse(bodyText);
  } catch {
    throw new Failure(400, ['Malformed JSON request body']);
  }
}
