import { parseArgs } from 'node:util';
import type { SandboxOptions } from './options.ts';

interface CommandLineOption {
  /** Its name in `SandboxOptions`. */
  readonly key: keyof SandboxOptions;
  readonly kind: 'number' | 'text' | 'list' | 'totals' | 'yes' | 'no';
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly help: string;
}

/** What can be chosen on the command line, by the words there. */
const OPTIONS: Readonly<Record<string, CommandLineOption>> = {
  port: { key: 'port', kind: 'number', value: 'n', help: 'port on 127.0.0.1 (default: any free one)' },
  seed: { key: 'seed', kind: 'number', value: 'n', help: 'the same seed gives the same data' },
  calls: { key: 'calls', kind: 'number', value: 'n', help: 'how many calls there are' },
  days: { key: 'days', kind: 'number', value: 'n', help: 'over how many days they are spread' },
  until: { key: 'until', kind: 'text', value: 'instant', help: 'where the data ends (default: now)' },
  'log-entries': { key: 'logEntries', kind: 'number', value: 'n', help: 'how many entries each log has' },
  flows: { key: 'flows', kind: 'number', value: 'n', help: 'how many flows there are' },
  tasks: { key: 'tasks', kind: 'number', value: 'n', help: 'how many tasks there are' },
  users: { key: 'users', kind: 'number', value: 'n', help: 'how many users there are' },
  'latency-ms': { key: 'latencyMilliseconds', kind: 'number', value: 'n', help: 'wait before every answer' },
  'latency-jitter': {
    key: 'latencyJitter',
    kind: 'number',
    value: 'share',
    help: 'share of the latency by which a wait is longer or shorter',
  },
  'requests-per-second': {
    key: 'requestsPerSecond',
    kind: 'number',
    value: 'n',
    help: 'the rate limit; 0 lifts it',
  },
  'daily-request-limit': { key: 'dailyRequestLimit', kind: 'number', value: 'n', help: 'the quota of a day' },
  'cursor-minutes': { key: 'cursorMinutes', kind: 'number', value: 'n', help: 'how long a cursor lives' },
  offset: { key: 'offset', kind: 'text', value: 'offset', help: 'offset of the company, such as +02:00' },
  order: {
    key: 'order',
    kind: 'text',
    value: 'order',
    help: 'of lists: ascending, descending, scattered or ascending-but-for-the-last',
  },
  totals: {
    key: 'totals',
    kind: 'totals',
    value: 'rule',
    help: 'totalRecords: right, zero, negative, missing, capped, half, double or a number',
  },
  'count-lead': { key: 'countLead', kind: 'yes', help: 'let totals count calls that are not published yet' },
  'short-pages': {
    key: 'shortPages',
    kind: 'number',
    value: 'share',
    help: 'share of the pages that hold fewer records than they can',
  },
  'late-share': {
    key: 'lateShare',
    kind: 'number',
    value: 'share',
    help: 'share of the calls that stay hidden until they are published',
  },
  'late-within-days': {
    key: 'lateWithinDays',
    kind: 'number',
    value: 'n',
    help: 'how many days before the end a late call can lie',
  },
  clock: {
    key: 'clock',
    kind: 'text',
    value: 'instant',
    help: 'a clock by which calls appear and change; it moves with POST /sandbox/clock',
  },
  'edited-share': {
    key: 'editedShare',
    kind: 'number',
    value: 'share',
    help: 'share of the calls that are edited, with a clock',
  },
  'deleted-share': {
    key: 'deletedShare',
    kind: 'number',
    value: 'share',
    help: 'share of the calls that are deleted, with a clock',
  },
  'edit-rounds': {
    key: 'editRounds',
    kind: 'number',
    value: 'n',
    help: 'how often the lot of an edit is drawn for each call',
  },
  'edited-parts': {
    key: 'editedParts',
    kind: 'list',
    value: 'a,b',
    help: 'what of calls is edited: title, brief, keyPoints, crm, parties, trackers, comments, transcript, privacy, start',
  },
  'returning-share': {
    key: 'returningShare',
    kind: 'number',
    value: 'share',
    help: 'share of the deleted calls that come back',
  },
  'no-transcript-share': {
    key: 'noTranscriptShare',
    kind: 'number',
    value: 'share',
    help: 'share of the calls that never get a transcript',
  },
  'late-transcript-share': {
    key: 'lateTranscriptShare',
    kind: 'number',
    value: 'share',
    help: 'share of the transcripts that come up to a day late',
  },
  'review-changes': {
    key: 'reviewChanges',
    kind: 'number',
    value: 'share',
    help: 'share of the reviews that are edited, deleted and late, with a clock',
  },
  'list-changes': {
    key: 'listChanges',
    kind: 'number',
    value: 'share',
    help: 'share of the users, scorecards and trackers that are changed, added and removed, with a clock',
  },
  'internal-share': {
    key: 'internalShare',
    kind: 'number',
    value: 'share',
    help: 'share of the calls in which everybody is of the company',
  },
  'no-sees-calls': { key: 'seesCalls', kind: 'no', help: 'credentials whose owner may see no calls' },
  'token-seconds': {
    key: 'tokenSeconds',
    kind: 'number',
    value: 'n',
    help: 'how long an access token of OAuth lives (default: a day)',
  },
  'missing-scopes': {
    key: 'missingScopes',
    kind: 'list',
    value: 'a,b',
    help: 'scopes that the credentials lack, such as api:users:read',
  },
  'resign-media': { key: 'resignMedia', kind: 'yes', help: 'sign media URLs anew at every request' },
  'page-cache-megabytes': {
    key: 'pageCacheMegabytes',
    kind: 'number',
    value: 'n',
    help: 'memory for pages that are asked for again',
  },
  'extensive-kilobytes': {
    key: 'extensiveKilobytes',
    kind: 'number',
    value: 'n',
    help: 'size of an extensive call',
  },
};

