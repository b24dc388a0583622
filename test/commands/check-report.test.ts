import { expect, test } from 'vitest';
import { describeCheck } from '../../src/commands/check-report.ts';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError, TransientError, type ConnectorError } from '../../src/base/errors.ts';
import { streams as everyStream } from '../../src/streams/index.ts';
import type { Tried } from '../../src/commands/try-streams.ts';

const { credentials } = readConfig({
  credentials: { auth_type: 'APIKey', access_key: 'KEYKEYKEYKEY7Q2Z', access_key_secret: 'SECRET' },
}).config;

const wide = { columns: Infinity, redact: (text: string) => text };
const streams = everyStream.filter(({ isReadByDefault }) => isReadByDefault);

interface Trouble {
  readonly error: ConnectorError;
  readonly scope?: string;
}

/** A check in which these streams could not be read. */
function checkedWith(troubles: Readonly<Record<string, Trouble>>, others: Partial<Tried> = {}): Tried {
  const checked = streams.map((stream) => {
    const trouble = troubles[stream.name];
    return {
      stream,
      items: [],
      isProven: trouble === undefined,
      ...(trouble === undefined ? {} : { refusal: { scope: undefined, ...trouble } }),
    };
  });
  return { baseUrl: 'https://api.gong.io', streams: checked, failure: undefined, hints: [], ...others };
}

test('a check in which all is well', () => {
  expect(describeCheck(credentials, checkedWith({}), wide)).toBe(`Gong        https://api.gong.io
Access key  ends in 7Q2Z

✓ users               api:users:read
✓ calls               api:calls:read:basic
✓ extensiveCalls      api:calls:read:extensive
✓ scorecards          api:settings:scorecards:read
✓ answeredScorecards  api:stats:scorecards
✓ callTranscripts     api:calls:read:transcript

All streams can be read.
`);
});

test('what a stream lacks stands in its line, and other reasons once below', () => {
  const busy = new TransientError('Gong was busy.\nTry again\u001B[31m later.');
  const missing = new ConfigError('Gong refused it.');
  const text = describeCheck(
    credentials,
    checkedWith(
      {
        calls: { error: missing, scope: 'api:calls:read:basic' },
        extensiveCalls: { error: missing, scope: 'api:calls:read:media-url' },
        users: { error: busy },
        scorecards: { error: busy },
      },
      { hints: ['It looks odd.'] },
    ),
    wide,
  );
  expect(text).toMatch(/^✗ calls +api:calls:read:basic +is missing: add it to the credentials, or leave/m);
  expect(text).toMatch(/^✗ extensiveCalls +api:calls:read:extensive +api:calls:read:media-url is missing: /m);
  expect(text).toMatch(/^\? users +api:users:read$/m);
  expect(text.split('\n\n').slice(2)).toEqual([
    'users, scorecards: Gong was busy. Try again later.',
    'It looks odd.',
    '2 of 6 streams can be read. The others can be left out: source-gong sync --exclude users,calls,extensiveCalls,scorecards\n',
  ]);
});

test('what is true of all streams is said once, and of no stream', () => {
  const error = new ConfigError('Gong refused the access key.');
  const troubles = Object.fromEntries(streams.map(({ name }) => [name, { error }]));
  const text = describeCheck(credentials, checkedWith(troubles, { failure: error.message }), wide);
  expect(text.split('\n\n').slice(2)).toEqual(['Gong refused the access key.', 'No stream can be read.\n']);
  expect(text.match(/^✗ /gm)).toHaveLength(6);
});

test('nothing of a short key is shown', () => {
  expect(
    describeCheck({ type: 'APIKey', accessKey: 'SHORTKEY', accessKeySecret: 'S' }, checkedWith({}), wide),
  ).not.toContain('TKEY');
});

test('secrets are masked before lines are broken', () => {
  const error = new ConfigError('Gong says that the key KEYKEY KEYKEY7Q2Z is none.');
  const view = { columns: 40, redact: (text: string) => text.replace('KEYKEY KEYKEY7Q2Z', '****') };
  expect(describeCheck(credentials, checkedWith({ users: { error } }), view)).toContain('the key ****');
});

test.each([
  [
    80,
    `\
✓ users               api:users:read
✓ calls               api:calls:read:basic
✗ extensiveCalls      api:calls:read:extensive
    api:calls:read:media-url is missing: add it to the credentials, or leave out
    the stream
✓ scorecards          api:settings:scorecards:read
✓ answeredScorecards  api:stats:scorecards
✗ callTranscripts     api:calls:read:transcript
    is missing: add it to the credentials, or leave out the stream

4 of 6 streams can be read. The others can be left out: source-gong sync
--exclude extensiveCalls,callTranscripts
`,
  ],
  [
    40,
    `\
✓ users
    api:users:read
✓ calls
    api:calls:read:basic
✗ extensiveCalls
    api:calls:read:extensive
    api:calls:read:media-url is missing:
    add it to the credentials, or leave
    out the stream
✓ scorecards
    api:settings:scorecards:read
✓ answeredScorecards
    api:stats:scorecards
✗ callTranscripts
    api:calls:read:transcript
    is missing: add it to the
    credentials, or leave out the stream

4 of 6 streams can be read. The others
can be left out: source-gong sync
--exclude extensiveCalls,callTranscripts
`,
  ],
])('on %d columns no word is broken', (columns, report) => {
  const error = new ConfigError('Gong refused it.');
  const troubles = {
    extensiveCalls: { error, scope: 'api:calls:read:media-url' },
    callTranscripts: { error, scope: 'api:calls:read:transcript' },
  };
  const text = describeCheck(credentials, checkedWith(troubles), { ...wide, columns });
  expect(text.slice(text.indexOf('\n\n') + 2)).toBe(report);
});
