import { foldCase, TextSearch } from './text-search.ts';

const MASK = '****';

/** A shorter value is no secret, and masking it would make every sentence unreadable. */
const MIN_SECRET_LENGTH = 4;

/** Takes every known secret, and the forms in which it travels, out of a text. */
export type Redact = (text: string) => string;

/** What is to be masked by now. It only ever grows: what was a secret once may still stand in a text to come. */
export class Redaction {
  readonly #secrets = new Set<string>();
  readonly #searches = new Map<string, TextSearch>();

  /**
   * From now on these are masked as well. They are the plain values: their Base64 and URL-encoded forms are derived here,
   * and so is the form that they take inside a quoted JSON text. The case of letters does not matter, since
   * percent-encoding may be in small ones.
   */
  add(secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (this.#secrets.has(secret)) continue;
      this.#secrets.add(secret);
      for (const form of formsOf(secret)) {
        if (form.length >= MIN_SECRET_LENGTH && !this.#searches.has(form))
          this.#searches.set(form, new TextSearch(form));
      }
    }
  }

  readonly redact: Redact = (text) => masked(text, [...this.#searches.values()]);
}

/** Secrets that overlap are masked as one, or the rest of one would stay readable beside the other. */
function masked(text: string, searches: readonly TextSearch[]): string {
  if (searches.length === 0) return text;
  const folded = foldCase(text);
  /** For each place: where the longest secret that starts here ends. */
  const ends = new Uint32Array(text.length);
  let isFound = false;
  for (const search of searches) {
    search.eachIn(folded, (start, end) => {
      isFound = true;
      ends[start] = Math.max(ends[start] ?? 0, end);
    });
  }
  if (!isFound) return text;
  const pieces: string[] = [];
  let maskedUntil = 0;
  for (const [start, end] of ends.entries()) {
    if (end === 0) continue;
    if (start >= maskedUntil) pieces.push(text.slice(maskedUntil, start), MASK);
    maskedUntil = Math.max(maskedUntil, end);
  }
  pieces.push(text.slice(maskedUntil));
  return pieces.join('');
}

function formsOf(secret: string): string[] {
  if (secret.length < MIN_SECRET_LENGTH) return [];
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
