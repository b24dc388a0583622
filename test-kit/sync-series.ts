import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
import { formatInstant, startOfSecond, type Instant } from '../src/base/instant.ts';
import type { Sandbox } from '../sandbox/src/index.ts';
import { runClockedSync, type FinishedSync } from './clocked-sync.ts';
import { DestinationTable, type RowEvent } from './destination.ts';
import { jsonFile } from './run-cli.ts';
import type { Connection } from './connection.ts';

/** What one sync was seen to do. */
export interface SeenSync extends FinishedSync {
  readonly now: Instant;
  readonly requests: number;
  /** By stream. */
  readonly records: Readonly<Record<string, number>>;
  readonly deletions: number;
  /** The greatest state of each stream, in bytes. */
  readonly stateBytes: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

export interface SyncSeriesOptions {
  readonly sandbox: Pick<Sandbox, 'resetRequests' | 'requests'>;
  readonly connection: Connection;
  /** Whether there are tables; without them records are only counted. */
  readonly hasDestination: boolean;
  readonly onRow?: (event: RowEvent, now: Instant) => void;
}

/** Where a sync is broken off. */
export interface Cut {
  readonly afterLines: number;
  readonly keepsWaiting: boolean;
}

/** Syncs one after the other as a platform runs them: the state of the last one, the tables, and nothing else in common. */
export class SyncSeries {
  readonly tables: ReadonlyMap<string, DestinationTable>;
  readonly #options: SyncSeriesOptions;
  readonly #states = new Map<string, JsonObject>();

  constructor(options: SyncSeriesOptions) {
    this.#options = options;
    const shapes = options.hasDestination ? options.connection.tables : [];
    this.tables = new Map(shapes.map((shape) => [shape.stream, new DestinationTable(shape)]));
  }

  /** As the next sync is given them. */
  get states(): readonly JsonObject[] {
    return [...this.#states.values()];
  }

  async sync(now: Instant, cut?: Cut): Promise<SeenSync> {
    const { sandbox, connection } = this.#options;
    sandbox.resetRequests();
    const seen = { records: {}, deletions: 0, stateBytes: {}, warnings: [] };
    const stateFile = this.#states.size === 0 ? undefined : jsonFile(this.states);
    const finished = await runClockedSync({
      dist: connection.dist,
      now: startOfSecond(now),
      words: [...connection.words, ...(stateFile === undefined ? [] : ['--state', stateFile])],
      onLine: (line) => this.#take(line, seen, now),
      cutAfterLines: cut?.afterLines,
    });
    // Weeks of them would fill the disk.
    if (stateFile !== undefined) rmSync(dirname(stateFile), { recursive: true });
    for (const table of this.tables.values()) table.breakOff(cut?.keepsWaiting ?? true);
    if (!finished.isCut && finished.exitCode !== 0 && finished.stderr !== '') {
      throw new Error(`the sync of ${formatInstant(now)}: ${finished.stderr.slice(-1000)}`);
    }
    return { ...finished, ...seen, now, requests: sandbox.requests.length };
  }

  #take(line: string, seen: Counts, now: Instant): void {
    const stream = RECORD.exec(line)?.[1];
    if (stream !== undefined) {
      seen.records[stream] = (seen.records[stream] ?? 0) + 1;
      const table = this.tables.get(stream);
      if (table === undefined) return;
      const event = table.add(objectAt(JSON.parse(line), 'record', 'data'));
      if (event.isDeletion) seen.deletions += 1;
      this.#options.onRow?.(event, now);
      return;
    }
    const message: unknown = JSON.parse(line);
    if (!isJsonObject(message)) return;
    if (message['type'] === 'STATE') this.#takeState(objectAt(message, 'state'), seen);
    const status = objectAt(message, 'trace', 'stream_status');
    if (status['status'] === 'COMPLETE') {
      this.tables.get(String(objectAt(status, 'stream_descriptor')['name']))?.complete();
    }
    const log = objectAt(message, 'log');
    if (log['level'] === 'WARN') seen.warnings.push(String(log['message']));
  }

  #takeState(state: JsonObject, seen: Counts): void {
    const name = String(objectAt(state, 'stream', 'stream_descriptor')['name']);
    this.#states.set(name, state);
    this.tables.get(name)?.commit();
    const bytes = Buffer.byteLength(JSON.stringify(objectAt(state, 'stream', 'stream_state')));
    seen.stateBytes[name] = Math.max(seen.stateBytes[name] ?? 0, bytes);
  }
}

interface Counts {
  readonly records: Record<string, number>;
  deletions: number;
  readonly stateBytes: Record<string, number>;
  readonly warnings: string[];
}

const RECORD = /^\{"type":"RECORD","record":\{"stream":"(\w+)"/;

function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const found = path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
  return isJsonObject(found) ? found : {};
}
