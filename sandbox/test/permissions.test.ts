import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, type Reply, type Row } from './gong-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 20, permissionProfiles: 7 });
});
afterAll(() => sandbox.close());

const truth = (name: Parameters<Sandbox['truth']>[0]): Row[] =>
  [...sandbox.truth(name)].map((text) => parseRow(text));
const profilesOf = (workspaceId: unknown): Promise<Reply> =>
  ask(sandbox, '/v2/all-permission-profiles', { query: { workspaceId: String(workspaceId) } });
const usersOf = (profileId: unknown): Promise<Reply> =>
  ask(sandbox, '/v2/permission-profile/users', { query: { profileId: String(profileId) } });

test('the truth is what comes of asking for each workspace and each profile', async () => {
  const profiles: Row[] = [];
  for (const { id: workspaceId } of truth('workspaces')) {
    const found = rowsOf(await profilesOf(workspaceId), 'profiles');
    const names = found.map(({ name }) => String(name));
    expect(names).toEqual(names.toSorted());
    profiles.push(...found.map((profile) => ({ ...profile, workspaceId })));
  }
  expect(profiles).toHaveLength(21);
  expect(profiles).toEqual(truth('permissionProfiles'));
  const users: Row[] = [];
  for (const { id: profileId, workspaceId } of profiles) {
    const found = rowsOf(await usersOf(profileId), 'users');
    users.push(...found.map((user) => ({ ...user, profileId, workspaceId })));
  }
  expect(users).toEqual(truth('permissionProfileUsers'));
});

test('a profile has all 55 fields of the documentation, and null for lists that do not apply', () => {
  const profiles = truth('permissionProfiles');
  for (const profile of profiles) {
    // And the workspace, which is added.
    expect(Object.keys(profile)).toHaveLength(56);
    expect(Object.values(profile).filter((value) => typeof value === 'boolean')).toHaveLength(44);
  }
  const text = JSON.stringify(profiles);
  for (const part of ['"teamLeadIds":null', '"teamLeadIds":["', '"libraryFolderIds":null']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('"libraryFolderIds":["');
});

test('users are those of the company, most of them with one profile in each workspace', () => {
  const users = new Map(truth('users').map((user) => [user['id'], user]));
  const rows = truth('permissionProfileUsers');
  for (const { id, fullName, emailAddress } of rows) {
    const user = users.get(id);
    expect(fullName).toBe(`${String(user?.['firstName'])} ${String(user?.['lastName'])}`);
    expect(emailAddress).toBe(user?.['emailAddress']);
  }
  const pairs = new Set(rows.map(({ id, workspaceId }) => `${String(id)} ${String(workspaceId)}`));
  expect(pairs.size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.length).toBeLessThan(360);
});

test('an unknown id, none at all and one that is no id are refused', async () => {
  for (const reply of [
    await profilesOf('1'),
    await profilesOf('x'),
    await ask(sandbox, '/v2/all-permission-profiles'),
    await usersOf('1'),
    await usersOf('x'),
    await ask(sandbox, '/v2/permission-profile/users'),
  ]) {
    expect(reply.status).toBe(400);
  }
});

test('only the users of profiles need a scope', async () => {
  await using other = await startSandbox({ ...free, calls: 2, missingScopes: ['api:users:read'] });
  const [{ id, workspaceId } = {}] = [...other.truth('permissionProfiles')].map((text) => parseRow(text));
  const query = { workspaceId: String(workspaceId), profileId: String(id) };
  expect((await ask(other, '/v2/all-permission-profiles', { query })).status).toBe(200);
  expect((await ask(other, '/v2/permission-profile/users', { query })).status).toBe(401);
});
