import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { expectedRows, rowsByKey, type Collection } from '../test-kit/collections.ts';
import { parseOutput } from '../test-kit/airbyte-output.ts';
import { idsOfFiltered } from '../test-kit/filtered-calls.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { parseExactly } from '../test-kit/truth.ts';
import { newDirectory } from '../test-kit/directory-files.ts';
import { streams } from '../src/streams/index.ts';
import { small, sync } from './support/sync.ts';

const company = { ...small, workspaces: 5, internalShare: 0.3, users: 12, flows: 36, workers: 0 } as const;
const sandbox = await startSandbox(company);
afterAll(() => sandbox.close());

const ids = [...sandbox.truth('workspaces')].map((text) => String(parseExactly(text)['id']));
const [one = '', other = ''] = ids;

/** Collections whose rows name their workspace. */
const byWorkspace = [
  'permissionProfiles',
  'permissionProfileUsers',
  'libraryFolders',
  'libraryFolderContent',
  'coaching',
  'keywordTrackers',
  'aiBriefs',
];
/** Those that Gong narrows to one workspace, though their rows do not name it. */
const unnamed = ['flows', 'flowFolders', 'flowSteps', 'tasks'];
const collections = streams
  .filter(({ name }) => byWorkspace.includes(name))
  .map(({ name, primaryKey }): Collection => ({ name, key: primaryKey }));

async function read(names: readonly string[], config: Record<string, unknown>, on: Sandbox = sandbox) {
  const before = on.requests.length;
  const output = await sync(on, { streams: names, config });
  return { output, requests: on.requests.length - before };
}

const unfiltered = await read([...byWorkspace, ...unnamed], {});

describe.each([
  ['one workspace', [one]],
  ['two workspaces', [one, other]],
])('%s', (_name, workspace_ids) => {
  test('has what belongs to it of all collections, for fewer requests', async () => {
    const { output, requests } = await read([...byWorkspace, ...unnamed], { workspace_ids });
    expect(requests).toBeLessThan(unfiltered.requests);
    for (const collection of collections) {
      const rows = output.records(collection.name);
      const all = expectedRows(sandbox, collection, unfiltered.output.records(collection.name));
      const expected = [...all].filter(([, row]) => workspace_ids.includes(String(row['workspaceId'])));
      expect([collection.name, rowsByKey(collection, rows)]).toEqual([collection.name, new Map(expected)]);
    }
    for (const name of unnamed) {
      const [now = 0, before = 0] = [output, unfiltered.output].map((each) => each.records(name).length);
      expect([name, now < before]).toEqual([name, workspace_ids.length === 1]);
    }
  });
});

test('a workspace that is not there is told as that', async () => {
  const config = jsonFile({ ...sandbox.config, workspace_ids: ['17'] });
  const check = parseOutput((await runCli(['check', '--config', config])).stdout);
  const warnings = check.logs('WARN').map(({ message }) => message);
  expect(warnings).toContainEqual(expect.stringMatching(/^workspace_ids has an id that Gong's list/));
  expect(warnings).toContainEqual(
    expect.stringMatching(/a workspace that Gong does not have.*workspace_ids/),
  );
});

test('where internal calls are left out, the streams of calls need the extensive list, and do without no other', async () => {
  await using lacking = await startSandbox({ ...company, missingScopes: ['api:calls:read:extensive'] });
  const names = ['calls', 'callTranscripts', 'callUsersAccess'];
  const config = { exclude_internal_calls: true };
  const output = await sync(lacking, { streams: names, config, exitCode: 1, rules: { sharedErrors: true } });
  expect(names.map((name) => output.statuses(name).at(-1))).toEqual(names.map(() => 'INCOMPLETE'));
  expect(names.flatMap((name) => output.records(name))).toEqual([]);
  expect(lacking.requests.some(({ path }) => path === '/v2/calls')).toBe(false);
  const path = jsonFile({ ...lacking.config, ...config });
  const check = parseOutput((await runCli(['check', '--config', path])).stdout);
  expect(check.logs('WARN').map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/streams calls, .*callTranscripts, .*callUsersAccess.* api:calls:read:extensive/),
  );
});

test('a stream that is made of an excluded block fails alone, and a check warns of it', async () => {
  const config = { exclude_content: ['parties'] };
  const names = ['callParticipants', 'callTrackers', 'calls'];
  const output = await sync(sandbox, { streams: names, config, exitCode: 1 });
  expect(names.map((name) => output.statuses(name).at(-1))).toEqual(['INCOMPLETE', 'COMPLETE', 'COMPLETE']);
  const [error] = output.errors('callParticipants');
  expect(error).toMatchObject({ failure_type: 'config_error' });
  expect(error?.message).toMatch(/"parties".*Take parties out of exclude_content, or leave out the stream/);
  const check = await runCli(['check', '--config', jsonFile({ ...sandbox.config, ...config })]);
  const warnings = parseOutput(check.stdout).logs('WARN');
  expect(warnings.map(({ message }) => message)).toEqual([error?.message]);
});

test('a dry run counts what the filters let through', async () => {
  const filters = { workspace_ids: [one], exclude_internal_calls: true };
  const config = jsonFile({ ...sandbox.config, ...filters });
  const words = ['--config', config, '--to', `${newDirectory()}/gong`, '--streams', 'calls', '--dry-run'];
  const { stdout } = await runCli(['sync', ...words]);
  const [, records = ''] = /calls\s+\S+\s+(\d+)\s+2\b/.exec(stdout) ?? [];
  expect(Math.abs(Number(records) - idsOfFiltered(sandbox, filters).size)).toBeLessThan(8);
  expect(stdout).toContain('what the filters of the config leave out is taken to be as much everywhere');
});

test('with a filter of hosts, what belongs to private calls of others stays out of folders', async () => {
  const calls = [...sandbox.truth('calls')].map((text) => parseExactly(text));
  const isPrivate = new Set(calls.flatMap((call) => (call['isPrivate'] === true ? [call['id']] : [])));
  const open = calls.find(({ id }) => !isPrivate.has(id));
  const names = ['extensiveCalls', 'libraryFolderContent'];
  const { output } = await read(names, { primary_user_ids: [String(open?.['primaryUserId'])] });
  const { output: all } = await read(names, { include_private_calls: true });
  const content = (of: typeof output): string[] =>
    of
      .records('libraryFolderContent')
      .map(({ id }) => String(id))
      .toSorted();
  expect(content(all).filter((id) => isPrivate.has(id)).length).toBeGreaterThan(0);
  expect(content(output)).toEqual(content(all).filter((id) => !isPrivate.has(id)));
});
