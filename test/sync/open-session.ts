import { EventEmitter } from 'node:events';
import { expect } from 'vitest';
import { logDrift } from '../../src/commands/sync-log.ts';
import { DAY } from '../../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import { createLog, type Log } from '../../src/protocol/log.ts';
import { createOutput } from '../../src/protocol/output.ts';
import { Calls } from '../../src/streams/calls.ts';
import type { Range } from '../../src/streams/list.ts';
import type { Stream } from '../../src/streams/stream.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { readSavedState } from '../../src/sync/saved-state.ts';
import { StreamCoverage } from '../../src/sync/stream-coverage.ts';
import { StreamSession, type StreamSessionOptions } from '../../src/sync/stream-session.ts';

/** The start of the sync. */
export const NOW = Date.UTC(2026, 10, 20, 8);

export interface SessionPlan extends Partial<Pick<StreamSessionOptions, 'validate' | 'isNews' | 'signal'>> {
  readonly stream?: Stream;
  readonly range?: Range;
  /** The state that the sync is given. */
  readonly given?: JsonObject;
  readonly lookbackMs?: number;
  readonly isFullRefresh?: boolean;
}

export interface OpenSession {
  readonly session: StreamSession;
  readonly coverage: StreamCoverage;
  readonly events: EventEmitter<SyncEvents>;
  readonly log: Log;
  /** A range has been read to its end. */
  readonly close: (range: Range) => void;
  /** Lets the clock go on. */
  readonly pass: (durationMs: number) => void;
  /** What has been written so far, one short text a line. */
  readonly written: () => Promise<string[]>;
}

/** A stream in a sync, whose messages are kept as they are written. */
export function openSession(plan: SessionPlan = {}): OpenSession {
  const { stream = new Calls(), range = { from: NOW - 90 * DAY, to: NOW }, given, lookbackMs = 0 } = plan;
  const { isFullRefresh = false, validate = () => true, isNews = () => true } = plan;
  const { signal = new AbortController().signal } = plan;
  const lines: string[] = [];
  let buffer = '';
  const output = createOutput(
    async (bytes) => {
      const parts = (buffer + Buffer.from(bytes).toString()).split('\n');
      buffer = parts.pop() ?? '';
      lines.push(...parts);
    },
    () => expect.unreachable(),
  );
  const events = new EventEmitter<SyncEvents>();
  const { name, cursorField = '' } = stream;
  const saved = readSavedState(given, {
    stream: name,
    cursorField,
    lookbackMs,
    onWarning: expect.unreachable,
  });
  const list = stream.sharedList === undefined ? undefined : stream.list.name;
  const isWhole = stream.list.granularity === 'none';
  const coverage = new StreamCoverage({ saved, range, lookbackMs, isFullRefresh, isWhole, list });
  const log = createLog(output, 'info');
  logDrift(events, log);
  let nowMs = 0;
  const session = new StreamSession({
    stream,
    range,
    coverage,
    given,
    partitions: 1,
    cursorField: stream.isCompared ? undefined : stream.cursorField,
    sendsAll: true,
    validate,
    output,
    events,
    log,
    isNews,
    clock: () => nowMs,
    signal,
  });
  return {
    session,
    coverage,
    events,
    log,
    close(closed) {
      coverage.add(closed);
      session.noteGrowth();
    },
    pass(durationMs) {
      nowMs += durationMs;
    },
    async written() {
      await output.flush();
      return lines.map((line) => shortened(JSON.parse(line)));
    },
  };
}

/** Only the states among these, as they would be given to the next sync. */
export function statesAmong(written: readonly string[]): JsonObject[] {
  return written.flatMap((line): JsonObject[] => {
    const state: unknown = line.startsWith('STATE') ? JSON.parse(line.slice(line.indexOf('{'))) : undefined;
    return isJsonObject(state) ? [state] : [];
  });
}

/** Only statuses, errors, records and states. */
export function withoutLogs(written: readonly string[]): string[] {
  return written.filter((line) => !/^(INFO|WARN|ERROR) /.test(line));
}

function shortened(message: unknown): string {
  const { type, record, state, log, trace } = objectOf(message);
  if (type === 'RECORD') return `RECORD ${String(objectOf(objectOf(record)['data'])['id'])}`;
  if (type === 'STATE') {
    const { sourceStats, stream } = objectOf(state);
    const count = String(objectOf(sourceStats)['recordCount']);
    return `STATE of ${count}: ${JSON.stringify(objectOf(stream)['stream_state'])}`;
  }
  if (type === 'LOG') return `${String(objectOf(log)['level'])} ${String(objectOf(log)['message'])}`;
  const { type: kind, error, estimate, stream_status: status } = objectOf(trace);
  if (kind === 'ERROR') return `TRACE ${String(objectOf(error)['message'])}`;
  if (kind === 'ESTIMATE') return `ESTIMATE ${String(objectOf(estimate)['row_estimate'])}`;
  const { status: name, reasons } = objectOf(status);
  return reasons === undefined ? String(name) : `${String(name)} ${JSON.stringify(reasons)}`;
}

function objectOf(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return value;
}
