import type { JsonObject } from '../../src/json-object.ts';
import type { Fault, Sandbox, SandboxOptions } from '../../src/sandbox/index.ts';
import { askByHand, singleCallFaults } from './ask-by-hand.ts';
import { check, read } from './run-connector.ts';

/** What is done to a sandbox of its own, and who does it. */
export interface Run {
  readonly name: string;
  /** Whether the connector makes the requests; those made by hand are there for their answers. */
  readonly isConnector: boolean;
  /** Laid over those of a small company without limits. */
  readonly options?: SandboxOptions;
  /** Rejects when the run did not go as it should. */
  drive(config: JsonObject, sandbox: Sandbox): Promise<void>;
}

const PATHS = [
  '/v2/users',
  '/v2/calls',
  '/v2/calls/extensive',
  '/v2/settings/scorecards',
  '/v2/stats/activity/scorecards',
  '/v2/calls/transcript',
];

const everywhere = (fault: Fault): Fault[] => PATHS.map((path) => ({ ...fault, path }));

export const runs: readonly Run[] = [
  {
    name: 'check, a full sync, an incremental one',
    isConnector: true,
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
    isConnector: true,
    async drive(config) {
      const credentials = { auth_type: 'APIKey', access_key: 'nobody', access_key_secret: 'nothing' };
      await check({ ...config, credentials }, 'FAILED');
    },
  },
  {
    name: 'missing scopes',
    isConnector: true,
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
    isConnector: true,
    options: { missingScopes: ['api:users:read'] },
    drive: (config) => check(config, 'SUCCEEDED'),
  },
  {
    name: 'an empty company',
    isConnector: true,
    options: { calls: 0, users: 0, scorecards: 0 },
    async drive(config) {
      await check(config, 'SUCCEEDED');
      await read(config);
    },
  },
  {
    name: 'over the rate limit',
    isConnector: true,
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
    isConnector: true,
    options: { faults: everywhere({ at: 1, status: 500 }) },
    async drive(config) {
      await read(config);
    },
  },
  {
    name: 'refusals without a cause in the request',
    isConnector: true,
    options: {
      faults: [
        { at: 1, path: '/v2/users', status: 403, errors: ['Access denied'] },
        { at: 1, path: '/v2/settings/scorecards', status: 400, errors: ['Malformed request'] },
      ],
    },
    drive: (config) => check(config, 'SUCCEEDED'),
  },
  {
    name: 'requests by hand',
    isConnector: false,
    options: { faults: singleCallFaults },
    drive: askByHand,
  },
];
