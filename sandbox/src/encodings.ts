/** How the body of an answer is written to the wire. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** The smallest of the encodings a client offers in its Accept-Encoding. */
export function preferredEncoding(header: string | string[] | undefined): Encoding {
  const offers = new Set(
    String(header ?? '')
      .split(',')
      .filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
      .map((offer) => offer.split(';')[0]?.trim().toLowerCase()),
  );
  return offers.has('br') ? 'br' : offers.has('gzip') ? 'gzip' : 'identity';
}