export const HELP = `Usage: gong-sandbox [options]

Runs a local Gong with invented data. It prints its address and a config for source-gong, and runs until Ctrl-C.

Options:
${Object.entries(OPTIONS)
  .map(
    ([name, { value, help }]) =>
      `  ${`--${name}${value === undefined ? '' : ` <${value}>`}`.padEnd(30)}${help}`,
  )
  .join('\n')}
  --help                        show this

Examples:
  gong-sandbox --port 8080
      a company of 1,200 calls
  gong-sandbox --calls 20000 --days 300 --latency-ms 1000
      a larger and slower company
`;

/** Returns undefined where the help is asked for. Throws an error whose message says what is wrong with the words. */
export function readCommandLine(words: readonly string[]): SandboxOptions | undefined {
  const types = Object.entries(OPTIONS).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  );
  const { values } = parseArgs({
    args: joinNegative(words),
    options: { ...Object.fromEntries(types), help: { type: 'boolean' } },
  });
  if (values['help'] === true) return undefined;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const option = OPTIONS[name];
      return option === undefined ? [] : [[option.key, valueOf(name, option, value)]];
    }),
  );
}

/** A negative number looks like an option, and is taken for one where it stands by itself. */
function joinNegative(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1] ?? '';
    if (/^-\d+$/.test(word) && index > 0) return [];
    return word.startsWith('--') && /^-\d+$/.test(next) ? [`${word}=${next}`] : [word];
  });
}

function valueOf(name: string, { kind }: CommandLineOption, value: unknown): unknown {
  if (kind === 'yes' || kind === 'no') return kind === 'yes';
  if (kind === 'list') {
    return String(value)
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  }
  // What is no number is a rule, and the sandbox knows which there are.
  if (kind === 'text' || (kind === 'totals' && !/^-?\d+$/.test(String(value)))) return value;
  const number = Number(value);
  const isValid =
    String(value).trim() !== '' && Number.isFinite(number) && (number >= 0 || kind === 'totals');
  if (!isValid) throw new RangeError(`--${name} must be a number from 0 up.`);
  return number;
}
