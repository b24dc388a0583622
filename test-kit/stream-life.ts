import type { JsonObject } from './airbyte-message.ts';
import type { ConfiguredStream } from './configured-catalog.ts';

/** What a test knows about its read that the rules would otherwise forbid. */
export interface ReadOptions {
  /** The read was told to stop: INCOMPLETE needs no error, and streams may not have begun. */
  readonly aborted?: boolean;
  /** Gong sent fields that the catalog does not know. */
  readonly undeclaredFields?: boolean;
  /** Something was read twice, as after a restart. */
  readonly repeatedKeys?: boolean;
  /** Streams may end for a reason that was told once, for another of them. */
  readonly sharedErrors?: boolean;
  /** Streams in the configured catalog that the source does not have: they fail without having begun. */
  readonly unknownStreams?: readonly string[];
}

/** How far one stream has come, line by line. */
export interface StreamLife {
  readonly name: string;
  readonly options: ReadOptions;
  readonly declaredFields: ReadonlySet<string>;
  readonly primaryKey: readonly (readonly string[])[];
  readonly seenKeys: Set<string>;
  /** The field of the state that holds the instant, if the stream can be incremental. */
  readonly cursorField: string | undefined;
  readonly incremental: boolean;
  phase: 'waiting' | 'started' | 'running' | 'over';
  failed: boolean;
  recordsSinceState: number;
  lastState: JsonObject | undefined;
  lastInstant: string | undefined;
}

/** A stream of which nothing has been heard yet. */
export function expectStream(configured: ConfiguredStream, options: ReadOptions): StreamLife {
  const { stream, sync_mode: syncMode } = configured;
  const resumable = stream.supported_sync_modes?.includes('incremental') ?? false;
  return {
    name: stream.name,
    options,
    declaredFields: new Set(Object.keys(stream.json_schema?.properties ?? {})),
    primaryKey: stream.source_defined_primary_key ?? [],
    seenKeys: new Set(),
    cursorField: resumable
      ? (stream.default_cursor_field ?? configured.cursor_field ?? []).at(-1)
      : undefined,
    incremental: resumable && syncMode === 'incremental',
    phase: 'waiting',
    failed: false,
    recordsSinceState: 0,
    lastState: undefined,
    lastInstant: undefined,
  };
}
