/** The three kinds of failure that Airbyte knows; each decides who has to act. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

export interface FailureContext {
  /** For those who look into it: status, path, Gong's request id. Never a body, a header or a token. */
  readonly detail?: string | undefined;
  /** The HTTP status that led to it. */
  readonly status?: number | undefined;
  readonly cause?: unknown;
  /** Whether it concerns whatever is requested, such as a key that is not valid, and no stream more than another. */
  readonly isGeneral?: boolean;
}

/** A failure with a kind. `message` is for the person who runs the sync: what happened and what to do next. */
export abstract class ConnectorError extends Error {
  abstract readonly failureType: FailureType;
  readonly detail: string | undefined;
  readonly status: number | undefined;
  readonly isGeneral: boolean;

  constructor(message: string, { detail, status, cause, isGeneral = false }: FailureContext = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.detail = detail;
    this.status = status;
    this.isGeneral = isGeneral;
  }
}

/** The user can mend it: a config value, a credential, a scope, a catalog, a state. */
export class ConfigError extends ConnectorError {
  readonly failureType = 'config_error';
}

/** Time can mend it: Gong was busy, slow, over its quota or out of reach for longer than we wait. */
export class TransientError extends ConnectorError {
  readonly failureType = 'transient_error';
}

/** Only we can mend it: an answer that is not of the documented shape, or a defect of the connector. */
export class SystemError extends ConnectorError {
  readonly failureType = 'system_error';
}

/** Gives an error of unknown origin a kind: whatever is not ours by name is a defect. */
export function toConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SystemError(
    'The connector failed in a way that it does not know. Please report it with this log.',
    {
      detail: text,
      cause: error,
    },
  );
}
