import type { ConnectorError } from '../base/errors.ts';
import { DAY, formatInstant } from '../base/instant.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { List } from '../streams/list.ts';
import type { LookUp } from '../streams/stream.ts';
import type { LookUps } from './look-ups.ts';
import { PartitionCoverages } from './partition-states.ts';
import { ChangesState } from './changes/changes-state.ts';
import { Changes } from './changes/changes.ts';
import { momentOfChange } from './changes/saved-changes.ts';
import { Deletions } from './changes/deletions.ts';
import type { Existence } from './changes/existence.ts';
import type { Sight } from './changes/sight.ts';
import { StreamInput } from './stream-input.ts';
import type { StreamPlan } from './stream-plan.ts';
import { StreamSession } from './stream-session.ts';
import type { StateHolder } from './stream-states.ts';
import type { SyncOptions } from './sync-options.ts';

/** Entries of which a state is so large that it should not go out every few seconds: 50 kB. */
const LARGE_SIZE = 2_000;

/** What all streams of one sync have in common. */
export interface SharedBySync {
  /** Returns whether this error is told for the first time. */
  readonly isNews: (error: ConnectorError) => boolean;
  /** Ids of calls that are known to be private. */
  readonly privateCalls: Set<string>;
  readonly lookUpsOf: (lookUp: LookUp) => LookUps;
  /** What the key sees. */
  readonly sight: Sight;
  readonly existenceIn: (list: List) => Existence;
}

/** The partitions of one stream in this sync. It has started, and has failed already if its state cannot be read. */
export function prepareInputs(
  plans: readonly StreamPlan[],
  shared: SharedBySync,
  options: SyncOptions,
): StreamInput[] {
  const [first] = plans;
  if (first === undefined) return [];
  const { stream, range, cursorField, sent } = first;
  const { validators, includePrivate, states, output, events, log, clock, signal } = options;
  const session = new StreamSession({
    stream,
    range,
    ...stateOf(plans, states, log),
    cursorField,
    sendsAll: sent === undefined || sent.saved.seen.size === 0,
    partitions: plans.length,
    validate: validators[stream.name],
    output,
    events,
    log,
    isNews: shared.isNews,
    clock,
    signal,
  });
  session.start();
  for (const { fault } of plans) if (fault !== undefined) session.fail(fault);
  return plans.map(
    (plan) =>
      new StreamInput({
        session,
        ownList: plan.ownList,
        coverage: plan.coverage,
        source: plan.source,
        includePrivate,
        privateCalls: shared.privateCalls,
        lookUps: stream.lookUp && shared.lookUpsOf(stream.lookUp),
        ...changesOf(plan, session, shared, options),
        events,
        log,
      }),
  );
}

function changesOf(
  { stream, sent, coverage, source }: StreamPlan,
  session: StreamSession,
  { privateCalls, sight, existenceIn }: SharedBySync,
  { limits, events }: SyncOptions,
): Pick<ConstructorParameters<typeof StreamInput>[0], 'changes' | 'deletions'> {
  if (sent === undefined) return {};
  const { saved, sendsDeletions } = sent;
  const { now, lookbackDays } = limits;
  coverage.awaitCheck();
  return {
    changes: new Changes({
      stream,
      saved,
      now,
      keptFrom: now - lookbackDays * DAY,
      isDeep: coverage.isDeep,
      sendsDeletions,
    }),
    deletions: new Deletions({
      session,
      saved,
      coverage,
      now,
      sendsDeletions,
      privateCalls,
      existence: existenceIn(source.list),
      sight,
      events,
    }),
  };
}

/** What the state of the stream, or of all its partitions, is made of, and what was given of it. */
function stateOf(
  plans: readonly StreamPlan[],
  states: ReadonlyMap<string, unknown>,
  log: Log,
): Pick<ConstructorParameters<typeof StreamSession>[0], 'coverage' | 'given'> {
  const [first] = plans;
  if (first !== undefined && first.partition === undefined)
    return { coverage: holderOf(first, log), given: first.given };
  const coverages = plans.map(({ partition = '', coverage }) => [partition, coverage] as const);
  const given = states.get(first?.stream.name ?? '');
  const isTaken = plans.some((plan) => plan.given !== undefined);
  return {
    coverage: new PartitionCoverages(new Map(coverages)),
    given: isTaken && isJsonObject(given) ? given : undefined,
  };
}

/** What has been read, and what has been sent of it. A list without a time is read whole each time. */
function holderOf({ stream, coverage, sent, range }: StreamPlan, log: Log): StateHolder {
  if (sent === undefined) return coverage;
  const { saved } = sent;
  const changes = new ChangesState({
    ...sent,
    isFinished: (hour) => coverage.isFinished(hour),
    onFull() {
      log.info(
        `${stream.name}: more has been sent than a state can hold. The oldest of what is read again goes out each time.`,
      );
    },
  });
  return {
    get isLarge() {
      return saved.seen.size > LARGE_SIZE;
    },
    toState(cursorField) {
      if (stream.isCompared) {
        const changedAt = momentOfChange(saved, range.to);
        return { [cursorField]: formatInstant(changedAt), utc: true, ...changes.toState() };
      }
      // Before the first window has been read, a state has to say what is on its way.
      const state = coverage.toState(cursorField, saved.seen.size > 0);
      return state === undefined ? undefined : { ...state, ...changes.toState() };
    },
  };
}
