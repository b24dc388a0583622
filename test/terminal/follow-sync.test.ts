import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECOND } from '../../src/base/instant.ts';
import { followSync } from '../../src/terminal/follow-sync.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { createTextOutput, type TextOutput } from '../../src/terminal/text-output.ts';
import { TerminalScreen } from '../../test-kit/terminal-screen.ts';
import {
  everyStream,
  EXTENSIVE,
  followedSync,
  START,
  syncAtEnd,
  syncUnderWay,
  type FollowedSync,
} from './followed-syncs.ts';

interface Shown {
  readonly output: TextOutput;
  readonly end: () => void;
  /** What stderr got. */
  readonly written: () => string;
  readonly screen: TerminalScreen;
  /** `meanwhile` happens when the window is so wide already, and nobody has been told. */
  readonly resize: (columns: number, meanwhile: () => void) => void;
}

const nothing = (): void => {};

/** A sync on a terminal of these columns, or without one. */
async function show({ events, clock }: FollowedSync, columns?: number, rows = 24): Promise<Shown> {
  let written = '';
  const screen = new TerminalScreen(columns ?? Infinity);
  let width = columns ?? 80;
  let listener = nothing;
  const terminal: Terminal = {
    isStdoutTerminal: false,
    isStderrTerminal: columns !== undefined,
    get columns() {
      return width;
    },
    rows,
    onResize(onResize) {
      listener = onResize;
      return {
        [Symbol.dispose]() {
          listener = nothing;
        },
      };
    },
    writeError(text) {
      written += text;
      screen.write(text.replaceAll('\n', '\r\n'));
    },
  };
  const output = createTextOutput((line) => terminal.writeError(`${line}\n`));
  const limits = { requestsPerSecond: 3, dailyRequestLimit: 10_000 };
  const environment = { TERM: 'xterm' };
  const shown = await followSync({
    events,
    streams: everyStream,
    ...limits,
    clock,
    terminal,
    output,
    environment,
  });
  return {
    output,
    end: () => shown[Symbol.dispose](),
    written: () => written,
    screen,
    resize(next, meanwhile) {
      screen.resize(next);
      meanwhile();
      width = next;
      listener();
    },
  };
}

function warn(output: TextOutput, message: string): void {
  output.message({ type: 'LOG', log: { level: 'WARN', message } });
}

describe('without a terminal', () => {
  test('there is a line at the start, at each wait and warning, and a summary', async () => {
    const sync = followedSync();
    const { output, end, written } = await show(sync);
    sync.pass(2 * SECOND);
    sync.page('users', 120, 'GET /v2/users');
    sync.events.emit('streamEnded', { stream: 'users', status: 'COMPLETE' });
    sync.events.emit('wait', { until: START + 44 * SECOND });
    warn(output, 'Gong counted more');
    sync.pass(42 * SECOND);
    end();
    expect(written()).toMatchInlineSnapshot(`
      "2026-11-26T08:15:00Z Reading users, calls, extensiveCalls, scorecards, answeredScorecards, callTranscripts, with at most 3 requests a second and 10,000 a day
      2026-11-26T08:15:02Z Gong asked for a pause until 2026-11-26T08:15:44Z (42 s)
      2026-11-26T08:15:02Z warning: Gong counted more
      2026-11-26T08:15:44Z users: 120 records, 1 request
      2026-11-26T08:15:44Z calls: 0 records, 0 requests, not read to the end
      2026-11-26T08:15:44Z extensiveCalls: 0 records, 0 requests, not read to the end
      2026-11-26T08:15:44Z scorecards: 0 records, 0 requests, not read to the end
      2026-11-26T08:15:44Z answeredScorecards: 0 records, 0 requests, not read to the end
      2026-11-26T08:15:44Z callTranscripts: 0 records, 0 requests, not read to the end
      2026-11-26T08:15:44Z 120 records, 1 request, 44.0 seconds
      "
    `);
  });

  test('requests that all have to wait until nearly the same moment make one line', async () => {
    const sync = followedSync();
    const { written } = await show(sync);
    for (const laterMs of [0, 3, 40, 1_000]) sync.events.emit('wait', { until: START + 60_000 + laterMs });
    sync.events.emit('wait', { until: START + 499 });
    expect(written().match(/Gong asked for a pause/g)).toHaveLength(2);
  });

  test('the summary says what is lacking or different, and nothing that a terminal would obey', async () => {
    const sync = followedSync();
    const { end, written } = await show(sync);
    syncAtEnd(sync);
    end();
    expect(written()).toMatchInlineSnapshot(`
      "2026-11-26T08:15:00Z Reading users, calls, extensiveCalls, scorecards, answeredScorecards, callTranscripts, with at most 3 requests a second and 10,000 a day
      2026-11-26T08:17:20Z users: 120 records, 2 requests
      2026-11-26T08:17:20Z calls: 1,188 records, 0 requests
      2026-11-26T08:17:20Z extensiveCalls: 1,188 records, 5 requests
      2026-11-26T08:17:20Z scorecards: 6 records, 1 request
      2026-11-26T08:17:20Z answeredScorecards: 60 records, 1 request
      2026-11-26T08:17:20Z callTranscripts: 388 records, 4 requests, not read to the end
      2026-11-26T08:17:20Z 2,950 records, 13 requests, 140.4 seconds
      2026-11-26T08:17:20Z extensiveCalls: differed from the schema: parties[].age must be string (7 times)
      2026-11-26T08:17:20Z private calls left out, since include_private_calls is false: 12 of calls, 12 of extensiveCalls, 12 of callTranscripts
      2026-11-26T08:17:20Z callTranscripts: 12 transcripts not there yet; later syncs ask for them again
      "
    `);
  });
});

