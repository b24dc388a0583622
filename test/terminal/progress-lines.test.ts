import { stripVTControlCharacters } from 'node:util';
import { array, assert, integer, nat, property, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPaint } from '../../src/terminal/paint.ts';
import { progressLines } from '../../src/terminal/progress-lines.ts';
import type { SyncProgress } from '../../src/terminal/sync-progress.ts';
import { widthOf } from '../../src/terminal/text-width.ts';
import { followedSync, syncAtEnd, syncInWait, syncUnderWay } from './followed-syncs.ts';

const plain = createPaint(false);

function screen({ progress }: { readonly progress: SyncProgress }, columns: number): string {
  return `\n${progressLines(progress.current, columns, plain).join('\n')}\n`;
}

describe('on 80 columns', () => {
  test('at the start', () => {
    expect(screen(followedSync(), 80)).toMatchInlineSnapshot(`
      "
        stream                                     records  newest (UTC)      requests
      ○ users               ─────────────────────        0                           0
      ○ calls               ─────────────────────        0                           0
      ○ extensiveCalls      ─────────────────────        0                           0
      ○ scorecards          ─────────────────────        0                           0
      ○ answeredScorecards  ─────────────────────        0                           0
      ○ callTranscripts     ─────────────────────        0                           0
      0.0 of 3 requests/s · 0 % of the day's quota by this sync
      "
    `);
  });

  test('under way', () => {
    expect(screen(syncUnderWay(), 80)).toMatchInlineSnapshot(`
      "
        stream                                     records  newest (UTC)      requests
      ✓ users               ━━━━━━━━━━━━━━━━           120  2026-11-25 08:15         2
      ● calls               ━━━━━───────────  400 of 1,200  2026-11-25 08:15         0
      ● extensiveCalls      ━━━━━───────────  400 of 1,200  2026-11-25 08:15         4
      ✓ scorecards          ━━━━━━━━━━━━━━━━             6  2026-11-25 08:15         1
      ● answeredScorecards  ━━━━━━━━────────      30 of 60  2026-11-25 08:15         1
      ● callTranscripts     ━━━━━───────────  388 of 1,200  2026-11-25 08:15         4
      0.4 of 3 requests/s · 0.1 % of the day's quota by this sync · about 36 s left
      "
    `);
  });

  test('in a wait', () => {
    expect(screen(syncInWait(), 80)).toMatchInlineSnapshot(`
      "
        stream                                     records  newest (UTC)      requests
      ✓ users               ━━━━━━━━━━━━━━━━           120  2026-11-25 08:15         2
      ● calls               ━━━━━───────────  400 of 1,200  2026-11-25 08:15         0
      ● extensiveCalls      ━━━━━───────────  400 of 1,200  2026-11-25 08:15         4
      ✓ scorecards          ━━━━━━━━━━━━━━━━             6  2026-11-25 08:15         1
      ● answeredScorecards  ━━━━━━━━────────      30 of 60  2026-11-25 08:15         1
      ● callTranscripts     ━━━━━───────────  388 of 1,200  2026-11-25 08:15         4
      waits until 08:16:02 UTC (42 s), as Gong asked · about 1 min 18 s left
      "
    `);
  });

  test('at the end', () => {
    expect(screen(syncAtEnd(), 80)).toMatchInlineSnapshot(`
      "
        stream                                     records  newest (UTC)      requests
      ✓ users               ━━━━━━━━━━━━━━━━           120  2026-11-25 08:15         2
      ✓ calls               ━━━━━━━━━━━━━━━━         1,188  2026-11-25 08:15         0
      ✓ extensiveCalls      ━━━━━━━━━━━━━━━━         1,188  2026-11-25 08:15         5
      ✓ scorecards          ━━━━━━━━━━━━━━━━             6  2026-11-25 08:15         1
      ✓ answeredScorecards  ━━━━━━━━━━━━━━━━            60  2026-11-25 08:15         1
      ✗ callTranscripts     ━━━━━───────────  388 of 1,200  2026-11-25 08:15         4
      0.0 of 3 requests/s · 0.1 % of the day's quota by this sync
      "
    `);
  });
});

