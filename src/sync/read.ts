import { ConfigError, toConnectorError } from '../errors.ts';
import type { Gong } from '../gong/client.ts';
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json-object.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import { errorTrace, statusTrace } from '../protocol/trace.ts';
import type { RecordName } from '../generated/records.ts';
import type { Stream } from '../streams/stream.ts';
import type { Validate } from '../validation.ts';
import { ListingWalk } from './listing-walk.ts';
import { Pool } from './pool.ts';
import { rangeOf, readSavedState, type SavedState } from './saved-state.ts';
import { StreamRun } from './stream-run.ts';

export interface SyncOptions {
  readonly streams: readonly Stream[];
  readonly configured: readonly ConfiguredStream[];
  readonly states: ReadonlyMap<string, JsonObject>;
  readonly startDate: Instant;
  readonly lookbackDays: number;
  readonly workers: number;
  readonly includePrivate: boolean;
  /** The moment the sync starts: where its range ends. */
  readonly now: Instant;
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

/** Prepares one sync: all streams at once, one failing alone. */
export function prepareSync(options: SyncOptions): Sync {
  const { configured, output, log, signal } = options;
  const runs: StreamRun[] = [];
  return {
    rateLimitedUntil(instant) {
      for (const run of runs) run.rateLimitedUntil(instant);
    },
    async run(gong) {
      const failed: string[] = [];
      for (const choice of configured) {
        const stream = options.streams.find(({ name }) => name === choice.name);
        if (stream === undefined) failed.push(refuseUnknown(choice.name, output));
        else runs.push(prepareRun(stream, choice, options));
      }
      const pool = new Pool(options.workers);
      const walks = groups(runs.filter(({ isActive }) => isActive)).map((group) => {
        const [{ stream }] = group;
        return new ListingWalk({
          listing: stream.listing,
          runs: group,
          gong,
          pool,
          onRestart: (text) => log.warn(text),
        });
      });
      await Promise.all(walks.map((walk) => walk.read()));
      if (signal.aborted) for (const run of runs) run.interrupt();
      failed.push(...runs.filter(({ failure }) => failure !== undefined).map(({ stream }) => stream.name));
      return failed;
    },
  };
}

function prepareRun(stream: Stream, { syncMode }: ConfiguredStream, options: SyncOptions): StreamRun {
  const { states, startDate, lookbackDays, now, validators, includePrivate, output, log, signal } = options;
  const state =
    syncMode === 'incremental' && stream.cursorField !== undefined ? states.get(stream.name) : undefined;
  let saved: SavedState | undefined;
  let fault: unknown;
  try {
    saved =
      stream.cursorField === undefined
        ? undefined
        : readSavedState(stream.name, stream.cursorField, state ?? {});
  } catch (error) {
    fault = error;
  }
  const run = new StreamRun({
    stream,
    range: rangeOf(saved, { startDate, lookbackDays, now }),
    given: state === undefined ? undefined : { state, instant: saved?.instant },
    includePrivate,
    validate: validators[stream.name],
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

/** The streams that one walk can feed: those of one list, where it can be cut at any moment whatever their ranges. */
function groups(runs: readonly StreamRun[]): [StreamRun, ...StreamRun[]][] {
  const grouped: [StreamRun, ...StreamRun[]][] = [];
  for (const run of runs) {
    const { listing } = run.stream;
    const group = grouped.find(
      ([first]) =>
        first.stream.listing === listing &&
        (listing.calendar === 'seconds' || first.range.from === run.range.from),
    );
    if (group === undefined) grouped.push([run]);
    else group.push(run);
  }
  return grouped;
}

function refuseUnknown(name: string, output: Output): string {
  const error = new ConfigError(
    `The configured catalog names the stream ${name}, which this source does not have. Refresh the source's schema and choose its streams again.`,
  );
  output.message(errorTrace(toConnectorError(error), name));
  output.message(statusTrace(name, 'INCOMPLETE'));
  return name;
}
