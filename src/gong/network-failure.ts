import { errorCodeOf } from '../base/error-code.ts';
import { ConfigError, SystemError, TransientError } from '../base/errors.ts';
import { isCertificateCode } from './certificate-codes.ts';
import { retryable, type Outcome, type RequestInfo } from './outcome.ts';
import { PROXY_AUTHENTICATION_REQUIRED, proxyRefusal } from './proxy-refusal.ts';
import { RESPONSE_TOO_LARGE } from './response-body.ts';

/** undici's words where a proxy does not open the way to Gong. */
const PROXY_STATUS = /^Proxy (?:response|Authentication Required) \((\d{3})\)/;

/** What an attempt came to that ended without a response, or with a body that cannot be read. */
export function readFailure(cause: unknown, { endpoint, baseUrl, signedWith }: RequestInfo): Outcome {
  const code = failureCodeOf(cause);
  // The address of an app's customer is Gong's own word.
  const isConfigured = signedWith === 'access key';
  const detail = `${code} at ${new URL(baseUrl).host} for ${endpoint}`;
  if (proxyStatusOf(cause) === PROXY_AUTHENTICATION_REQUIRED) return proxyRefusal(detail, cause);
  if (isCertificateCode(code)) {
    const message = `The certificate of ${baseUrl} is not trusted (${code}). ${isConfigured ? 'Check api_base_url, or name' : 'Name'} your company's certificate authority in NODE_EXTRA_CA_CERTS.`;
    return {
      kind: 'rejected',
      status: 0,
      text: '',
      error: new ConfigError(message, { detail, cause, isGeneral: true }),
    };
  }
  if (code === RESPONSE_TOO_LARGE) {
    const message = `The response of ${endpoint} was larger than any page of Gong's should be, and was not read to its end. Please report it with this log.`;
    const error = new SystemError(message, { detail, status: 200, cause });
    return { kind: 'rejected', status: 200, text: '', error };
  }
  const message = `${baseUrl} could not be reached (${code}). Check ${isConfigured ? 'api_base_url, ' : ''}the network, and the proxy if HTTPS_PROXY names one; a sync goes on from its saved state.`;
  return retryable(new TransientError(message, { detail, cause, isGeneral: true }));
}

/** The most telling code of a chain of errors: undici wraps the socket's. */
export function failureCodeOf(error: unknown): string {
  const status = proxyStatusOf(error);
  if (status !== undefined) return `HTTP ${status} from the proxy`;
  if (!(error instanceof Error)) return 'unknown failure';
  const code = errorCodeOf(error);
  if (code !== undefined) return code;
  const inner = innerOf(error);
  return inner === undefined ? error.name : failureCodeOf(inner);
}

function proxyStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, status] = PROXY_STATUS.exec(error.message) ?? [];
  return status === undefined ? proxyStatusOf(innerOf(error)) : Number(status);
}

function innerOf(error: Error): unknown {
  return error instanceof AggregateError ? (error.errors as unknown[])[0] : error.cause;
}
