import { Agent, get, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { allContent, ask, authorizationOf, free } from './gong-client.ts';

/** A busy machine may hold a process up for longer than a test of real times can allow for. */
const byTheClock = { retry: 2 } as const;

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const body = JSON.stringify({ filter: {}, contentSelector: allContent });

test('requests are stamped when they arrive while 300 large pages are being made', byTheClock, async () => {
  await using sandbox = await startSandbox({ ...free, extensiveKilobytes: 20, pageCacheMegabytes: 0 });
  for (let count = 0; count < 300; count += 1) askForPage(sandbox);
  while (sandbox.requests.length < 300) await sleep(5);
  const errors: number[] = [];
  for (let count = 0; count < 25; count += 1) {
    await sleep(13);
    const sent = performance.now();
    await probe(sandbox);
    errors.push((sandbox.requests.at(-1)?.atMilliseconds ?? Infinity) - sent);
  }
  // The pages were being made all the time.
  expect(sandbox.requests.filter(({ status }) => status === 0).length).toBeGreaterThan(100);
  // The median: other processes may take the processor away for a moment.
  expect(errors.toSorted((left, right) => left - right)[12]).toBeLessThan(5);
});

test('the limiter admits by the time of arrival, however long answers take', byTheClock, async () => {
  await using sandbox = await startSandbox({ calls: 300, requestsPerSecond: 3, until: free.until });
  const question = { body: { filter: {}, contentSelector: allContent } };
  const pending = [];
  for (let count = 0; count < 6; count += 1) {
    pending.push(ask(sandbox, '/v2/calls/extensive', question));
    await sleep(345);
  }
  expect((await Promise.all(pending)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(sandbox.mostPerSecond()).toBe(3);
});

function askForPage(sandbox: Sandbox): void {
  const headers = { authorization: authorizationOf(sandbox), 'content-type': 'application/json' };
  const asking = request(`${sandbox.url}/v2/calls/extensive`, { agent, headers, method: 'POST' }, (reply) => {
    reply.on('error', () => {}).resume();
  });
  // The sandbox closes before all of them are answered.
  asking.on('error', () => {}).end(body);
}

/** A request that is answered at once, for its credentials are wrong. */
function probe(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${sandbox.url}/v2/users`, { agent, headers: { authorization: 'none' } }, (reply) => {
      reply.resume().on('end', resolve);
    }).on('error', reject);
  });
}
