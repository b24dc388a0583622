import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { Company } from './company.ts';

/** Enough for one of them to be no sign by itself. */
function withUsers(): Company {
  const company = new Company(30);
  for (let id = 0; id < 30; id += 1) company.gong.users.set(`u${id}`, { id: `u${id}` });
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
