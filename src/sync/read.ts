import { ConfigError } from '../errors.ts';
import type { RecordName } from '../generated/records.ts';
import type { Gong } from '../gong/client.ts';
import type { Instant } from '../instant.ts';
import { isJsonObject } from '../json-object.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import { errorTrace, statusTrace } from '../protocol/trace.ts';
import type { Stream } from '../streams/stream.ts';
import type { Validate } from '../validation.ts';
import { ListingWalk } from './listing-walk.ts';
import type { Pace } from './pace.ts';
import { Pool } from './pool.ts';
import { rangeOf, readSavedState, type RangeLimits, type SavedState } from './saved-state.ts';
import { StreamRun } from './stream-run.ts';

export interface SyncOptions {
  readonly streams: readonly Stream[];
  readonly configured: readonly ConfiguredStream[];
  readonly states: ReadonlyMap<string, unknown>;
  readonly limits: RangeLimits;
  readonly includePrivate: boolean;
  readonly pace: Pace;
  readonly validators: Readonly<Record<RecordName, Validate>>;
  readonly output: Output;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A sync that is ready to run. */
export interface Sync {
  /** To be told of every pause that Gong imposes. */
  rateLimitedUntil(instant: Instant): void;
  /** Reads everything. Answers the streams that failed. */
  run(gong: Gong): Promise<string[]>;
}

/** Milliseconds between two looks at whether more requests should be in flight. */
const TICK = 100;

/** Prepares one sync: all streams at once, one failing alone. */
export function prepareSync(options: SyncOptions): Sync {
  const { configured, streams, output, log, pace, signal } = options;
  const runs: StreamRun[] = [];
  return {
    rateLimitedUntil(instant) {
      for (const run of runs) run.rateLimitedUntil(instant);
    },
    async run(gong) {
      const failed: string[] = [];
      for (const choice of configured) {
        const stream = streams.find(({ name }) => name === choice.name);
        if (stream === undefined) failed.push(refuseUnknown(choice.name, output));
        else runs.push(prepareRun(stream, choice, options));
      }
      const pool = new Pool({
        places: () => pace.places,
        wanted: () => pace.workers,
        most: pace.most,
      });
      const walks = groupsOf(runs.filter(({ isActive }) => isActive)).map(
        ({ listing, members }) =>
          new ListingWalk({ listing, runs: members, gong, pool, pace, onRestart: (text) => log.warn(text) }),
      );
      const tick = setInterval(() => {
        pace.look();
        pool.fill();
      }, TICK);
      await Promise.all(walks.map((walk) => walk.read())).finally(() => clearInterval(tick));
      if (signal.aborted) for (const run of runs) run.interrupt();
      failed.push(...runs.filter(({ failure }) => failure !== undefined).map(({ stream }) => stream.name));
      return failed;
    },
  };
}

function prepareRun(stream: Stream, { syncMode }: ConfiguredStream, options: SyncOptions): StreamRun {
  const { states, limits, validators, includePrivate, output, log, signal } = options;
  const { name, cursorField } = stream;
  const state = syncMode === 'incremental' && cursorField !== undefined ? states.get(name) : undefined;
  let saved: SavedState | undefined;
  let fault: unknown;
  try {
    saved = cursorField === undefined ? undefined : readSavedState(name, cursorField, state);
  } catch (error) {
    fault = error;
  }
  const run = new StreamRun({
    stream,
    range: rangeOf(saved, limits),
    given: isJsonObject(state) ? { state, instant: saved?.instant } : undefined,
    includePrivate,
    validate: validators[name],
    output,
    log,
    signal,
  });
  if (fault !== undefined) {
    run.start([]);
    run.fail(fault);
  }
  return run;
}

interface Group {
  readonly listing: Stream['listing'];
  readonly members: StreamRun[];
}

/** Streams of one list are fed by one walk, unless it cannot be cut where one of them has come further than another. */
function groupsOf(runs: readonly StreamRun[]): Group[] {
  const groups: Group[] = [];
  for (const run of runs) {
    const { listing } = run.stream;
    const group = groups.find(
      (other) =>
        other.listing === listing &&
        (listing.granularity === 'second' ||
          other.members.every(({ range }) => range.from === run.range.from)),
    );
    if (group === undefined) groups.push({ listing, members: [run] });
    else group.members.push(run);
  }
  return groups;
}

function refuseUnknown(name: string, output: Output): string {
  const error = new ConfigError(
    `The configured catalog names the stream ${name}, which this source does not have. Refresh the source's schema and choose its streams again.`,
  );
  output.message(errorTrace(error, name));
  output.message(statusTrace(name, 'INCOMPLETE'));
  return name;
}
