import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/config/source.ts';
import { readConfig } from '../../src/config/config.ts';

const environment = { GONG_ACCESS_KEY: 'KEY', GONG_ACCESS_KEY_SECRET: 'SECRET' };

test('an environment makes up a config', () => {
  const file = readEnvironment({
    ...environment,
    GONG_API_BASE_URL: 'https://us-1.api.gong.io',
    GONG_START_DATE: '2026-01-31T00:00:00Z',
  });
  const { config, warnings } = readConfig(file?.config);
  expect(warnings).toEqual([]);
  expect(config).toMatchObject({
    credentials: { type: 'APIKey', accessKey: 'KEY', accessKeySecret: 'SECRET' },
    baseUrl: 'https://us-1.api.gong.io',
    startDate: Date.UTC(2026, 0, 31),
  });
});

test('a variable that is empty is not set', () => {
  const source = readEnvironment({ ...environment, GONG_API_BASE_URL: '', GONG_START_DATE: '' });
  const { config } = readConfig(source?.config);
  expect(config).toMatchObject({ baseUrl: 'https://api.gong.io', startDate: undefined });
  expect(readEnvironment({ GONG_ACCESS_KEY: '', GONG_ACCESS_KEY_SECRET: '' })).toBeUndefined();
});

test('an environment with neither a key nor a secret makes up none', () => {
  expect(readEnvironment({ GONG_API_BASE_URL: 'https://us-1.api.gong.io' })).toBeUndefined();
});

test.each([
  [{ GONG_ACCESS_KEY: 'KEY' }, 'GONG_ACCESS_KEY_SECRET: is required. Set both'],
  [{ GONG_ACCESS_KEY_SECRET: 'SECRET' }, 'GONG_ACCESS_KEY: is required. Set both'],
  [{ ...environment, GONG_START_DATE: 'May' }, 'GONG_START_DATE: must look like 2026-01-31T00:00:00Z'],
  [{ ...environment, GONG_API_BASE_URL: 'us-1.app.gong.io' }, 'GONG_API_BASE_URL: is the address of'],
])('%j: the fault names the variable', (variables, fault) => {
  const source = readEnvironment(variables);
  const read = (): unknown => readConfig(source?.config, source);
  expect(read).toThrow(`Config validation error: ${fault}`);
});
