import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { isJsonObject } from '../../../src/base/json-object.ts';
import { END } from '../call-world.ts';
import { Company, sent } from './company.ts';
import { sharedStreams } from './small-lists.ts';

const streams = sharedStreams.filter(({ name }) =>
  ['calls', 'extensiveCalls', 'callTranscripts'].includes(name),
);

/** How long a reading at this age may hold, in the words of the design. */
function holdsMs(ageMs: number): number {
  if (ageMs <= 3 * HOUR) return 0;
  return ageMs <= 2 * DAY ? 6 * HOUR : DAY;
}

interface Change {
  readonly id: string;
  readonly atMs: number;
  readonly ageMs: number;
}

test('a change at whatever age up to the look-back is sent by the first sync after its step is due', async () => {
  const company = new Company(42, { streams, emitDeletes: false });
  await company.sync();
  const waiting = new Map<string, Change>();
  const late: object[] = [];
  let seen = 0;
  // Two days, and then only those that still have to be seen.
  for (let hour = 1; hour <= 74; hour += 1) {
    const id = String((hour * 5) % 42);
    const startedMs = Date.parse(String(company.gong.calls.get(id)?.metaData['started']));
    const ageMs = company.now - startedMs;
    if (hour <= 48 && ageMs < 7 * DAY && !waiting.has(`calls ${id}`)) {
      company.change(id, {
        metaData: { title: `title ${hour}` },
        transcript: [{ sentences: [{ text: `said ${hour}` }] }],
      });
      for (const { name } of streams) waiting.set(`${name} ${id}`, { id, atMs: company.now, ageMs });
    }
    const synced = await company.sync(HOUR);
    for (const { name } of streams) {
      for (const record of sent(synced, name)) {
        const changed = isJsonObject(record) ? `${name} ${String(record['callId'] ?? record['id'])}` : '';
        const { atMs = END, ageMs: age = 0 } = waiting.get(changed) ?? {};
        // What was looked up is looked up again once a day.
        const step = name === 'callTranscripts' ? DAY : holdsMs(age);
        if (company.now > atMs + step + HOUR) late.push({ changed, hours: (company.now - atMs) / HOUR });
        if (waiting.delete(changed)) seen += 1;
        else late.push({ changed, why: 'sent though it had not changed' });
      }
    }
  }
  expect({ late, waiting: [...waiting.keys()] }).toEqual({ late: [], waiting: [] });
  expect(seen).toBeGreaterThan(90);
});
