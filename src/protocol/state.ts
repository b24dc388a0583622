import { ConfigError } from '../errors.ts';
import { isJsonObject } from '../json-object.ts';
import type { Message } from './messages.ts';

/** What a stream that cannot be incremental leaves as its state, as Airbyte's CDK does. */
export const NO_CURSOR_STATE = { __ab_no_cursor_state_message: true } as const;

export function stateMessage(stream: string, state: object, recordCount: number): Message {
  return {
    type: 'STATE',
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: stream }, stream_state: state },
      sourceStats: { recordCount },
    },
  };
}

/**
 * Reads a state file of any shape that platforms send: a list of STREAM states, with or without the message around
 * each, one GLOBAL state, or the old object with a key for each stream. The last entry for a stream wins, nulls
 * and unknown keys do not matter. `onUnknown` hears of entries that are passed over. Throws a ConfigError with the path.
 */
export function readStates(file: unknown, onUnknown: (path: string) => void): ReadonlyMap<string, unknown> {
  const states = new Map<string, unknown>();
  if (file === null || file === undefined) return states;
  if (!Array.isArray(file)) {
    if (!isJsonObject(file)) throw fault('the file', 'must hold a list of states');
    if (isJsonObject(file['stream']) || isJsonObject(file['state']) || isJsonObject(file['global'])) {
      readEntry(file, 'state', states, onUnknown);
    } else {
      for (const [name, state] of Object.entries(file)) setState(states, name, state);
    }
    return states;
  }
  for (const [index, entry] of file.entries()) readEntry(entry, `state[${index}]`, states, onUnknown);
  return states;
}

function readEntry(
  entry: unknown,
  path: string,
  states: Map<string, unknown>,
  onUnknown: (path: string) => void,
): void {
  if (!isJsonObject(entry)) throw fault(path, 'must be an object');
  if (entry['type'] === 'STATE' && isJsonObject(entry['state'])) {
    readEntry(entry['state'], `${path}.state`, states, onUnknown);
  } else if (isJsonObject(entry['stream'])) {
    readStream(entry['stream'], `${path}.stream`, states);
  } else if (isJsonObject(entry['global']) && Array.isArray(entry['global']['stream_states'])) {
    for (const [index, stream] of entry['global']['stream_states'].entries()) {
      readStream(stream, `${path}.global.stream_states[${index}]`, states);
    }
  } else {
    onUnknown(path);
  }
}

function readStream(stream: unknown, path: string, states: Map<string, unknown>): void {
  const descriptor = isJsonObject(stream) ? stream['stream_descriptor'] : undefined;
  const name = isJsonObject(descriptor) ? descriptor['name'] : undefined;
  if (typeof name !== 'string') throw fault(`${path}.stream_descriptor.name`, 'must be the name of a stream');
  setState(states, name, isJsonObject(stream) ? stream['stream_state'] : undefined);
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
