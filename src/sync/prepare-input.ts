import type { ConnectorError } from '../base/errors.ts';
import { StreamInput } from './stream-input.ts';
import type { StreamPlan } from './stream-plan.ts';
import { StreamSession } from './stream-session.ts';
import type { SyncOptions } from './sync-options.ts';

/** One stream in this sync. It has started, and has failed already if its state cannot be read. */
export function prepareInput(
  { stream, range, coverage, source, given, fault }: StreamPlan,
  isNews: (error: ConnectorError) => boolean,
  { gong, validators, includePrivate, output, events, log, clock, signal }: SyncOptions,
): StreamInput {
  const session = new StreamSession({
    stream,
    range,
    coverage,
    given,
    validate: validators[stream.name],
    output,
    events,
    log,
    isNews,
    clock,
    signal,
  });
  session.start();
  if (fault !== undefined) session.fail(fault);
  return new StreamInput({ session, coverage, source, includePrivate, gong, events, log });
}
