import { ConfigError } from '../base/errors.ts';
import type { Outcome } from './outcome.ts';

export const PROXY_AUTHENTICATION_REQUIRED = 407;

/** A proxy that wants to know who sends the request. */
export function proxyRefusal(detail: string, cause?: unknown): Outcome {
  const status = PROXY_AUTHENTICATION_REQUIRED;
  return { kind: 'rejected', status, text: '', error: proxyRefusalError(detail, cause) };
}

export function proxyRefusalError(detail: string, cause?: unknown): ConfigError {
  const message =
    'The proxy asks for a user and a password, or does not accept those that it gets (HTTP 407). Put them into the address in HTTPS_PROXY: http://user:password@host:port.';
  return new ConfigError(message, {
    detail,
    status: PROXY_AUTHENTICATION_REQUIRED,
    cause,
    isGeneral: true,
  });
}
