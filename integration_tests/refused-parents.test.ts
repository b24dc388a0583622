import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../src/base/json-object.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { startScriptedGong, type ScriptedGong, type ScriptedRequest } from './support/scripted-gong.ts';
import { daysAgo } from './support/sync.ts';

const users = Array.from({ length: 40 }, (_, index) => ({
  id: String(100 + index),
  emailAddress: `u${index}@example.com`,
  managerId: String(500 + index),
}));

/** What a company with 40 users sends, each of whom has a manager and a flow. */
function bodyOf({ path, query, body }: ScriptedRequest): object | undefined {
  if (path === '/v2/users') return { users, records: { totalRecords: users.length } };
  if (path === '/v2/workspaces') return { workspaces: [{ id: '1' }] };
  if (path === '/v2/flows') return { flows: [{ id: `flow of ${query['flowOwnerEmail']}` }] };
  if (path === '/v2/stats/activity/aggregate') return { timeZone: 'UTC', usersAggregateActivityStats: [] };
  if (path === '/v2/coaching')
    return { coachingData: [{ directReportsMetrics: [{ report: { id: `of ${query['manager-id']}` } }] }] };
  if (path !== '/v2/flows/steps') return undefined;
  const { flowIds }: { readonly flowIds: readonly string[] } = JSON.parse(body);
  return { flows: flowIds.map((id) => ({ id, steps: [{ id: 's' }] })) };
}

/** Such a Gong, that refuses some of what it is asked for with this status and text. */
function startRefusingGong(
  refuses: (request: ScriptedRequest) => readonly [status: number, text: string] | false,
) {
  return startScriptedGong((request) => {
    const refused = refuses(request);
    if (refused !== false) return { status: refused[0], body: JSON.stringify({ errors: [refused[1]] }) };
    const body = bodyOf(request);
    return body && { body: JSON.stringify({ requestId: 'r', ...body }) };
  });
}

async function read(gong: ScriptedGong, stream: string, state?: unknown) {
  const catalog = JSON.parse((await runCli(['catalog', '--streams', stream])).stdout);
  const config = { ...gong.config, start_date: daysAgo(70) };
  const files = ['--config', jsonFile(config), '--catalog', jsonFile(catalog)];
  const given = state === undefined ? [] : ['--state', jsonFile(state)];
  return runCommand('read', ...files, ...given);
}

function warningsOf(output: Output): string[] {
  return output.logs('WARN').map(({ message }) => message);
}

function rowOf({ from, managerId }: JsonObject): string {
  return `${String(from)} ${String(managerId)}`;
}

describe.concurrent('parents that Gong refuses', () => {
  test.each(['Your IP address is not in the whitelist', 'Access denied'])(
    'no month counts as read in which "%s" was said to all but a few, and the next sync reads it',
    async (text) => {
      let isOver = false;
      let gongIsWell = true;
      const months = new Set<string>();
      await using gong = await startRefusingGong(({ path, query }) => {
        if (path !== '/v2/coaching' || isOver) return false;
        months.add(query['from'] ?? '');
        if (months.size === 2 && query['manager-id'] === '505') gongIsWell = false;
        return gongIsWell ? false : [403, text];
      });
      const broken = await read(gong, 'coaching');
      expect([broken.exitCode, broken.output.statuses('coaching').at(-1)]).toEqual([1, 'INCOMPLETE']);
      expect(broken.output.errors('coaching').map(({ message }) => message)).toEqual([
        expect.stringContaining(text),
      ]);
      isOver = true;
      const whole = await read(gong, 'coaching', broken.output.savedState());
      expect([whole.exitCode, warningsOf(whole.output)]).toEqual([0, []]);
      const rows = [broken, whole].flatMap(({ output }) => output.records('coaching').map(rowOf));
      const from = new Set(rows.map((row) => row.split(' ')[0]));
      expect(from.size).toBeGreaterThanOrEqual(3);
      expect(new Set(rows).size).toBe(from.size * users.length);
    },
  );

  test('one owner of flows does not take the steps of all others', async () => {
    await using gong = await startRefusingGong(
      ({ query }) => query['flowOwnerEmail'] === 'u3@example.com' && [400, 'Unknown flowOwnerEmail'],
    );
    const { exitCode, output } = await read(gong, 'flowSteps');
    expect([exitCode, output.statuses('flowSteps').at(-1)]).toEqual([0, 'COMPLETE']);
    expect(output.records('flowSteps')).toHaveLength(users.length - 1);
    expect(warningsOf(output)).toEqual([expect.stringMatching(/u3@example\.com is left out of flowSteps/)]);
  });

  test('one owner who is refused does not leave less patience with an outage', async () => {
    let asked = 0;
    await using gong = await startRefusingGong(({ query }) => {
      if (query['flowOwnerEmail'] === 'u3@example.com') return [400, 'Unknown flowOwnerEmail'];
      return query['flowOwnerEmail'] === 'u25@example.com' && (asked += 1) < 3 && [503, 'Unavailable'];
    });
    const { exitCode, output } = await read(gong, 'flowSteps');
    expect([exitCode, output.records('flowSteps').length]).toEqual([0, users.length - 1]);
  });

  test('the first three managers do not take all others', async () => {
    await using gong = await startRefusingGong(
      ({ query }) => ['500', '501', '502'].includes(query['manager-id'] ?? '') && [403, 'Access denied'],
    );
    const { exitCode, output } = await read(gong, 'coaching');
    expect([exitCode, output.statuses('coaching').at(-1)]).toEqual([0, 'COMPLETE']);
    const managers = new Set(output.records('coaching').map(({ managerId }) => managerId));
    expect(managers.size).toBe(users.length - 3);
    expect(warningsOf(output).every((text) => text.includes('manager 500 in workspace 1'))).toBe(true);
  });
});
