import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free } from './gong-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 300, lateShare: 0.5 });
});
afterAll(() => sandbox.close());

const admin = async (path: string, init?: RequestInit): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, init);
  return { status: response.status, text: await response.text() };
};
const post = (path: string, body?: unknown): Promise<{ status: number; text: string }> =>
  admin(path, { method: 'POST', body: JSON.stringify(body ?? null) });

test('requests are counted, those to the administration are not', async () => {
  await post('reset');
  await ask(sandbox, '/v2/users');
  await ask(sandbox, '/v2/nothing');
  expect(JSON.parse((await admin('requests')).text)).toEqual({
    total: 2,
    byPath: { '/v2/users': 1, '/v2/nothing': 1 },
    byStatus: { 200: 1, 404: 1 },
    mostPerSecond: 2,
  });
  await post('reset');
  expect(sandbox.requests).toEqual([]);
});

test('the truth comes line by line', async () => {
  const { text } = await admin('truth/extensiveCalls');
  expect(text).toBe([...sandbox.truth('extensiveCalls')].map((record) => `${record}\n`).join(''));
  expect((await admin('truth/users?includeAvatars=true')).text.split('\n')).toHaveLength(124);
  expect((await admin('truth/nothing')).status).toBe(404);
});

test('faults can be set from outside', async () => {
  expect((await post('faults', [{ at: 1, status: 503 }])).status).toBe(200);
  expect((await ask(sandbox, '/v2/users')).status).toBe(503);
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
  expect((await post('faults', { at: 1 })).status).toBe(400);
});

test('late calls can be published from outside', async () => {
  const before = [...sandbox.truth('calls')].length;
  await post('publish-late');
  expect([...sandbox.truth('calls')].length).toBeGreaterThan(before);
});

test('the configuration can be fetched, unknown operations are 404', async () => {
  expect(JSON.parse((await admin('config')).text)).toEqual(sandbox.config);
  expect((await admin('nothing')).status).toBe(404);
});
