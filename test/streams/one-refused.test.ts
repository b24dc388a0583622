import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { SystemError, TransientError } from '../../src/base/errors.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { CallUsersAccess } from '../../src/streams/call-users-access.ts';
import { CrmEntitySchema } from '../../src/streams/crm-entity-schema.ts';
import { FlowProspects } from '../../src/streams/flow-prospects.ts';
import { FlowSteps } from '../../src/streams/flow-steps.ts';
import { pagesOf } from '../../src/streams/pages-of.ts';
import { keepProspects, noteProspectsOfTasks } from '../../src/streams/seen-prospects.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { quiet } from '../gong/quiet-gong.ts';
import { lookedUp } from './looked-up.ts';

/** A Gong that refuses what mentions one of these texts. */
function gongOf(bodyOf: (request: GongRequest) => object, ...refused: readonly string[]) {
  const warnings: string[] = [];
  const events = new EventEmitter<GongEvents>();
  events.on('warning', ({ text }) => warnings.push(text));
  const error = new SystemError('no', { status: 400 });
  const gong: Gong = {
    ...quiet,
    events,
    async request(request) {
      const text = JSON.stringify([request.query, request.body]);
      if (refused.some((each) => text.includes(`"${each}"`)))
        return { kind: 'rejected', status: 400, text: 'no', error };
      return { kind: 'data', body: bodyOf(request) };
    },
  };
  return { gong, warnings };
}

async function read(stream: Stream, items: readonly JsonObject[], gong: Gong): Promise<JsonObject[]> {
  return (await lookedUp(stream, [items], gong)).flat();
}

function flowsOf({ path, query, body }: GongRequest): object {
  if (path === '/v2/flows') return { flows: [{ id: String(query?.['flowOwnerEmail']) }] };
  const { flowIds } = body ?? {};
  const ids: unknown[] = Array.isArray(flowIds) ? flowIds : [];
  return { flows: ids.map((id) => ({ id, steps: [{ id: 's' }] })) };
}

test.each([
  ['one owner', ['u3']],
  ['the first owners', ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9', 'u10']],
  ['all owners but one', Array.from({ length: 39 }, (_, index) => `u${index}`)],
])('flows of others have their steps where %s are refused', async (_which, refused) => {
  const { gong, warnings } = gongOf(flowsOf, ...refused);
  const users = Array.from({ length: 40 }, (_, index) => ({ emailAddress: `u${index}` }));
  const ids = (await read(new FlowSteps(), users, gong)).map(({ flowId }) => flowId);
  const left = users.map(({ emailAddress }) => emailAddress).filter((each) => !refused.includes(each));
  expect([ids.length, new Set(ids)]).toEqual([left.length, new Set<unknown>(left)]);
  expect(warnings).toEqual([expect.stringContaining(' is left out of flowSteps')]);
});

function fieldsOf({ query }: GongRequest): object {
  return { objectTypeToSelectedFields: { [String(query?.['objectType'])]: [{ uniqueName: 'x' }] } };
}

test.each([
  ['an integration', '1', 4],
  ['a type', 'CONTACT', 6],
])('%s that is refused leaves the fields of others', async (_which, refused, count) => {
  const { gong, warnings } = gongOf(fieldsOf, refused);
  const records = await read(new CrmEntitySchema(), [{ integrationId: 1 }, { integrationId: 2 }], gong);
  expect(records).toHaveLength(count);
  expect(records[0]).toMatchObject({ uniqueName: 'x', objectType: expect.any(String) });
  expect(warnings).toEqual([expect.stringContaining(' is left out of crmEntitySchema')]);
});

function prospectsOf({ body, path }: GongRequest): object {
  if (path === '/v2/flows') return { flows: [] };
  const { crmProspectsIds } = body ?? {};
  const ids: unknown[] = Array.isArray(crmProspectsIds) ? crmProspectsIds : [];
  return { prospectsAssigned: ids.map((id) => ({ flowInstanceId: id })) };
}

test('a CRM id that Gong does not take leaves the flows of the other contacts', async () => {
  const people = Array.from({ length: 100 }, (_, index) => ({ crmId: `c${index}` }));
  const { gong, warnings } = gongOf(prospectsOf, 'c50');
  expect(await read(new FlowProspects(1_000), people, gong)).toHaveLength(99);
  expect(warnings).toEqual([expect.stringMatching(/contact or lead c50 are left out/)]);
});

test.each([
  ['/v2/calls/users-access', new CallUsersAccess(), { id: '1' }],
  ['/v2/flows/steps', new FlowSteps(), { emailAddress: 'u1' }],
  ['/v2/flows/prospects', new FlowProspects(1_000), { crmId: 'c1' }],
])('where %s is down and others are well, its stream fails', async (down, stream, item) => {
  const { gong, warnings } = gongOf((request) => ({ calls: [], ...flowsOf(request) }));
  const request: Gong['request'] = async (asked, signal) => {
    if (asked.path === down) throw new TransientError('down', { status: 500 });
    return gong.request(asked, signal);
  };
  await expect(read(stream, [item], { ...gong, request })).rejects.toThrow('down');
  expect(warnings).toEqual([]);
});

test.each([
  [2, ['c0', 'c1'], 1],
  [3, ['c0', 'c1', 'c2'], 0],
  [0, [], 0],
])('a limit of %i contacts that is reached is said', async (limit, expected, count) => {
  const { gong, warnings } = gongOf(prospectsOf);
  const stream = new FlowProspects(limit);
  keepProspects(gong);
  noteProspectsOfTasks(
    gong,
    ['c0', 'c1', 'c2'].map((crmId) => ({ contact: { crmId } })),
  );
  const ids: unknown[] = [];
  const { signal } = new AbortController();
  for await (const { items } of pagesOf(stream.list, { from: 0, to: 1, isLast: true }, gong, signal))
    ids.push(...items.map(({ crmId }) => crmId));
  expect(ids).toEqual(expected);
  expect(warnings).toHaveLength(count);
  expect(warnings.every((text) => text.includes('name 3 contacts and leads'))).toBe(true);
});
