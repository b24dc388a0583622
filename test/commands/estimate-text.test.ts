import { expect, test } from 'vitest';
import { estimateText } from '../../src/commands/estimate-text.ts';
import type { StreamEstimate } from '../../src/sync/sync-estimate.ts';

const scale = { requestsPerSecond: 3, dailyRequestLimit: 10_000, budget: 9_900, spent: 2 };

const none: StreamEstimate = {
  name: 'calls',
  from: undefined,
  records: 0,
  requests: 1,
  isUncounted: false,
  isPartly: false,
  isPrivateShareGuessed: false,
  isFilteredShareGuessed: false,
  isLookedUp: false,
  isOfItems: false,
};

function textOf(...streams: readonly Partial<StreamEstimate>[]): string[] {
  return estimateText(
    streams.map((stream) => ({ ...none, ...stream })),
    scale,
    Infinity,
  ).split('\n');
}

test('a line a stream, the sum, and how sure it is', () => {
  const from = Date.UTC(2026, 7, 27, 22, 0, 4);
  expect(
    textOf({ name: 'users', records: 120, requests: 2 }, { from, records: 123_456, requests: 1_235 }),
  ).toEqual([
    'stream  reads from            records  requests',
    'users   everything                120         2',
    'calls   2026-08-27T22:00:04Z  123,456     1,235',
    '',
    'About 123,576 records in 1,237 requests: 12 % of the 10,000 a day, about 7 minutes at 3 requests a second.',
    'Counted by Gong, one request a list (2 made). As a rule a sync takes that many, give or take 10 % and 3.',
    'Nothing was written.',
    '',
  ]);
});

test('what is hardly anything is no nought', () => {
  expect(textOf({ requests: 9 }).join()).toContain(
    '9 requests: < 0.1 % of the 10,000 a day, less than a minute at',
  );
  expect(textOf({ requests: 12_590 }).join()).toContain(', about 1 h 10 min at');
  expect(textOf({ requests: 41 }).join()).toContain('41 requests: 0.4 % of');
});

test('more than a day allows takes days', () => {
  expect(textOf({ requests: 9_900 }).join()).not.toContain('days');
  expect(textOf({ requests: 9_901 })).toContain(
    'That is more than a sync may make in a day (9,900), so it takes 2 days: each sync stops there, and the next one goes on.',
  );
});

test('says of which streams it is less sure', () => {
  const text = textOf({ isPartly: true }, { name: 'users', isPartly: true, isUncounted: true }).join('\n');
  expect(text).toContain('calls, users: several periods are to be read');
  expect(text).toContain('users: Gong does not say how many there are');
});

test('says what a dry run cannot know: how many calls are private, and whether transcripts may be read', () => {
  const text = textOf(
    { isPrivateShareGuessed: true },
    { name: 'callTranscripts', isPrivateShareGuessed: true, isLookedUp: true },
  );
  expect(text.slice(-4)).toEqual([
    'calls, callTranscripts: private calls are left out, and taken to be as many everywhere as on the first page.',
    'callTranscripts: taken to be one for each item that they are asked for by. Whether the key may read them was not tried: source-gong check does that.',
    'Nothing was written.',
    '',
  ]);
});

test('on a narrow terminal no line is broken but between words', () => {
  const from = Date.UTC(2026, 7, 27, 22, 0, 4);
  const stream = { ...none, name: 'answeredScorecards', from, records: 123_456, requests: 1_235 };
  expect(estimateText([{ ...none, name: 'users' }, stream], scale, 40)).toMatch(
    /^stream              records  requests\nusers                     0         1\nansweredScorecards  123,456     1,235\n\nAbout 123,456 records in 1,236 requests:\n12 % /,
  );
});
