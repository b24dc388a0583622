import type { Change } from './changes.ts';
import type { Fault } from './faults.ts';
import type { OAuthEvent } from './oauth/history.ts';
import type { RequestRecord } from './request-log.ts';
import type { Sight } from './sight.ts';
import type { Collection } from './truth.ts';
import type { TruthChoice } from './truth-choice.ts';

/** What can be watched and steered while the sandbox runs. */
export interface Controls {
  /** A ready connector configuration. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Every API request since the start or the last reset. */
  readonly requests: readonly RequestRecord[];
  /** Most API requests, refused ones included, that arrived in any rolling 1,000 ms. */
  mostPerSecond(): number;
  /** Counts by path and by status. */
  summary(): object;
  /** What happened to the tokens of OAuth: given out, refused, used, in this order. */
  readonly oauthEvents: readonly OAuthEvent[];
  /** Calls back with each of these to come, before what caused it is answered. */
  onOAuthEvent(listener: (event: OAuthEvent) => void): void;
  /**
   * A ready connector configuration with the refresh token of a customer who has just allowed the app these scopes, or
   * all. Its access tokens work at another address of the sandbox, which comes with them.
   */
  authorize(scopes?: readonly string[]): Readonly<Record<string, unknown>>;
  /** Every customer takes back what was allowed. */
  revokeTokens(): void;
  /** Gives all customers another address for their API, which comes with their next tokens; the last one takes none any more. */
  moveCustomers(): void;
  /**
   * Each record that a client gets which reads everything, as the exact JSON text the API sends, with what it takes from
   * elsewhere in the answer or the question at the end.
   */
  truth(collection: Collection, choice?: TruthChoice): Generator<string>;
  /** Makes the calls visible that Gong publishes late. */
  publishLate(): void;
  /** Moves the clock of a sandbox that was started with one, to an ISO instant. */
  setClock(instant: string): void;
  /** All that happens to calls by the clock, past and future, in the order of time. */
  changes(): readonly Change[];
  /** Calls disappear from now on; the pages of walks that are under way shift, as Gong's do. */
  deleteCalls(ids: readonly string[]): void;
  /** From now on this much is hidden from the owner of the credentials: it is in no list, and not found by its id. */
  setSight(sight: Sight): void;
  /** Counted from now on: `at: 1` is the next request. */
  addFaults(faults: readonly Fault[]): void;
  /** Empties the log and begins a new day for both limits; faults stay. */
  resetRequests(): void;
}
