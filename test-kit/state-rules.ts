import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, StateMessage } from './airbyte-message.ts';
import type { StreamLife } from './stream-life.ts';
import { violation } from './violation.ts';

const utcSecond = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Notes a state, if it may come now, counts right and moves on. */
export function acceptState(life: StreamLife, state: StateMessage['state'], line: number): void {
  const { name } = life;
  const streamState = state.stream.stream_state;
  const { recordCount } = state.sourceStats;
  if (life.phase === 'waiting') violation(line, `${name}: STATE before STARTED`);
  if (recordCount !== life.recordsSinceState) {
    violation(
      line,
      `${name}: recordCount ${recordCount}, but ${life.recordsSinceState} records since the last STATE`,
    );
  }
  if (recordCount > 0 && isDeepStrictEqual(streamState, life.lastState)) {
    violation(line, `${name}: the same STATE as before with ${recordCount} records in between`);
  }
  if (life.cursorField !== undefined) checkInstant(life, life.cursorField, streamState, line);
  life.lastState = streamState;
  life.recordsSinceState = 0;
}

function checkInstant(life: StreamLife, field: string, streamState: JsonObject, line: number): void {
  const { name, lastInstant } = life;
  const instant = streamState[field];
  if (instant === undefined) {
    // A stream that failed before its first checkpoint, with nothing to resume from, says so with {}.
    const nothingYet = lastInstant === undefined && Object.keys(streamState).length === 0;
    if (life.incremental && !nothingYet) violation(line, `${name}: STATE without ${field}`);
    return;
  }
  if (typeof instant !== 'string' || !utcSecond.test(instant) || Number.isNaN(Date.parse(instant))) {
    violation(line, `${name}: ${field} of the STATE is no UTC instant: ${JSON.stringify(instant)}`);
  }
  if (lastInstant !== undefined && instant < lastInstant) {
    violation(line, `${name}: the STATE goes back from ${lastInstant} to ${instant}`);
  }
  life.lastInstant = instant;
}
