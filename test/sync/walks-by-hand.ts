import { callList, type Window } from '../../src/streams/list.ts';
import { Calls } from '../../src/streams/calls.ts';
import { formatInstant, type Instant } from '../../src/instant.ts';
import type { Stream } from '../../src/streams/stream.ts';
import type { JsonObject } from '../../src/json-object.ts';
import { StreamRun } from '../../src/sync/stream-run.ts';
import { WindowWalk, type WindowWalkOptions } from '../../src/sync/window-walk.ts';
import type { Range } from '../../src/sync/windows.ts';
import { collectingOutput } from './collecting-output.ts';

export function windowOf(from: Instant, to: Instant): Window {
  return { from, to, end: to };
}

/** A walk of calls through a window, of which no stream is told. */
export function walkOf(window: Window, options: Partial<WindowWalkOptions> = {}): WindowWalk {
  return new WindowWalk({
    listing: callList,
    window,
    runs: [],
    elders: [],
    known: 0,
    within: Infinity,
    restarts: 0,
    isShare: false,
    ...options,
  });
}

/** A call that began at one moment, and was perhaps scheduled for another. */
export function call(id: string, started: Instant, scheduled = started): JsonObject {
  return { id, started: formatInstant(started), scheduled: formatInstant(scheduled) };
}

/** Leaves the part of the walk's window from this moment on to another walk, which it answers. */
export function giveAway(walk: WindowWalk, from: Instant): WindowWalk {
  const given: WindowWalk[] = [];
  const { window } = walk;
  walk.giveAway(windowOf(window.from, from), { ...window, from }, async (other) => {
    given.push(other);
  });
  const [upper] = given;
  if (upper === undefined) throw new Error('nothing was given away');
  return upper;
}

/** A stream with this range, which sends into nowhere. */
export function runOf(range: Range, stream: Stream = new Calls()): StreamRun {
  const { output, log } = collectingOutput(async () => {});
  return new StreamRun({
    stream,
    range,
    given: undefined,
    includePrivate: true,
    validate: () => true,
    output,
    log,
    signal: new AbortController().signal,
  });
}
