import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/base/json-object.ts';
import { schemas } from '../../src/generated/schemas.ts';
import { withUtcTimes } from '../../src/sync/utc-times.ts';
import type { Output } from '../../src/protocol/output.ts';

/** Writes a record in UTC, and returns what came out. */
async function inUtc(stream: string, record: JsonObject): Promise<object | undefined> {
  const came: object[] = [];
  const output: Output = {
    message() {},
    addSecrets() {},
    async flush() {},
    async records(_stream, records) {
      came.push(...records);
    },
  };
  await withUtcTimes(output, schemas).records(stream, [record]);
  return came[0];
}

const local = '2026-11-20T18:11:44.5-07:00';
const utc = '2026-11-21T01:11:44.5Z';

test('moments at every depth come out in UTC, and what other records may hold stays as it is', async () => {
  const call = {
    id: '1',
    startdatetime: local,
    metaData: { started: local, title: local },
    collaboration: { publicComments: [{ posted: local }, { posted: null }, 'odd'] },
  };
  const before = structuredClone(call);
  expect(await inUtc('extensiveCalls', call)).toEqual({
    id: '1',
    startdatetime: utc,
    metaData: { started: utc, title: local },
    collaboration: { publicComments: [{ posted: utc }, { posted: null }, 'odd'] },
  });
  expect(call).toEqual(before);
});

test('a record without a local moment goes out as it is', async () => {
  const call = { id: '1', started: utc, scheduled: 'soon' };
  expect(await inUtc('calls', call)).toBe(call);
});
