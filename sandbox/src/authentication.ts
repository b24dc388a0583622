import { Failure } from './failure.ts';

export const accessKey = 'SANDBOXKEY7Q2ZC5TWLX4MHN3VJ6RDA8';

/** Has `+`, `/` and `=`, so its base64 and URL-encoded forms differ from itself and from each other. */
export const accessKeySecret = 'c2FuZGJveA+9fQ/Zk1vT4r+xW7/uPq0LmYd3sHjE8gNnBtRi6K5aVwGzXyI2oUoQpA==';

/** Refuses everything but HTTP Basic authentication with the sandbox's key. */
export function authenticate(authorization: string | undefined): Failure | undefined {
  const expected = Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64');
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'basic' && credentials === expected) return undefined;
  const text =
    authorization === undefined
      ? 'Missing Authorization header'
      : 'Unauthorized access. Please check the access key and the access key secret';
  return new Failure(401, [text]);
}

/** Gong's live text, on all endpoints. */
export function refuseScope(scope: string): Failure {
  return new Failure(401, [`You don't have permission to use '${scope}' in your app.`]);
}
