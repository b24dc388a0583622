// Gong's ids have up to 20 digits. JSON.parse rounds them silently, so a lost id shows only in the text.
// JSON text has a number only after one of these characters; strings may match too, hence the second look.
const suspicious = /[:[,]\s*-?[\d.]{16}/;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * The first whole number in a JSON text, outside its strings, that lies beyond 2^53 and so has lost digits. One with an
 * exponent never had them.
 */
export function findUnsafeNumber(json: string): string | undefined {
  if (!suspicious.test(json)) return undefined;
  for (const [token] of json.matchAll(stringOrNumber)) {
    if (/^-?\d+$/.test(token) && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) return token;
  }
  return undefined;
}
