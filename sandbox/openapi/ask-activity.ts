import type { Fault } from '../src/index.ts';
import { asker, objectsOf, type Ask } from './asker.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import type { Run } from './run.ts';

const DAYS = { fromDate: '2026-10-01', toDate: '2026-10-20' };
const EMPTY_DAYS = { fromDate: '2020-01-01', toDate: '2020-01-02' };
const USER = '1234567890123456789';
const EMAIL = 'user.1@example.com';
const TIMES = 'from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z';
const LOGS = '/v2/logs?fromDateTime=2026-10-01T00:00:00Z&logType=';
const TASKS = { types: ['FLOW', 'MANUAL'], taskAction: ['CALL'], status: ['OPEN', 'DONE', 'DISMISSED'] };

interface Question {
  readonly path: string;
  readonly body?: object;
  /** Refusals that no request brings about. */
  readonly refusals: readonly number[];
  /** A request that Gong finds malformed. */
  readonly malformed: { readonly path?: string; readonly body?: object };
}

const statistics = [
  'interaction',
  'activity/aggregate',
  'activity/aggregate-by-period',
  'activity/day-by-day',
];

/** Each endpoint with a good question and a bad one. */
const questions: readonly Question[] = [
  ...statistics.map((name) => ({
    path: `/v2/stats/${name}`,
    body: withPeriod(name, DAYS),
    refusals: [401, 429, 500],
    malformed: { body: { filter: { fromDate: '2026-10-01' } } },
  })),
  {
    path: `${LOGS}AccessLog`,
    refusals: [401, 429, 500],
    malformed: { path: '/v2/logs' },
  },
  {
    path: `/v2/users/${USER}/settings-history`,
    refusals: [401, 429, 500],
    malformed: { path: '/v2/users/nobody/settings-history' },
  },
  {
    path: '/v2/calls/users-access',
    body: { filter: { callIds: [USER] } },
    refusals: [401, 500],
    malformed: { body: { filter: { callIds: [] } } },
  },
  {
    path: `/v2/coaching?workspace-id=1&manager-id=1&${TIMES}`,
    refusals: [401, 403, 429, 500],
    malformed: { path: '/v2/coaching' },
  },
  {
    path: '/v2/tasks',
    body: { filter: { userId: USER, ...TASKS } },
    refusals: [401, 403, 429, 500],
    malformed: { body: { filter: { userId: USER } } },
  },
  {
    path: `/v2/flows?flowOwnerEmail=${EMAIL}`,
    refusals: [401, 403, 429, 500],
    malformed: { path: '/v2/flows' },
  },
  {
    path: `/v2/flows/folders?flowFolderOwnerEmail=${EMAIL}`,
    refusals: [401, 403, 429, 500],
    malformed: { path: '/v2/flows/folders' },
  },
  {
    path: '/v2/flows/steps',
    body: { flowIds: [USER] },
    refusals: [401, 403, 429, 500],
    malformed: { body: { flowIds: [] } },
  },
  {
    path: '/v2/flows/prospects',
    body: { crmProspectsIds: ['nobody'] },
    refusals: [401, 403, 429, 500],
    malformed: { body: {} },
  },
];

/** What people do in Gong: statistics, logs, settings, access, coaching, tasks and flows. */
export const activityByHand: Run = {
  name: 'requests by hand about activity',
  isClient: false,
  options: {
    until: '2026-11-01T00:00:00Z',
    calls: 600,
    days: 30,
    flows: 60,
    pageSize: 10,
    tasks: 200,
    faults: questions.flatMap(faultsOf),
  },
  drive: askAboutActivity,
};

function faultsOf({ path, refusals }: Question): Fault[] {
  const [plain = path] = path.split('?');
  return refusals.map((status, index) => ({
    path: plain,
    at: index + 1,
    status,
    ...(status === 429 ? { retryAfter: '1' } : {}),
  }));
}

