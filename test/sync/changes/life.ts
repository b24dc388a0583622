import { DAY, HOUR, MINUTE, type Instant } from '../../../src/base/instant.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import { END } from '../call-world.ts';
import type { Event } from '../collecting-output.ts';
import { below, randomOf } from '../random.ts';
import { ChangingGong } from './changing-gong.ts';
import { Destination } from './destination.ts';
import { RandomChanges } from './random-changes.ts';
import { ownListStreams, sharedStreams } from './small-lists.ts';
import { statesAfter, syncChanges } from './sync-of-changes.ts';
import { versionsIn, Versions } from './versions.ts';

/** Weeks of a company in few words; the rest follows from the seed. */
export interface LifePlan {
  readonly seed: number;
  readonly emitDeletes: boolean;
  /** Whether the calls with their content are read as well, whose list then feeds all streams of calls. */
  readonly isShared: boolean;
  /** Whether a destination takes back what has arrived behind the last state that it has kept. */
  readonly takesBack: boolean;
}

export interface Life {
  /** What states said and was not so. */
  readonly untrue: readonly string[];
  /** Where the destination differs from Gong in the end. */
  readonly differences: readonly string[];
}

const INTERVALS = [5 * MINUTE, HOUR, HOUR, 6 * HOUR, 25 * HOUR, 3 * DAY];
const SYNCS = 9;

/** So many days without a change, and everything has been read again, and what is gone has been missed twice. */
const QUIET_SYNCS = 4;

/** Runs syncs of which many break off, while things change in between. */
export async function live(plan: LifePlan): Promise<Life> {
  const { seed, emitDeletes, isShared, takesBack } = plan;
  const random = randomOf(seed);
  const streams = isShared ? sharedStreams : ownListStreams;
  const gong = new ChangingGong();
  const changes = new RandomChanges(gong, random);
  const destination = new Destination(streams);
  const versions = new Versions(streams, emitDeletes);
  const untrue: string[] = [];
  let states: ReadonlyMap<string, unknown> = new Map();
  let now: Instant = END;
  changes.start(now);
  for (let index = 0; index < SYNCS + QUIET_SYNCS; index += 1) {
    const isQuiet = index >= SYNCS;
    if (isQuiet) changes.end();
    else if (index > 0) changes.step(now, missingIn(destination, gong, streams));
    versions.note(gong);
    const breaks = !isQuiet && random() < 0.5;
    const isToldToEnd = breaks && random() < 0.4;
    const endsAt = isToldToEnd ? { endsAt: below(150, random) } : {};
    const clockStepMs = below(2, random) * MINUTE;
    const { events } = await syncChanges({ gong, streams, now, states, emitDeletes, clockStepMs, ...endsAt });
    const written = breaks && !isToldToEnd ? events.slice(0, below(events.length, random)) : events;
    for (const event of takesBack ? committed(written) : written) {
      destination.take(event);
      if (event.kind !== 'state') continue;
      untrue.push(...versions.untrue(event.stream, event.state, (stream) => destination.rowsOf(stream)));
    }
    states = statesAfter(written, states);
    now += isQuiet ? 26 * HOUR : (INTERVALS[below(INTERVALS.length, random)] ?? HOUR);
  }
  const differences = streams.flatMap((stream) => differencesOf(destination, gong, stream, emitDeletes));
  return { untrue, differences };
}

/** Without what no state of its stream stands behind. */
function committed(events: readonly Event[]): readonly Event[] {
  const last = new Map(events.map((event, index) => [`${event.kind} ${event.stream}`, index]));
  return events.filter(({ stream }, index) => index <= (last.get(`state ${stream}`) ?? -1));
}

function differencesOf(
  destination: Destination,
  gong: ChangingGong,
  stream: Stream,
  emitDeletes: boolean,
): string[] {
  const rows = destination.rowsOf(stream);
  const versions = versionsIn(gong, stream);
  const truth = new Map(versions.flatMap((version) => [...version.rows]));
  const held = new Map([...rows.values()].flatMap((each) => [...each]));
  const wrong = [...truth].filter(([key, content]) => held.get(key) !== content);
  const left = emitDeletes ? [...held.keys()].filter((key) => !truth.has(key)) : [];
  return [
    ...wrong.map(([key]) => `${stream.name} ${key} is ${held.has(key) ? 'old' : 'missing'}`),
    ...left.map((key) => `${stream.name} ${key} is left over`),
  ];
}

/** How much is gone that the destination has. */
function missingIn(
  destination: Destination,
  gong: ChangingGong,
  streams: readonly Stream[],
): { calls: number; users: number; reviews: number } {
  const goneOf = (name: string, all: ReadonlyMap<string, unknown>): number => {
    const stream = streams.find((each) => each.name === name);
    if (stream === undefined) return 0;
    return [...destination.rowsOf(stream).keys()].filter((id) => !all.has(id)).length;
  };
  return {
    calls: goneOf('calls', gong.calls),
    users: goneOf('users', gong.users),
    reviews: goneOf('answeredScorecards', gong.reviews),
  };
}
