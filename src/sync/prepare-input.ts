import type { ConnectorError } from '../base/errors.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { LookUp } from '../streams/stream.ts';
import type { LookUps } from './look-ups.ts';
import { PartitionCoverages } from './partition-states.ts';
import { StreamInput } from './stream-input.ts';
import type { StreamPlan } from './stream-plan.ts';
import { StreamSession } from './stream-session.ts';
import type { SyncOptions } from './sync-options.ts';

/** The partitions of one stream in this sync. It has started, and has failed already if its state cannot be read. */
export function prepareInputs(
  plans: readonly StreamPlan[],
  isNews: (error: ConnectorError) => boolean,
  privateCalls: Set<string>,
  lookUpsOf: (lookUp: LookUp) => LookUps,
  { validators, includePrivate, states, output, events, log, clock, signal }: SyncOptions,
): StreamInput[] {
  const [first] = plans;
  if (first === undefined) return [];
  const { stream, range } = first;
  const session = new StreamSession({
    stream,
    range,
    ...stateOf(plans, states),
    partitions: plans.length,
    validate: validators[stream.name],
    output,
    events,
    log,
    isNews,
    clock,
    signal,
  });
  session.start();
  for (const { fault } of plans) if (fault !== undefined) session.fail(fault);
  return plans.map(
    ({ ownList, coverage, source }) =>
      new StreamInput({
        session,
        ownList,
        coverage,
        source,
        includePrivate,
        privateCalls,
        lookUps: stream.lookUp && lookUpsOf(stream.lookUp),
        events,
        log,
      }),
  );
}

/** What the state of the stream, or of all its partitions, is made of, and what was given of it. */
function stateOf(
  plans: readonly StreamPlan[],
  states: ReadonlyMap<string, unknown>,
): Pick<ConstructorParameters<typeof StreamSession>[0], 'coverage' | 'given'> {
  const [first] = plans;
  if (first !== undefined && first.partition === undefined)
    return { coverage: first.coverage, given: first.given };
  const coverages = plans.map(({ partition = '', coverage }) => [partition, coverage] as const);
  const given = states.get(first?.stream.name ?? '');
  const isTaken = plans.some((plan) => plan.given !== undefined);
  return {
    coverage: new PartitionCoverages(new Map(coverages)),
    given: isTaken && isJsonObject(given) ? given : undefined,
  };
}
