import { ConfigError } from '../../base/errors.ts';
import type { Instant } from '../../base/instant.ts';
import type { StreamCoverage } from '../stream-coverage.ts';
import type { StreamSession } from '../stream-session.ts';
import { areUsersAbsent } from './breaker.ts';
import type { Existence } from './existence.ts';
import type { SavedChanges } from './saved-changes.ts';

export interface WitnessOptions {
  readonly session: StreamSession;
  readonly saved: SavedChanges;
  readonly coverage: Pick<StreamCoverage, 'lastDeepRead'>;
  readonly existence: Existence;
}

/** What one stream says of what the key sees. Only those say anything to whose items other streams belong: calls and users. */
export class Witness {
  readonly #options: WitnessOptions;
  readonly #isOfCalls: boolean;
  readonly #isOfUsers: boolean;
  #lacksUsers = false;

  constructor(options: WitnessOptions) {
    this.#options = options;
    this.#isOfCalls = options.existence.canAsk;
    this.#isOfUsers = options.session.stream.name === 'users';
  }

  /** A read has missed so many of what it should have found. */
  noteAbsent(absent: number, known: number): void {
    this.#lacksUsers = this.#isOfUsers && areUsersAbsent(absent, known);
  }

  /** Whether so much of it is missing that the key seems to see less than before. */
  get isSightLost(): boolean {
    const isOfOthers = this.#isOfCalls || this.#isOfUsers;
    return this.#lacksUsers || (isOfOthers && this.#options.saved.tooMuchAbsentSince !== undefined);
  }

  /**
   * When all calls were read last. Undefined of other streams, and of calls that the credentials may not read: those say nothing,
   * now or later. What has failed otherwise may be read by the next sync.
   */
  get callsReadAt(): Instant | undefined {
    const { session, coverage } = this.#options;
    const isRefused = session.failure instanceof ConfigError;
    return this.#isOfCalls && !isRefused ? coverage.lastDeepRead : undefined;
  }
}

/** What the key sees of Gong, as the calls and users of a sync tell: what a key does not see any more is missing, and not gone. */
export class Sight {
  readonly #witnesses: Witness[] = [];

  add(witness: Witness): void {
    this.#witnesses.push(witness);
  }

  /** Whether another stream lacks so much that nothing of this one can be believed to be gone. */
  isLostBeside(own: Witness): boolean {
    return this.#witnesses.some((other) => other !== own && other.isSightLost);
  }

  /** The moment from which on all calls have been read, so that they have told what the key sees. */
  get knownAt(): Instant {
    return Math.min(...this.#witnesses.flatMap(({ callsReadAt }) => callsReadAt ?? []));
  }
}
