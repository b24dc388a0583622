import { ConfigError } from '../base/errors.ts';
import { isJsonObject } from '../base/json-object.ts';
import { DELETED_AT } from './deletion.ts';
import type { AirbyteStream } from './messages.ts';

/** What the catalog says of a stream, whatever it reads from. */
export interface StreamShape {
  readonly name: string;
  /** Top-level fields that together tell a record from all others. */
  readonly primaryKey: readonly string[];
  readonly cursorField?: string;
  /** Whether it has no times of its own, so that incremental reads go by comparison and a full refresh is all or nothing. */
  readonly isCompared?: boolean;
}

export type SyncMode = 'full_refresh' | 'incremental';

/** One stream that the user has chosen. */
export interface ConfiguredStream {
  readonly name: string;
  readonly syncMode: SyncMode;
  /** Whether the destination has been told of the field that says that a record was deleted. */
  readonly takesDeletions: boolean;
}

const DESTINATION_SYNC_MODES: ReadonlySet<string> = new Set([
  'append',
  'overwrite',
  'append_dedup',
  'update',
  'soft_delete',
]);

export function toAirbyteStream(
  { name, primaryKey, cursorField, isCompared = false }: StreamShape,
  schema: object,
): AirbyteStream {
  const common = {
    name,
    json_schema: schema,
    source_defined_primary_key: primaryKey.map((part) => [part]),
  };
  if (cursorField === undefined)
    return { ...common, supported_sync_modes: ['full_refresh'], is_resumable: false };
  return {
    ...common,
    // full_refresh first: Airbyte's standard tests take the first one.
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: [cursorField],
    // It is about full refreshes: the platform takes the next attempt for the rest of one that broke off.
    is_resumable: !isCompared,
  };
}

/** A stream that is read for what is new, if it can be, with deletions. */
export function toConfiguredStream({ name, cursorField }: StreamShape): ConfiguredStream {
  const syncMode = cursorField === undefined ? 'full_refresh' : 'incremental';
  return { name, syncMode, takesDeletions: true };
}

/** The same as an entry of a configured catalog, for a destination that keeps the newest version of each key. */
export function toConfiguredEntry(stream: AirbyteStream): object {
  const isIncremental = syncModeOf(stream.supported_sync_modes) === 'incremental';
  return {
    stream,
    sync_mode: isIncremental ? 'incremental' : 'full_refresh',
    destination_sync_mode: isIncremental ? 'append_dedup' : 'overwrite',
    ...(stream.default_cursor_field === undefined ? {} : { cursor_field: stream.default_cursor_field }),
    primary_key: stream.source_defined_primary_key,
  };
}

/**
 * Reads a configured catalog: strict about what decides the sync, indifferent to everything else, since every
 * platform sends keys and nulls of its own. What discover prints is taken as well, each stream incremental where it can
 * be. Throws a ConfigError that names the path.
 */
export function readConfiguredCatalog(file: unknown): ConfiguredStream[] {
  const entries = field(catalogIn(file), 'streams');
  if (!Array.isArray(entries)) throw fault('streams', 'must be a list of configured streams');
  if (entries.length === 0) {
    throw new ConfigError(
      'The configured catalog has no streams, so there is nothing to read. Choose at least one stream and try again.',
    );
  }
  const configured = entries.map((entry: unknown, index) => readEntry(entry, `streams[${index}]`));
  const names = new Set<string>();
  for (const [index, { name }] of configured.entries()) {
    if (names.has(name)) throw fault(`streams[${index}].stream.name`, `names ${name} a second time`);
    names.add(name);
  }
  return configured;
}

/** The catalog itself, or the one of a message, which may stand between logs. */
function catalogIn(file: unknown): unknown {
  const messages: readonly unknown[] = Array.isArray(file) ? file : [file];
  const message = messages.find((each) => field(each, 'type') === 'CATALOG');
  return message === undefined ? file : field(message, 'catalog');
}

function readEntry(entry: unknown, path: string): ConfiguredStream {
  const stream = field(entry, 'stream');
  const modes = field(entry, 'supported_sync_modes');
  const isDiscovered = (stream ?? undefined) === undefined && Array.isArray(modes);
  const name = field(isDiscovered ? entry : stream, 'name');
  if (typeof name !== 'string' || name === '')
    throw fault(`${path}.stream.name`, 'must be the name of a stream');
  const schema = field(isDiscovered ? entry : stream, 'json_schema');
  const takesDeletions = isJsonObject(field(field(schema, 'properties'), DELETED_AT));
  if (isDiscovered) return { name, syncMode: syncModeOf(modes), takesDeletions };
  const syncMode = field(entry, 'sync_mode');
  if (syncMode !== 'full_refresh' && syncMode !== 'incremental') {
    throw fault(`${path}.sync_mode`, `(stream ${name}) must be full_refresh or incremental`);
  }
  const destinationMode = field(entry, 'destination_sync_mode') ?? 'append';
  if (typeof destinationMode !== 'string' || !DESTINATION_SYNC_MODES.has(destinationMode)) {
    throw fault(
      `${path}.destination_sync_mode`,
      `(stream ${name}) must be ${[...DESTINATION_SYNC_MODES].join(', ')}`,
    );
  }
  return { name, syncMode, takesDeletions };
}

function syncModeOf(supported: readonly unknown[]): SyncMode {
  return supported.includes('incremental') ? 'incremental' : 'full_refresh';
}

function field(value: unknown, key: string): unknown {
  return isJsonObject(value) ? value[key] : undefined;
}

function fault(path: string, text: string): ConfigError {
  return new ConfigError(
    `The configured catalog cannot be used: ${path} ${text}. Refresh the source's schema and try again.`,
  );
}
