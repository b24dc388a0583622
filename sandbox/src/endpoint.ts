import type { Fault } from './faults.ts';
import type { Listing } from './paging.ts';
import type { World } from './world.ts';

/** A request that was admitted: query of a GET, parsed body of a POST. */
export interface ApiRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requestId: string;
  /** What is to go wrong with its page. */
  readonly fault: Fault | undefined;
  lacks(scope: string): boolean;
}

/** The JSON text of a 200 in two parts: `head` is this answer's own, the rest is the same wherever `key` is. */
export interface Page {
  readonly head: string;
  readonly key: string;
  write(): string;
}

/** One documented operation; its answer is the JSON text of a 200, anything else is thrown as a Failure. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Undefined where Gong's documentation names none. */
  readonly scope: string | undefined;
  answer(
    request: ApiRequest,
    world: World,
    page: (request: ApiRequest, listing: Listing) => Page,
  ): string | Page;
}