describe('on 120 columns', () => {
  test('under way', () => {
    expect(screen(syncUnderWay(), 120)).toMatchInlineSnapshot(`
      "
        stream                                                   records  newest (UTC)      requests
      ✓ users               ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━           120  2026-11-25 08:15         2
      ● calls               ━━━━━━━━━━────────────────────  400 of 1,200  2026-11-25 08:15         0
      ● extensiveCalls      ━━━━━━━━━━────────────────────  400 of 1,200  2026-11-25 08:15         4
      ✓ scorecards          ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━             6  2026-11-25 08:15         1
      ● answeredScorecards  ━━━━━━━━━━━━━━━───────────────      30 of 60  2026-11-25 08:15         1
      ● callTranscripts     ━━━━━━━━━─────────────────────  388 of 1,200  2026-11-25 08:15         4
      0.4 of 3 requests/s · 0.1 % of the day's quota by this sync · about 36 s left
      "
    `);
  });

  test('in a wait', () => {
    expect(screen(syncInWait(), 120)).toMatchInlineSnapshot(`
      "
        stream                                                   records  newest (UTC)      requests
      ✓ users               ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━           120  2026-11-25 08:15         2
      ● calls               ━━━━━━━━━━────────────────────  400 of 1,200  2026-11-25 08:15         0
      ● extensiveCalls      ━━━━━━━━━━────────────────────  400 of 1,200  2026-11-25 08:15         4
      ✓ scorecards          ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━             6  2026-11-25 08:15         1
      ● answeredScorecards  ━━━━━━━━━━━━━━━───────────────      30 of 60  2026-11-25 08:15         1
      ● callTranscripts     ━━━━━━━━━─────────────────────  388 of 1,200  2026-11-25 08:15         4
      waits until 08:16:02 UTC (42 s), as Gong asked · 0.1 % of the day's quota by this sync · about 1 min 18 s left
      "
    `);
  });
});

describe('on 40 columns', () => {
  test('under way', () => {
    expect(screen(syncUnderWay(), 40)).toMatchInlineSnapshot(`
      "
        stream                   records
      ✓ users                        120
      ● calls               400 of 1,200
      ● extensiveCalls      400 of 1,200
      ✓ scorecards                     6
      ● answeredScorecards      30 of 60
      ● callTranscripts     388 of 1,200
      0.4 of 3 requests/s · about 36 s left
      "
    `);
  });

  test('in a wait', () => {
    expect(screen(syncInWait(), 40)).toMatchInlineSnapshot(`
      "
        stream                   records
      ✓ users                        120
      ● calls               400 of 1,200
      ● extensiveCalls      400 of 1,200
      ✓ scorecards                     6
      ● answeredScorecards      30 of 60
      ● callTranscripts     388 of 1,200
      waits until 08:16:02 UTC (42 s)
      "
    `);
  });
});

test('no line is ever wider than the terminal, and colours change nothing but the colour', () => {
  const count = nat({ max: 50_000_000 });
  const streams = uniqueArray(string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), {
    maxLength: 7,
  });
  assert(
    property(streams, array(count), integer({ min: 1, max: 200 }), (names, counts, columns) => {
      const { events, progress, page, pass, clock } = followedSync(
        names.map((name) => ({ name, endpoints: [name] })),
      );
      for (const [index, each] of counts.entries()) {
        const stream = names[index % Math.max(1, names.length)];
        if (stream === undefined) continue;
        pass(each);
        if (index % 3 === 0) events.emit('estimate', { stream, records: each });
        if (index % 5 === 0) events.emit('wait', { until: clock() + each });
        if (index % 7 === 0) events.emit('streamEnded', { stream, status: 'INCOMPLETE' });
        page(stream, each, stream);
      }
      const lines = progressLines(progress.current, columns, plain);
      expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
      const coloured = progressLines(progress.current, columns, createPaint(true));
      expect(coloured.map(stripVTControlCharacters)).toEqual(lines);
    }),
    { numRuns: 200 },
  );
});
