import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Failure } from './failure.ts';

/** A whole HTTP answer, before compression. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
const worthwhile = 1024;

export function failureAnswer(failure: Failure, requestId: string): Answer {
  const { status, errors, headers } = failure;
  return { status, text: JSON.stringify({ requestId, errors }), headers };
}

/** Sends an answer compressed as the client likes; with `truncate`, half of it before the socket dies. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  truncate = false,
): Promise<void> {
  const plain = Buffer.from(answer.text);
  const encoding = plain.length < worthwhile ? undefined : preferred(request.headers['accept-encoding']);
  const body = await compress(plain, encoding);
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': answer.contentType ?? 'application/json;charset=UTF-8',
    'content-length': body.length,
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    ...answer.headers,
  });
  if (truncate) response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
}

async function compress(body: Buffer, encoding: 'br' | 'gzip' | undefined): Promise<Buffer> {
  if (encoding === 'br') return compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  return encoding === 'gzip' ? compressGzip(body, { level: 1 }) : body;
}

function preferred(header: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const offers = new Set(
    String(header ?? '')
      .split(',')
      .filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
      .map((offer) => offer.split(';')[0]?.trim().toLowerCase()),
  );
  return offers.has('br') ? 'br' : offers.has('gzip') ? 'gzip' : undefined;
}
