import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { ConfigError, TransientError } from '../../../src/base/errors.ts';
import { Company } from './company.ts';
import { sharedStreams } from './small-lists.ts';

/** Of thirty, one is no sign by itself; of ten, it is. */
function withUsers(count = 30, streams = sharedStreams): Company {
  const company = new Company(30, { streams });
  company.gong.users.clear();
  for (let id = 0; id < count; id += 1) company.gong.users.set(`u${id}`, { id: `u${id}` });
  return company;
}

test('a user is not deleted before the calls have shown what the key sees', async () => {
  const company = withUsers();
  await company.sync();
  for (let id = 1; id <= 15; id += 1) company.gong.hidden.add(String(id));
  company.gong.users.delete('u3');
  await company.sync(HOUR);
  await company.sync(2 * HOUR);
  expect(company.ids('users')).toContain('u3');
  await company.sync(DAY);
  await company.sync(HOUR);
  expect(company.ids('users')).toContain('u3');
});

test('a user that is gone is deleted when all calls have been read since', async () => {
  const company = withUsers();
  await company.sync();
  company.gong.users.delete('u3');
  await company.sync(HOUR);
  await company.sync(2 * HOUR);
  await company.sync(DAY);
  expect(company.ids('users')).not.toContain('u3');
});

test.each([
  ['waits where calls could not be read this time', new TransientError('Gong is busy.'), true],
  ['does not wait for calls that the key may not read', new ConfigError('The key may not.'), false],
])('the deletion of a user %s', async (_what, failure, isThere) => {
  const company = withUsers();
  await company.sync();
  company.gong.users.delete('u3');
  await company.sync();
  company.gong.failureOfCalls = failure;
  await company.sync();
  expect(company.ids('users').includes('u3')).toBe(isThere);
});

test.each([
  ['users', sharedStreams],
  ['calls', sharedStreams.toReversed()],
])('a call and a user that are gone do not wait for each other, with %s first', async (_first, streams) => {
  const company = withUsers(10, streams);
  await company.sync();
  company.gong.calls.delete('4');
  company.gong.users.delete('u3');
  for (let day = 1; day <= 4; day += 1) await company.sync(DAY);
  expect(company.ids('users')).not.toContain('u3');
  expect(company.ids('calls')).not.toContain('4');
});
