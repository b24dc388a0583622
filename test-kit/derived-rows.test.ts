import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { expectedRows, rowsByKey } from './collections.ts';
import { derivedKeys, deriveRows, type DerivedStream } from './derived-rows.ts';
import { truth } from './truth.ts';

const sandbox = await startSandbox({ calls: 260, days: 100, users: 45, extensiveKilobytes: 6 });
afterAll(() => sandbox.close());

const derived = deriveRows({
  extensiveCalls: truth(sandbox, 'extensiveCalls'),
  callTranscripts: truth(sandbox, 'callTranscripts'),
  answeredScorecards: truth(sandbox, 'answeredScorecards'),
});

const names = Object.keys(derivedKeys).filter((name): name is DerivedStream => name in derivedKeys);

test.each(names)('%s, derived from what the sandbox holds of calls, is what it holds of them', (name) => {
  const collection = { name, key: derivedKeys[name] };
  const rows = rowsByKey(collection, derived[name]);
  expect(rows.size).toBeGreaterThan(100);
  expect(rows).toEqual(expectedRows(sandbox, collection, []));
});
