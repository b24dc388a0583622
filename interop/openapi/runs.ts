import type { Fault } from '../../sandbox/src/index.ts';
import type { Run } from '../../sandbox/openapi/run.ts';
import { check, read } from './run-connector.ts';

const PATHS = [
  '/v2/users',
  '/v2/calls',
  '/v2/calls/extensive',
  '/v2/settings/scorecards',
  '/v2/stats/activity/scorecards',
  '/v2/calls/transcript',
];

const everywhere = (fault: Fault): Fault[] => PATHS.map((path) => ({ ...fault, path }));

/** What the connector is made to do. */
export const connectorRuns: readonly Run[] = [
  {
    name: 'check, a full sync, an incremental one',
    isClient: true,
    options: { lateShare: 0.2 },
    async drive(config, sandbox) {
      await check(config, 'SUCCEEDED');
      const state = await read(config);
      sandbox.publishLate();
      await read(config, 'good', state);
    },
  },
  {
    name: 'wrong credentials',
    isClient: true,
    async drive(config) {
      const credentials = { auth_type: 'APIKey', access_key: 'nobody', access_key_secret: 'nothing' };
      await check({ ...config, credentials }, 'FAILED');
    },
  },
  {
    name: 'missing scopes',
    isClient: true,
    options: {
      missingScopes: [
        'api:calls:read:basic',
        'api:calls:read:media-url',
        'api:calls:read:transcript',
        'api:settings:scorecards:read',
        'api:stats:scorecards',
      ],
    },
    async drive(config) {
      await check(config, 'SUCCEEDED');
      await read(config, 'bad');
    },
  },
  {
    name: 'the scope of the users missing',
    isClient: true,
    options: { missingScopes: ['api:users:read'] },
    drive: (config) => check(config, 'SUCCEEDED'),
  },
  {
    name: 'an empty company',
    isClient: true,
    options: { calls: 0, users: 0, scorecards: 0 },
    async drive(config) {
      await check(config, 'SUCCEEDED');
      await read(config);
    },
  },
  {
    name: 'over the rate limit',
    isClient: true,
    options: {
      calls: 60,
      requestsPerSecond: 20,
      faults: everywhere({ at: 1, status: 429, retryAfter: '1' }),
    },
    async drive(config) {
      await read({ ...config, requests_per_second: 100 });
    },
  },
  {
    name: 'unexpected errors',
    isClient: true,
    options: { faults: everywhere({ at: 1, status: 500 }) },
    async drive(config) {
      await read(config);
    },
  },
  {
    name: 'refusals without a cause in the request',
    isClient: true,
    options: {
      faults: [
        { at: 1, path: '/v2/users', status: 403, errors: ['Access denied'] },
        { at: 1, path: '/v2/settings/scorecards', status: 400, errors: ['Malformed request'] },
      ],
    },
    drive: (config) => check(config, 'SUCCEEDED'),
  },
];
