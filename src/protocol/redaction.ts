const MASK = '****';

/** What there is to mask before a config is known: nothing. */
export const unchanged: Redact = (text) => text;

/** A shorter value is no secret, and masking it would make every sentence unreadable. */
const SHORTEST_SECRET = 4;

/** Takes every known secret, and the forms in which it travels, out of a text. */
export type Redact = (text: string) => string;

/**
 * `secrets` are the plain values. Their Base64 and URL-encoded forms are derived here, and so is the form that
 * they take inside a quoted JSON text.
 */
export function redactionOf(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length >= SHORTEST_SECRET)
    // The longest first, or a secret inside a longer one would leave the rest of that one readable.
    .toSorted((one, other) => other.length - one.length);
  if (forms.length === 0) return unchanged;
  const pattern = new RegExp(
    forms.map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    // Percent-encoding may be in small letters.
    'gi',
  );
  return (text) => text.replaceAll(pattern, MASK);
}

function formsOf(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const base64 = Buffer.from(secret).toString('base64');
  return [
    secret,
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    // A text that is no valid Unicode cannot be encoded as it is.
    encodeURIComponent(Buffer.from(secret).toString()),
    encodeURIComponent(base64),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
}
