import type { StreamStatus } from './airbyte-message.ts';
import type { StreamLife } from './stream-life.ts';
import { violation } from './violation.ts';

/** Moves a stream's life on, if the status may come now. `othersFailed`: an error of another stream has come. */
export function acceptStatus(
  life: StreamLife,
  { status }: StreamStatus,
  othersFailed: boolean,
  line: number,
): void {
  if (status === 'STARTED') {
    if (life.phase !== 'waiting') violation(line, `${life.name}: STARTED again`);
    life.phase = 'started';
    return;
  }
  const mayFailUnbegun = status === 'INCOMPLETE' && life.options.unknownStreams?.includes(life.name);
  if (life.phase === 'waiting' && !mayFailUnbegun) violation(line, `${life.name}: ${status} before STARTED`);
  if (status === 'RUNNING') {
    life.phase = 'running';
    return;
  }
  if (status === 'COMPLETE') mayComplete(life, line);
  else mayEndIncomplete(life, othersFailed, line);
  life.phase = 'over';
}

/** Notes that a stream has failed. */
export function acceptError(life: StreamLife, line: number): void {
  const unknown = life.options.unknownStreams?.includes(life.name);
  if (life.phase === 'waiting' && !unknown) violation(line, `${life.name}: TRACE ERROR before STARTED`);
  life.failed = true;
}

function mayComplete(life: StreamLife, line: number): void {
  const { name } = life;
  if (life.failed) violation(line, `${name}: COMPLETE after a TRACE ERROR`);
  if (life.lastState === undefined) violation(line, `${name}: COMPLETE without a STATE`);
  if (life.recordsSinceState > 0) {
    violation(line, `${name}: COMPLETE with ${life.recordsSinceState} records after the last STATE`);
  }
}

function mayEndIncomplete(life: StreamLife, othersFailed: boolean, line: number): void {
  const { aborted, sharedErrors } = life.options;
  const isTold = life.failed || (othersFailed && sharedErrors === true);
  if (!isTold && aborted !== true) {
    violation(line, `${life.name}: INCOMPLETE without a TRACE ERROR`);
  }
}
