import { Failure } from './failure.ts';

export const accessKey = 'SANDBOXKEY7Q2ZC5TWLX4MHN3VJ6RDA8';

/** Has `+`, `/` and `=`, so its base64 and URL-encoded forms differ from itself and from each other. */
export const accessKeySecret = 'c2FuZGJveA+9fQ/Zk1vT4r+xW7/uPq0LmYd3sHjE8gNnBtRi6K5aVwGzXyI2oUoQpA==';

/** What a request may do, or why it may do nothing. */
export interface Admission {
  readonly refusal: Failure | undefined;
  /** Undefined for all but those that the sandbox lacks anyway. */
  readonly scopes?: readonly string[] | undefined;
}

/** Takes HTTP Basic authentication with the sandbox's key, and access tokens that `admit` takes. */
export function authenticate(
  authorization: string | undefined,
  admit: (accessToken: string) => Admission,
): Admission {
  const expected = Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64');
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'basic' && credentials === expected) return { refusal: undefined };
  if (scheme.toLowerCase() === 'bearer') return admit(credentials);
  const text =
    authorization === undefined
      ? 'Missing Authorization header'
      : 'Unauthorized access. Please check the access key and the access key secret';
  return { refusal: new Failure(401, [text]) };
}

/** Companies can name the addresses from which their API may be used. */
export function refuseAddress(): Failure {
  return new Failure(403, ['Access denied: the IP address is not trusted']);
}

/** Gong's live text, on all endpoints. */
export function refuseScope(scope: string): Failure {
  return new Failure(401, [`You don't have permission to use '${scope}' in your app.`]);
}
