import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemas } from '../../src/generated/schemas.ts';
import { parseInstant } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { createOutput } from '../../src/protocol/output.ts';
import { withUtcTimes } from '../../src/sync/utc-times.ts';

/** What goes out of one record. */
async function sent(stream: string, record: JsonObject): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  const output = createOutput(
    (bytes) => {
      chunks.push(Uint8Array.from(bytes));
      return Promise.resolve();
    },
    () => {},
  );
  const inUtc = withUtcTimes(output, schemas);
  await inUtc.records(stream, [record]);
  await inUtc.flush();
  const { record: message }: { record: { data: unknown } } = JSON.parse(Buffer.concat(chunks).toString());
  return message.data;
}

async function utcOf(started: unknown): Promise<unknown> {
  return Object(await sent('calls', { started })).started;
}

test.each([
  ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31T10:00:00.5-07:30', '2026-01-31T17:30:00.5Z'],
  ['2026-01-31T23:59:59.999+00:00', '2026-01-31T23:59:59.999Z'],
  ['2026-03-01T00:30:00.123456+0100', '2026-02-28T23:30:00.123456Z'],
  ['1969-12-31T23:59:59.25-01:00', '1970-01-01T00:59:59.25Z'],
])('%s goes out as %s', async (given, utc) => {
  expect(await utcOf(given)).toBe(utc);
});

test.each([
  '2026-01-31T10:00:00Z',
  '2026-01-31T10:00:00',
  '2026-01-31',
  '2026-02-30T10:00:00+02:00',
  '2026-01-31T10:00:60+02:00',
  '9999-12-31T23:00:00-02:00',
  'tomorrow',
  '',
  null,
  7,
  { started: '2026-01-31T10:00:00+02:00' },
])('%j stays as it is', async (given) => {
  expect(await utcOf(given)).toEqual(given);
});

test('times are found where the schema has them, however deep, and nowhere else', async () => {
  const local = '2026-01-31T10:00:00+02:00';
  const utc = '2026-01-31T08:00:00Z';
  const record = (time: string): JsonObject => ({
    startdatetime: time,
    metaData: { started: time, scheduled: time, title: local },
    collaboration: { publicComments: [{ posted: time, comment: local }, null, { posted: null }] },
    context: [{ objects: [{ fields: [{ name: 'CloseDate', value: local }] }] }],
    newField: local,
  });
  expect(await sent('extensiveCalls', record(local))).toEqual(record(utc));
  const other = { collaboration: { publicComments: { posted: local } }, metaData: [local] };
  expect(await sent('extensiveCalls', other)).toEqual(other);
});

test('a stream that is not known goes out as it is', async () => {
  const record = { started: '2026-01-31T10:00:00+02:00' };
  expect(await sent('other', record)).toEqual(record);
});

test('the moment stays the same, and a time in UTC as it is', async () => {
  const offset = fc.tuple(fc.constantFrom('+', '-'), fc.nat(14), fc.constantFrom('00', '30', '45'));
  const moment = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(moment, offset, async (date, [sign, hours, minutes]) => {
      const given = `${date.toISOString().slice(0, -1)}${sign}${String(hours).padStart(2, '0')}:${minutes}`;
      const utc = await utcOf(given);
      expect(utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(parseInstant(utc)).toBe(parseInstant(given));
      expect(await utcOf(utc)).toBe(utc);
    }),
  );
});
