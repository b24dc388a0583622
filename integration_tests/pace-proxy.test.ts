import { createServer } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { hasOpenssl, makeCertificate } from './support/certificate.ts';
import { startFront } from './support/front.ts';
import { listen } from './support/listen.ts';
import { small } from './support/sync.ts';
import { startTunnel } from './support/tunnel.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

// What this machine has set must not count; where both are set, the names in small letters go first.
beforeEach(() => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
  vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What `check` says of an address in such an environment. */
async function check(
  api_base_url: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ status: string; message: string }> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { output, stderr } = await runCommand(
    'check',
    '--config',
    jsonFile({ ...sandbox.config, api_base_url }),
  );
  expect(stderr).toBe('');
  const texts = output.errors().map(({ message }) => message);
  const [status] = output.of('CONNECTION_STATUS').map(({ connectionStatus }) => connectionStatus);
  return { status: status?.status ?? 'none', message: [status?.message ?? '', ...texts].join('') };
}

// No such host exists: https://www.rfc-editor.org/rfc/rfc6761#section-6.2
describe.skipIf(!hasOpenssl)('a proxy before https (needs openssl on this machine)', async () => {
  const certificate = hasOpenssl ? makeCertificate('gong.test', 'localhost') : undefined;
  const front = await startFront({ target: sandbox.url, ...(certificate && { certificate }) });
  const tunnel = await startTunnel(front.port);
  afterAll(async () => {
    await tunnel[Symbol.asyncDispose]();
    await front[Symbol.asyncDispose]();
  });
  const trusted = { NODE_EXTRA_CA_CERTS: certificate?.path ?? '' };
  const asked = (): Set<string> => new Set(tunnel.asked.splice(0));

  test.each(['HTTPS_PROXY', 'https_proxy'])('of %s is asked for the host', async (name) => {
    const answer = await check('https://gong.test', { ...trusted, [name]: tunnel.url });
    expect(answer).toEqual({ status: 'SUCCEEDED', message: '' });
    expect(asked()).toEqual(new Set(['CONNECT gong.test:443']));
  });

  test('does not make a certificate good that nobody trusts', async () => {
    const { status, message } = await check('https://gong.test', { HTTPS_PROXY: tunnel.url });
    expect(status).toBe('FAILED');
    expect(message).toMatch(/certificate of https:\/\/gong\.test is not trusted .*NODE_EXTRA_CA_CERTS/);
  });

  test.each(['gong.test', 'example.test,.gong.test', '*'])('is passed by with NO_PROXY=%s', async (hosts) => {
    asked();
    const answer = await check('https://gong.test', { ...trusted, HTTPS_PROXY: tunnel.url, NO_PROXY: hosts });
    expect(answer.message).toMatch(/https:\/\/gong\.test could not be reached \((?:ENOTFOUND|EAI_AGAIN)\)/);
    expect(asked()).toEqual(new Set());
  });

  test('is not asked for a loopback address', async () => {
    asked();
    const address = `https://localhost:${front.port}`;
    const answer = await check(address, { ...trusted, HTTPS_PROXY: tunnel.url });
    expect(answer).toEqual({ status: 'SUCCEEDED', message: '' });
    expect(asked()).toEqual(new Set());
  });
});

test('a proxy before http is not asked for a loopback address', async () => {
  const port = Number(new URL(sandbox.url).port);
  await using tunnel = await startTunnel(port);
  const all = { HTTP_PROXY: tunnel.url, HTTPS_PROXY: tunnel.url, ALL_PROXY: tunnel.url };
  for (const host of ['127.0.0.1', 'localhost']) {
    const answer = await check(`http://${host}:${port}`, all);
    expect(answer).toEqual({ status: 'SUCCEEDED', message: '' });
  }
  expect(tunnel.asked).toEqual([]);
});

test('a proxy that nobody answers is told of', async () => {
  const { status, message } = await check('https://gong.test', { HTTPS_PROXY: 'http://127.0.0.1:9' });
  expect(status).toBe('FAILED');
  expect(message).toContain('https://gong.test could not be reached (ECONNREFUSED)');
  expect(message).toContain('the proxy if HTTPS_PROXY names one');
});

test.each(['none', 'http://user:50%@127.0.0.1:9'])(
  'C10: HTTPS_PROXY=%s is named and not repeated',
  async (value) => {
    const { status, message } = await check('https://gong.test', { HTTPS_PROXY: value });
    expect(status).toBe('FAILED');
    expect(message).toContain('The environment variable HTTPS_PROXY does not hold the address of a proxy');
    expect(message).not.toContain(value);
  },
);

test('C10: a proxy without http:// before its host is asked', async () => {
  const { status, message } = await check('https://gong.test', { HTTPS_PROXY: '127.0.0.1:9' });
  expect(status).toBe('FAILED');
  expect(message).toContain('https://gong.test could not be reached (ECONNREFUSED)');
});

test('C10: a proxy that wants a password is named at once', async () => {
  const started = performance.now();
  let asked = 0;
  const proxy = createServer().on('connect', (_request, socket) => {
    asked += 1;
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n');
  });
  const port = await listen(proxy);
  const { status, message } = await check('https://gong.test', { HTTPS_PROXY: `http://127.0.0.1:${port}` });
  proxy.close();
  expect(status).toBe('FAILED');
  expect(message).toMatch(/^The proxy asks for a user and a password.*HTTPS_PROXY/);
  expect(asked).toBeLessThanOrEqual(6);
  expect(performance.now() - started).toBeLessThan(5_000);
});
