import { TransientError, type ConnectorError } from '../base/errors.ts';

/** What keeps Gong from issuing tokens, and may pass. */
export interface TokenTrouble {
  readonly isRateLimit: boolean;
  readonly retryAfterMs?: number | undefined;
  /** Whether Gong may have issued tokens that did not arrive: then the one that was given for them is used up. */
  readonly mayBeIssued: boolean;
  readonly error: ConnectorError;
}

/** Asked again, Gong may do better. */
export class TokensUnavailable extends TransientError {
  readonly isRateLimit: boolean;
  readonly retryAfterMs: number | undefined;
  readonly mayBeIssued: boolean;

  constructor({ error, isRateLimit, retryAfterMs, mayBeIssued }: TokenTrouble) {
    const { message, detail, cause, isGeneral } = error;
    super(message, { detail, cause, isGeneral });
    this.isRateLimit = isRateLimit;
    this.retryAfterMs = retryAfterMs;
    this.mayBeIssued = mayBeIssued;
  }
}
