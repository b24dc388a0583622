import { expect, test } from 'vitest';
import { Calendar } from '../../src/base/calendar.ts';
import { createStreams } from '../../src/streams/index.ts';
import { pagesOf } from '../../src/streams/pages-of.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';

const calendar = new Calendar('America/Los_Angeles');
const day = { from: calendar.startOf('2026-11-18'), to: calendar.startOf('2026-11-19'), isLast: false };

test.each([
  [{}, { fromDate: '2026-11-18T08:00:00Z', toDate: '2026-11-19T08:00:00Z' }],
  [
    { fromDateTime: null, toDateTime: null },
    { fromDate: '2026-11-18T08:00:00Z', toDate: '2026-11-19T08:00:00Z' },
  ],
  [
    { fromDateTime: '2026-11-18T00:00:00-08:00', toDateTime: '2026-11-19T00:00:00-08:00' },
    { fromDate: '2026-11-18T00:00:00-08:00', toDate: '2026-11-19T00:00:00-08:00' },
  ],
])('the rows of a response with %j say of which day they are', async (envelope, told) => {
  const streams = createStreams({ days: { calendar, earliest: 0, known: {} } });
  const lists = streams.filter(({ name }) => name === 'statsInteraction').map(({ list }) => list);
  const body = { requestId: 'r', peopleInteractionStats: [{ userId: '7' }], ...envelope };
  const { signal } = new AbortController();
  const items = [];
  for (const list of lists) {
    const pages = pagesOf(list, day, scriptedGong({ kind: 'data', body }), signal);
    for await (const page of pages) items.push(...page.items);
  }
  expect(items).toEqual([{ userId: '7', ...told }]);
});
