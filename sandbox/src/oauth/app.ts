/** The app that customers authorise. */
export const clientId = 'SANDBOXAPP4XQ7K2';

/** Has `+`, `/` and `=`, as the secret of the access key. */
export const clientSecret = 'YXBw+3cmV0/Zm9yIHRoZSBzYW5kYm94+8fQ==';

export function isApp(authorization: string | undefined): boolean {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
  const expected = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return scheme.toLowerCase() === 'basic' && credentials === expected;
}
