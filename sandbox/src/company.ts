import { callHistory, type CallHistory } from './call-history.ts';
import { startShifts, type StartShift } from './call-starts.ts';
import { callTimes, type CallTimes } from './call-times.ts';
import { idSpace, type IdSpace } from './ids.ts';
import type { Settings } from './options.ts';
import { share } from './random.ts';
import { formatDateTime, microsecondsPerSecond } from './time.ts';

/** The company whose calls the sandbox serves: times in tables, everything else made from seed and index. */
export interface Company {
  readonly settings: Settings;
  readonly times: CallTimes;
  /** Only with a clock; without one nothing happens to calls. */
  readonly history: CallHistory | undefined;
  readonly callIds: IdSpace;
  readonly userIds: IdSpace;
  readonly workspaceIds: IdSpace;
  /** Eight places for every call. */
  readonly partyIds: IdSpace;
  readonly speakerIds: IdSpace;
  /** Sixty-four places for every call. */
  readonly commentIds: IdSpace;
  readonly trackerIds: IdSpace;
  /** Instant (microseconds) in Gong's notation and the company's offset. */
  write(microseconds: number): string;
  /** Index of the user who hosted a call; undefined without users. */
  hostOf(call: number): number | undefined;
  workspaceOf(call: number): string;
  /** Of the two workspaces in which something happens, the one that most is in, or the other. */
  workspaceId(isMain: boolean): string;
  isLate(call: number): boolean;
  hasTranscript(call: number): boolean;
  /** Uploaded through the API, with no word about who took part. */
  isImported(call: number): boolean;
  /** Everybody who took part is of the company. */
  isInternal(call: number): boolean;
  durationSeconds(call: number): number;
  readonly startShift: StartShift;
}

export function foundCompany(settings: Settings): Company {
  const { seed, users, workspaces: workspaceCount, lateShare, offset, offsetMinutes } = settings;
  const lateFrom = settings.until - settings.lateWithinDays * 86_400 * microsecondsPerSecond;
  const times = callTimes(settings);
  const durationSeconds = (call: number): number => {
    const left = (settings.until - (times.started[call] ?? 0)) / 1_000_000;
    const usual = 20 + share(seed, 'duration', call) ** 2 * 5400;
    return Math.max(1, Math.floor(Math.min(usual, left)));
  };
  const history = settings.clock === undefined ? undefined : callHistory(settings, times, durationSeconds);
  const workspaceIds = idSpace(seed, 'workspace', 18, workspaceCount);
  // Most calls are in the first; the last one is empty, unless there is no other beside the first.
  const others = Math.max(1, workspaceCount - 2);
  const workspaces = [workspaceIds.encode(0), workspaceIds.encode(workspaceCount > 1 ? 1 : 0)] as const;
  return {
    settings,
    times,
    history,
    callIds: idSpace(seed, 'call', 19, settings.calls),
    userIds: idSpace(seed, 'user', 18, users + settings.avatars),
    workspaceIds,
    partyIds: idSpace(seed, 'party', 19, settings.calls * 8),
    speakerIds: idSpace(seed, 'speaker', 19, settings.calls * 8),
    commentIds: idSpace(seed, 'comment', 19, settings.calls * 64),
    trackerIds: idSpace(seed, 'tracker', 18, 16 + settings.keywordTrackers),
    write: (microseconds) => formatDateTime(microseconds, offset, offsetMinutes),
    hostOf: (call) => (users === 0 ? undefined : Math.floor(share(seed, 'host', call) ** 2 * users)),
    workspaceOf: (call) => {
      const place = share(seed, 'workspace', call + 1);
      return place < 0.85 || workspaceCount === 1
        ? workspaces[0]
        : workspaceIds.encode(1 + Math.floor(((place - 0.85) / 0.15) * others));
    },
    workspaceId: (isMain) => workspaces[isMain ? 0 : 1],
    isLate: (call) =>
      lateShare > 0 && (times.started[call] ?? 0) >= lateFrom && share(seed, 'late', call) < lateShare,
    hasTranscript: (call) => share(seed, 'transcript?', call) >= settings.noTranscriptShare,
    isInternal: (call) => users > 0 && share(seed, 'internal', call) < settings.internalShare,
    isImported: (call) => times.conference[call] === 0 && share(seed, 'imported', call) < 0.12,
    durationSeconds,
    startShift: startShifts(settings, times, history),
  };
}
