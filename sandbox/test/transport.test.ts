import { request as send, Agent, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type RequestRecord, type Sandbox } from '../src/index.ts';
import { authorizationOf, free, parseRow } from './gong-client.ts';

let sandbox: Sandbox;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 100 });
});
afterAll(async () => {
  agent.destroy();
  await sandbox.close();
});

const get = async (accept?: string): Promise<{ answer: IncomingMessage; body: Buffer; port: unknown }> => {
  const headers = { authorization: authorizationOf(sandbox), ...(accept && { 'accept-encoding': accept }) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    send(`${sandbox.url}/v2/calls`, { agent, headers }, resolve).on('error', reject).end();
  });
  // The socket is given back to the agent, and out of reach, once the body was read.
  const port = answer.socket.localPort;
  return { answer, body: await buffer(answer), port };
};

test('answers are compressed as the client offers', async () => {
  const [plain, gzip, brotli] = [await get(), await get('gzip, deflate'), await get('gzip, br;q=0.9')];
  expect(plain.answer.headers['content-encoding']).toBeUndefined();
  expect([gzip.answer.headers['content-encoding'], brotli.answer.headers['content-encoding']]).toEqual([
    'gzip',
    'br',
  ]);
  expect(records(gunzipSync(gzip.body))).toEqual(records(plain.body));
  expect(records(brotliDecompressSync(brotli.body))).toEqual(records(plain.body));
  expect(brotli.body.length).toBeLessThan(plain.body.length / 2);
});

test('an encoding of quality 0 is not used', async () => {
  expect((await get('br;q=0, gzip;q=0.5')).answer.headers['content-encoding']).toBe('gzip');
});

test('a connection serves one request after another', async () => {
  const { port } = await get();
  expect((await get()).port).toBe(port);
});

test('requests are logged as they arrived', async () => {
  sandbox.resetRequests();
  await get();
  await get();
  expect(sandbox.requests).toHaveLength(2);
  const last: RequestRecord | undefined = sandbox.requests.at(-1);
  expect(last).toMatchObject({
    number: 2,
    method: 'GET',
    path: '/v2/calls',
    status: 200,
    pathNumber: 2,
  });
});

test('closing twice is harmless', async () => {
  const short = await startSandbox({ ...free, calls: 1 });
  await short.close();
  await expect(short.close()).resolves.toBeUndefined();
});

function records(body: Buffer): unknown {
  return parseRow(body.toString())['calls'];
}
