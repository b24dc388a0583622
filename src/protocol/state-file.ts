import { ConfigError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';

/** The messages of a read that hold no state. A file of its whole output may be given as it is. */
const STATELESS_TYPES: ReadonlySet<unknown> = new Set([
  'RECORD',
  'LOG',
  'TRACE',
  'SPEC',
  'CATALOG',
  'CONNECTION_STATUS',
  'CONTROL',
]);

/** Platforms and their APIs write the same keys in two ways. */
const ENTRY_KEYS = {
  stream: ['stream'],
  global: ['global', 'globalState', 'global_state'],
  legacy: ['data', 'state'],
  streamStates: ['stream_states', 'streamStates', 'streamState', 'stream_state'],
  descriptor: ['stream_descriptor', 'streamDescriptor'],
  streamState: ['stream_state', 'streamState'],
} as const;

/** A file may consist of nothing else. */
const MAX_UNREAD_PATHS = 10;

/**
 * Reads a state file of any shape that platforms send: a list of states, of a stream each, of all streams (GLOBAL) or of
 * the old kind (LEGACY: an object with a key for each stream), with or without the message around each, with keys in
 * snake case or camel case; or one of them alone. The last entry for a stream wins, nulls and unknown keys do not
 * matter. `onUnread` is called with the path of what is passed over, such as a key of the old kind that names no
 * stream. Throws a ConfigError with the path.
 */
export function readStates(
  file: unknown,
  onUnread: (path: string) => void,
  isStream: (name: string) => boolean,
): ReadonlyMap<string, unknown> {
  const states = new Map<string, unknown>();
  if (file === null || file === undefined) return states;
  const unread: string[] = [];
  const reader = new StateReader(states, unread, isStream);
  if (Array.isArray(file)) {
    for (const [index, entry] of file.entries()) reader.readEntry(entry, `state[${index}]`);
  } else if (!isJsonObject(file)) {
    throw fault('the file', 'must hold a list of states');
  } else if (isEntry(file)) {
    reader.readEntry(file, 'state');
  } else {
    reader.readLegacy(file, 'state');
  }
  for (const path of unread.slice(0, MAX_UNREAD_PATHS)) onUnread(path);
  const more = unread.length - MAX_UNREAD_PATHS;
  if (more > 0) onUnread(`${unread[MAX_UNREAD_PATHS]} and at ${more - 1} more places`);
  return states;
}

/** Returns whether an object is an entry of its own, and no object with a key for each stream. */
function isEntry(file: JsonObject): boolean {
  return (
    typeof file['type'] === 'string' ||
    typeof file['stateType'] === 'string' ||
    [
      ENTRY_KEYS.stream,
      ENTRY_KEYS.global,
      ENTRY_KEYS.legacy,
      ENTRY_KEYS.streamStates,
      ENTRY_KEYS.descriptor,
    ].some((keys) => valueOf(file, keys) !== undefined)
  );
}

class StateReader {
  readonly #states: Map<string, unknown>;
  readonly #unread: string[];
  readonly #isStream: (name: string) => boolean;

  constructor(states: Map<string, unknown>, unread: string[], isStream: (name: string) => boolean) {
    this.#states = states;
    this.#unread = unread;
    this.#isStream = isStream;
  }

  readEntry(entry: unknown, path: string): void {
    if (!isJsonObject(entry)) throw fault(path, 'must be an object');
    const stream = entry['stream'];
    const global = valueOf(entry, ENTRY_KEYS.global);
    const all = valueOf(entry, ENTRY_KEYS.streamStates);
    const legacy = valueOf(entry, ENTRY_KEYS.legacy);
    if (STATELESS_TYPES.has(entry['type'])) return;
    if (entry['type'] === 'STATE' && isJsonObject(entry['state'])) {
      this.readEntry(entry['state'], `${path}.state`);
    } else if (isJsonObject(stream)) {
      this.#readStream(stream, `${path}.stream`);
    } else if (isJsonObject(global)) {
      this.#readAll(valueOf(global, ENTRY_KEYS.streamStates), `${path}.global`);
    } else if (valueOf(entry, ENTRY_KEYS.descriptor) !== undefined) {
      this.#readStream(entry, path);
    } else if (all !== undefined) {
      this.#readAll(all, path);
    } else if (isJsonObject(legacy)) {
      if (isEntry(legacy)) this.readEntry(legacy, `${path}.state`);
      else this.readLegacy(legacy, `${path}.data`);
    } else {
      this.#unread.push(path);
    }
  }

  readLegacy(states: JsonObject, path: string): void {
    for (const [name, state] of Object.entries(states)) {
      if (this.#isStream(name)) setState(this.#states, name, state);
      else if (state !== null) this.#unread.push(`${path}.${name.slice(0, MAX_NAME_LENGTH)}`);
    }
  }

  #readAll(entries: unknown, path: string): void {
    if (!Array.isArray(entries)) {
      this.#unread.push(path);
      return;
    }
    for (const [index, entry] of entries.entries())
      this.#readStream(entry, `${path}.stream_states[${index}]`);
  }

  #readStream(stream: unknown, path: string): void {
    const descriptor = isJsonObject(stream) ? valueOf(stream, ENTRY_KEYS.descriptor) : undefined;
    const name = isJsonObject(descriptor) ? descriptor['name'] : undefined;
    if (typeof name !== 'string')
      throw fault(`${path}.stream_descriptor.name`, 'must be the name of a stream');
    setState(this.#states, name, isJsonObject(stream) ? valueOf(stream, ENTRY_KEYS.streamState) : undefined);
  }
}

/** Of a key that names no stream, in a warning. */
const MAX_NAME_LENGTH = 60;

/** The first of the keys that has a value. */
function valueOf(object: JsonObject, keys: readonly string[]): unknown {
  return keys.map((key) => object[key]).find((value) => value !== undefined && value !== null);
}

/** What a stream can make of its state is its own affair: one that it cannot read is that stream's failure alone. */
function setState(states: Map<string, unknown>, name: string, state: unknown): void {
  if (state === null || state === undefined) states.delete(name);
  else states.set(name, state);
}

function fault(path: string, text: string): ConfigError {
  return new ConfigError(
    `The state cannot be read: ${path} ${text}. Correct it, or leave it out to start again.`,
  );
}
