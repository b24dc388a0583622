import { controlTokenStore } from '../src/commands/control-token-store.ts';
import { read } from '../src/commands/read.ts';
import { startOfSecond, type Instant } from '../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
import type { Log } from '../src/protocol/log.ts';
import type { Output } from '../src/protocol/output.ts';
import type { Sandbox } from '../sandbox/src/index.ts';
import { streams } from '../src/streams/index.ts';
import { jsonFile } from './run-cli.ts';

/** The streams that are made of calls. */
export const CALL_STREAMS = ['calls', 'extensiveCalls', 'callTranscripts'] as const;

export interface CallSync {
  readonly sandbox: Pick<Sandbox, 'config'>;
  /** The moment for which it reads. */
  readonly now: Instant;
  /** What is read, if not the streams that are made of calls. */
  readonly streams?: readonly string[];
  /** Laid over the sandbox's own config. */
  readonly config?: object;
  /** As the sync before has left them. */
  readonly states?: readonly object[];
  /** Called with each record; records are not kept. */
  readonly onRecord: (stream: string, record: JsonObject) => void;
  /** Called with each state, once the records before it have been passed on. */
  readonly onState?: (stream: string) => void;
  /** Aborts the sync. */
  readonly signal?: AbortSignal;
}

export interface FinishedCallSync {
  readonly isWhole: boolean;
  /** The last state of each stream, as the next sync is given them. */
  readonly states: readonly object[];
  readonly warnings: readonly string[];
}

const ignore = (): void => {};

/** Reads the three streams, or others, in this process, for a moment that need not be the present one. */
export async function syncCalls(sync: CallSync): Promise<FinishedCallSync> {
  const { sandbox, now, onRecord, onState = ignore } = sync;
  const given = sync.states ?? [];
  const states = new Map<string, object>();
  const warnings: string[] = [];
  const log: Log = { debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: ignore };
  const output: Output = {
    message(message) {
      if (message.type !== 'STATE') return;
      const { name } = message.state.stream.stream_descriptor;
      states.set(name, message.state);
      onState(name);
    },
    records(stream, records) {
      for (const record of records) if (isJsonObject(record)) onRecord(stream, record);
      return Promise.resolve();
    },
    flush: () => Promise.resolve(),
    addSecrets: ignore,
  };
  const isWhole = await read(
    {
      config: {
        kind: 'file',
        path: jsonFile({ ...sandbox.config, include_private_calls: true, ...sync.config }),
      },
      catalog: jsonFile(catalogOf(sync.streams ?? CALL_STREAMS)),
      state: jsonFile(given),
    },
    {
      output,
      log,
      openTokenStore: ({ file }) => Promise.resolve(controlTokenStore(file, output, log)),
      signal: sync.signal ?? new AbortController().signal,
      now: startOfSecond(now),
      memory: { limit: 0, used: () => 0 },
      longestQuietWaitMs: 0,
      terminal: {
        isStdoutTerminal: false,
        isStderrTerminal: false,
        columns: 80,
        rows: 24,
        onResize: () => ({ [Symbol.dispose]: ignore }),
        writeError: ignore,
      },
    },
  );
  return { isWhole, states: [...states.values()], warnings };
}

function catalogOf(names: readonly string[]) {
  const chosen = streams.filter(({ name }) => names.includes(name));
  return {
    streams: chosen.map(({ name, cursorField }) => ({
      stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] },
      sync_mode: cursorField === undefined ? 'full_refresh' : 'incremental',
      destination_sync_mode: 'append_dedup',
    })),
  };
}