test('of a stream of which nothing could be read, no private calls are left out', async () => {
  const sync = followedSync();
  const { end, written } = await show(sync);
  sync.page('extensiveCalls', 1, EXTENSIVE);
  for (const stream of ['extensiveCalls', 'calls', 'callTranscripts'])
    sync.events.emit('privateLeftOut', { stream, count: 5 });
  sync.events.emit('streamEnded', { stream: 'calls', status: 'COMPLETE' });
  sync.events.emit('streamEnded', { stream: 'callTranscripts', status: 'INCOMPLETE' });
  end();
  expect(written()).toContain('include_private_calls is false: 5 of calls, 5 of extensiveCalls\n');
});

describe('on a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('the numbers are drawn in their place, and warnings above them', async () => {
    const sync = followedSync();
    const { output, screen } = await show(sync, 80);
    warn(output, 'the first');
    sync.page('users', 120, 'GET /v2/users');
    vi.advanceTimersByTime(SECOND);
    warn(output, `the second, ${'which is as long as such a warning can be '.repeat(5)}`);
    const lines = screen.text.split('\n');
    expect(lines.filter((line) => line.includes('users'))).toHaveLength(1);
    expect(lines.findIndex((line) => line.includes('the second'))).toBe(1);
    expect(lines.find((line) => line.includes('users'))).toMatch(/^● users .* 120 .* 1$/);
    expect(screen.text).toMatch(/^warning: the first\nwarning: the second, [^●]*\n {2}stream /);
  });

  test('in the end a summary stands there, and nothing is drawn any more', async () => {
    const sync = followedSync();
    const { output, end, screen } = await show(sync, 80);
    syncAtEnd(sync);
    end();
    const before = screen.text;
    vi.advanceTimersByTime(SECOND);
    expect(screen.text).toBe(before);
    expect(screen.isClean).toBe(true);
    expect(before).toMatchInlineSnapshot(`
      "  stream                   records  newest (UTC)      requests
      ✓ users                        120  2026-11-25 08:15         2
      ✓ calls                      1,188  2026-11-25 08:15         0
      ✓ extensiveCalls             1,188  2026-11-25 08:15         5
      ✓ scorecards                     6  2026-11-25 08:15         1
      ✓ answeredScorecards            60  2026-11-25 08:15         1
      ✗ callTranscripts     388 of 1,200  2026-11-25 08:15         4
      2,950 records, 13 requests, 140.4 seconds
      extensiveCalls: differed from the schema: parties[].age must be string (7 times)
      private calls left out, since include_private_calls is false: 12 of calls, 12 of
      extensiveCalls, 12 of callTranscripts
      callTranscripts: 12 transcripts not there yet; later syncs ask for them again
      "
    `);
    warn(output, 'what comes after');
    expect(screen.text).toBe(`${before.trimEnd()}\nwarning: what comes after\n`);
  });

  test.each([40, 80, 120])('no line is wrapped on %d columns', async (columns) => {
    const sync = followedSync();
    const { end, screen } = await show(sync, columns);
    syncAtEnd(sync);
    vi.advanceTimersByTime(SECOND);
    // The headers, a line a stream, the line for the whole, and the one where the cursor is.
    expect(screen.lines).toHaveLength(everyStream.length + 3);
    end();
  });

  test('a window that changes its width leaves what was written, and one table', async () => {
    const sync = followedSync();
    const { output, end, screen, resize } = await show(sync, 120);
    syncUnderWay(sync);
    warn(output, 'the first');
    vi.advanceTimersByTime(SECOND);
    for (const columns of [60, 32, 45, 100]) {
      resize(columns, () => {
        sync.page('calls', 1);
        vi.advanceTimersByTime(SECOND);
      });
      const headers = expect.stringMatching(/^ {2}stream /);
      const table = everyStream.map(({ name }) => expect.stringMatching(new RegExp(`^[●✓] ${name} `)));
      const whole = expect.stringMatching(/left$/);
      const shown = screen.text.trimEnd().split('\n');
      expect(shown).toEqual(['warning: the first', headers, ...table, whole]);
    }
    end();
  });

  test('a terminal with fewer lines than streams shows the last ones', async () => {
    const { screen } = await show(followedSync(), 80, 4);
    expect(screen.text.trimEnd().split('\n')).toHaveLength(3);
  });
});
