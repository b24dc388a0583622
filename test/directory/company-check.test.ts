import { expect, test } from 'vitest';
import { isOfAnotherCompany } from '../../src/directory/company-check.ts';
import { appCompany, companyOf, type Company } from '../../src/directory/company.ts';
import { StateStore } from '../../src/directory/state-store.ts';
import { NOTHING } from '../../src/directory/directory-state.ts';
import type { Log } from '../../src/protocol/log.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';

const baseUrl = 'https://us-1.api.gong.io';

function app(cell: string): Company {
  return appCompany({ baseUrl, clientId: 'APP', ownUrl: `https://${cell}.api.gong.io` });
}

/** What is said of a directory with records of one company where another one is to be read. */
async function saidOf(known: Company, company: Company): Promise<string> {
  const store = await StateStore.open(newDirectory());
  const sync = { now: 0, file: 'none.jsonl', extent: NOTHING, isFinished: true, isSwapDue: false };
  const users = { stream: 'users', state: { a: 1 }, sync };
  await store.save({ company: known, entries: new Map([['users', users]]), swaps: [] });
  const said: string[] = [];
  const note = (text: string): void => void said.push(text);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  await isOfAnotherCompany(store, company, false, log).catch((error: unknown) => note(String(error)));
  return said.join('\n');
}

test('one app for another company is refused without a word of other credentials, and with the way out', async () => {
  const said = await saidOf(app('company-17'), app('company-18'));
  expect(said).toMatch(
    /they came from company-17\.api\.gong\.io, and Gong's address for this one is company-18\..* take company out of state\.json/,
  );
  expect(said).not.toContain('credentials');
});

test('another key at another host is refused as other credentials', async () => {
  const [known, other] = ['us-1', 'us-2'].map((cell) =>
    companyOf({ baseUrl: `https://${cell}.api.gong.io`, accessKey: cell }),
  );
  const said = known && other && (await saidOf(known, other));
  expect(said).toContain('they came from us-1.api.gong.io, with other credentials. Nothing was read.');
  expect(said).not.toContain('state.json');
});

test('where the directory does not say which company of the app it holds, that is a warning', async () => {
  const unknown = appCompany({ baseUrl, clientId: 'APP', ownUrl: undefined });
  const said = await saidOf(unknown, app('company-18'));
  expect(said).toMatch(/which of the companies that the app reads .* would be mixed/);
  expect(said).not.toContain('credentials');
});