async function askAboutActivity(config: JsonObject): Promise<void> {
  const ask = asker(config);
  for (const { path, body, refusals, malformed } of questions) {
    for (const _ of refusals) await ask(path, body);
    await ask(path, body);
    await ask(malformed.path ?? path, malformed.body ?? body);
  }
  for (const name of statistics) {
    await askAllPages(ask, `/v2/stats/${name}`, withPeriod(name, DAYS));
    await ask(`/v2/stats/${name}`, withPeriod(name, EMPTY_DAYS));
  }
  for (const period of ['DAY', 'MONTH', 'QUARTER', 'YEAR']) {
    await ask('/v2/stats/activity/aggregate-by-period', { filter: DAYS, aggregationPeriod: period });
  }
  const logTypes = ['AccessLog', 'UserActivityLog', 'UserCallPlay', 'ExternallySharedCallAccess'];
  for (const type of [...logTypes, 'ExternallySharedCallPlay']) await askAllPages(ask, `${LOGS}${type}`);
  await ask(`${LOGS}AccessLog&toDateTime=2026-10-02T00:00:00Z`);

  const calls = (await askAllPages(ask, '/v2/calls?fromDateTime=2026-10-25T00:00:00Z')).flatMap((answer) =>
    objectsOf(answer, 'calls'),
  );
  const callIds = calls.slice(0, 100).map(({ id }) => id);
  await ask('/v2/calls/users-access', { filter: { callIds } });
  const users = (await askAllPages(ask, '/v2/users?includeAvatars=true')).flatMap((answer) =>
    objectsOf(answer, 'users'),
  );
  const workspace = calls[0]?.['workspaceId'];
  for (const { id, emailAddress } of users) {
    await ask(`/v2/users/${String(id)}/settings-history`);
    await ask(`/v2/coaching?workspace-id=${String(workspace)}&manager-id=${String(id)}&${TIMES}`);
    await ask('/v2/tasks', { filter: { userId: id, ...TASKS } });
    await askAllPages(ask, `/v2/flows?flowOwnerEmail=${String(emailAddress)}`);
    await askAllPages(ask, `/v2/flows/folders?flowFolderOwnerEmail=${String(emailAddress)}`);
  }
  const flows = objectsOf(await ask(`/v2/flows?flowOwnerEmail=${EMAIL}`), 'flows').map(({ id }) => id);
  await ask(`/v2/flows?flowOwnerEmail=${EMAIL}&mostRecentlyAssigned=true`);
  await ask('/v2/flows/steps', { flowIds: flows });
  await askAboutProspects(ask);
}

/** By the ids of the people who took part in calls, and by the ids of what they are in. */
async function askAboutProspects(ask: Ask): Promise<void> {
  const selector = {
    context: 'Extended',
    exposedFields: { parties: true },
  };
  const calls = await ask('/v2/calls/extensive', { filter: {}, contentSelector: selector });
  const contexts = objectsOf(calls, 'calls')
    .flatMap((call) => objectsOf(call, 'parties'))
    .flatMap((party) => objectsOf(party, 'context'));
  const people = contexts.flatMap((context) => objectsOf(context, 'objects')).map(({ objectId }) => objectId);
  const found = await ask('/v2/flows/prospects', { crmProspectsIds: [...new Set(people)].slice(0, 100) });
  const instances = objectsOf(found, 'prospectsAssigned').map(({ flowInstanceId }) => flowInstanceId);
  await ask('/v2/flows/prospects', { flowInstanceIds: instances });
}

async function askAllPages(ask: Ask, path: string, body?: JsonObject): Promise<unknown[]> {
  const answers: unknown[] = [];
  let cursor: unknown;
  do {
    const inQuery = typeof cursor === 'string' && body === undefined ? `&cursor=${cursor}` : '';
    const answer = await ask(`${path}${inQuery}`, cursor === undefined ? body : body && { ...body, cursor });
    answers.push(answer);
    const records = isJsonObject(answer) ? answer['records'] : undefined;
    cursor = isJsonObject(records) ? records['cursor'] : undefined;
  } while (cursor !== undefined);
  return answers;
}

function withPeriod(name: string, filter: object): JsonObject {
  return { filter, ...(name.endsWith('by-period') ? { aggregationPeriod: 'WEEK' } : {}) };
}
