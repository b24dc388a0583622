const MARK = '\u0000integer ';

/** A whole string, or a number that may be an integer beyond 2^53. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/gs;

/**
 * JSON whose integers keep all their digits: those beyond 2^53 come out as bigint. Written apart from any client's
 * own parser, which is on trial here.
 */
export function parseExactly(text: string): unknown {
  const marked = text.replaceAll(STRING_OR_LONG_INTEGER, (token, place: number) =>
    token.startsWith('"') || /[\d.eE+-]/.test(text.charAt(place - 1))
      ? token
      : JSON.stringify(`${MARK}${token}`),
  );
  const value: unknown = JSON.parse(marked, (_key, inner: unknown) =>
    typeof inner === 'string' && inner.startsWith(MARK) ? shortest(inner.slice(MARK.length)) : inner,
  );
  return value;
}

function shortest(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
