import type { Listing } from './paging.ts';
import type { World } from './world.ts';

/** A request that was admitted: query of a GET, parsed body of a POST. */
export interface ApiRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requestId: string;
  lacks(scope: string): boolean;
}

/** One documented operation; the answer is the JSON text of a 200, anything else is thrown as a Failure. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly scope: string;
  answer(request: ApiRequest, world: World, page: (request: ApiRequest, listing: Listing) => string): string;
}
