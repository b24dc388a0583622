import type { ServerResponse } from 'node:http';
import { pack, unite } from './compression.ts';
import { deliver, type Delivery } from './delivery.ts';
import type { Encoding } from './encodings.ts';
import type { Failure } from './failure.ts';

/** HTTP gives these no body. */
const withoutBody: ReadonlySet<number> = new Set([204, 304]);

/** A whole HTTP answer, before compression. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole HTTP answer as it goes over the wire, its body in pieces. */
export interface PackedAnswer extends Omit<Answer, 'text'> {
  readonly encoding: Encoding;
  readonly pieces: readonly Uint8Array[];
}

export function failureAnswer(failure: Failure, requestId: string): Answer {
  const { status, errors, headers } = failure;
  return { status, text: JSON.stringify({ requestId, errors }), headers };
}

export async function packAnswer({ text, ...rest }: Answer, wanted: Encoding): Promise<PackedAnswer> {
  const packed = await pack(text, wanted);
  return { ...rest, encoding: packed.encoding, pieces: unite('', packed) };
}

/** Sends an answer, in the ordinary way unless `spoil` knows another for a body of its length. */
export async function send(
  response: ServerResponse,
  answer: PackedAnswer,
  spoil?: (length: number) => Delivery | undefined,
): Promise<void> {
  if (response.destroyed) return;
  const { status, encoding, pieces } = answer;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  response.writeHead(status, {
    ...(withoutBody.has(status)
      ? {}
      : { 'content-type': answer.contentType ?? 'application/json;charset=UTF-8', 'content-length': length }),
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    ...answer.headers,
  });
  const delivery = spoil?.(length);
  if (delivery !== undefined) return deliver(response, Buffer.concat(pieces), delivery);
  for (const piece of pieces) response.write(piece);
  response.end();
}
