import { createServer, type RequestListener } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createTransport, type HttpResponse, type TransportOptions } from '../../src/gong/transport.ts';

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The response, or the error, of one request to a server that does this. */
async function send(
  listener: RequestListener,
  options: Partial<TransportOptions> = {},
  signal = new AbortController().signal,
): Promise<HttpResponse> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}`;
  const transport = createTransport(url, { environment: {}, ...options });
  opened.push(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });
  return transport.send({ method: 'GET', url: new URL(url), headers: {} }, signal, () => {});
}

/** One byte of a body every few milliseconds, without an end. */
const trickle: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.once('close', () => clearInterval(timer));
};

const earlyHints: RequestListener = (_request, response) => {
  const timer = setInterval(() => response.writeEarlyHints({ link: '</style.css>; rel=preload' }), 5);
  response.once('close', () => clearInterval(timer));
};

test('H1: a body that trickles in has to be here in time', async () => {
  const { status, failure } = await send(trickle, { responseTimeoutMs: 50 });
  expect([status, failure]).toEqual([200, expect.objectContaining({ code: 'RESPONSE_TIMEOUT' })]);
});

test('H1: hints that the response will come do not make it come later', async () => {
  await expect(send(earlyHints, { responseTimeoutMs: 50 })).rejects.toMatchObject({
    code: 'RESPONSE_TIMEOUT',
  });
});

test('the end of the sync goes before all other reasons', async () => {
  const ending = new AbortController();
  const sending = send(trickle, {}, ending.signal);
  setTimeout(() => ending.abort(new Error('the sync ends')), 40);
  await expect(sending).rejects.toThrow('the sync ends');
});

const broken: readonly (readonly [string, RequestListener])[] = [
  [
    'no gzip, though it says so',
    (_request, response) => {
      response.writeHead(429, { 'retry-after': '6', 'content-encoding': 'gzip' }).end('no gzip');
    },
  ],
  [
    'gzip that is cut off',
    (_request, response) => {
      const body = gzipSync(JSON.stringify({ errors: ['too many requests'] })).subarray(0, 20);
      response.writeHead(429, { 'retry-after': '6', 'content-encoding': 'gzip' }).end(body);
    },
  ],
  [
    'a body that is cut off',
    (_request, response) => {
      response.writeHead(429, { 'retry-after': '6', 'content-length': '1000' });
      response.write('{"errors":');
      setTimeout(() => response.destroy(), 10);
    },
  ],
];

test.each(broken)('C2: status and headers hold with %s', async (_name, listener) => {
  const response = await send(listener);
  expect(response).toMatchObject({ status: 429, retryAfter: '6', body: '' });
  expect(response.failure).toBeInstanceOf(Error);
});

const large = ' '.repeat(100_000);

test.each([
  ['as it comes', undefined, Buffer.from(large)],
  ['of gzip, decompressed', 'gzip', gzipSync(large)],
  ['of brotli, decompressed', 'br', brotliCompressSync(large)],
])('C3: a body that is too large %s is not kept', async (_name, encoding, body) => {
  const listener: RequestListener = (_request, response) => {
    response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding }).end(body);
  };
  const { failure } = await send(listener, { maxBytes: large.length - 1 });
  expect(failure).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
  expect(await send(listener, { maxBytes: large.length })).toMatchObject({ body: large });
});

test('C3: a body without an end is read up to the bound', async () => {
  let sentBytes = 0;
  const endless: RequestListener = (_request, response) => {
    const chunk = Buffer.alloc(65_536, ' ');
    const push = (): void => {
      sentBytes += chunk.length;
      if (!response.destroyed) response.write(chunk, () => setImmediate(push));
    };
    push();
  };
  const { failure } = await send(endless, { maxBytes: 1_000_000 });
  expect(failure).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
  expect(sentBytes).toBeLessThan(20_000_000);
});

test('a date keeps its case, in which it is written', async () => {
  const at = 'Sun, 06 Nov 1994 08:49:37 GMT';
  const response = await send((_request, answer) => {
    answer.writeHead(503, { 'retry-after': at, date: at }).end();
  });
  expect(response).toMatchObject({ retryAfter: at, date: at });
});
