import type { Fault } from '../src/index.ts';
import { asker, objectsOf } from './asker.ts';
import type { JsonObject } from './json-object.ts';
import type { Run } from './run.ts';

const SINGLE_CALL = '/v2/calls/1';

/** What a single call's endpoint answers besides, one after the other. */
const singleCallFaults: readonly Fault[] = [401, 429, 500].map((status, index) => ({
  path: SINGLE_CALL,
  at: index + 1,
  status,
}));

/** Requests by hand, so that their answers are judged too. */
export const byHand: Run = {
  name: 'requests by hand',
  isClient: false,
  options: { faults: singleCallFaults },
  drive: askByHand,
};

/** What clients seldom ask, so that its answers are judged too: single calls, other selections, bad requests. */
async function askByHand(config: JsonObject): Promise<void> {
  const ask = asker(config);
  const calls = objectsOf(await ask('/v2/calls'), 'calls');
  await ask(`/v2/calls/${String(calls[0]?.['id'])}`);
  for (const id of ['1234567890123456789', 'no-id']) await ask(`/v2/calls/${id}`);
  for (const _ of singleCallFaults) await ask(SINGLE_CALL);
  await ask('/v2/users?includeAvatars=true');
  const extensive = '/v2/calls/extensive';
  await ask(extensive, { filter: {} });
  await ask(extensive, {
    filter: {},
    contentSelector: { context: 'Basic', exposedFields: { parties: true } },
  });
  await ask('/v2/calls/transcript', { filter: {} });
  const answered = '/v2/stats/activity/scorecards';
  for (const reviewMethod of ['MANUAL', 'AUTOMATIC']) await ask(answered, { filter: { reviewMethod } });

  for (const path of ['/v2/calls', '/v2/users']) await ask(`${path}?cursor=no.such.cursor`);
  await ask('/v2/calls?fromDateTime=yesterday');
  for (const path of [extensive, '/v2/calls/transcript']) await ask(path, { filter: { callIds: [] } });
  for (const path of [extensive, '/v2/calls/transcript', answered]) {
    await ask(path, {});
    await ask(path, { filter: {} }, 'text/plain');
  }
}
