import { Failure } from './failure.ts';
import type { Settings } from './options.ts';

/** The two limits of a company: requests in any rolling second, requests in a UTC day. */
export interface Limits {
  /** Admits a request that arrived at a monotonic time, or says why not; refused requests use up nothing. */
  admit(arrivedMilliseconds: number): Failure | undefined;
  /** Begins a new day with an empty window. */
  reset(): void;
}

const day = 86_400_000;
// Gong's answer does not say which of the two limits was hit.
const text = 'API request limit exceeded';

export function createLimits(settings: Settings): Limits {
  const { dailyRequestLimit, dailyRetryAfterSeconds } = settings;
  const perSecond = Math.max(1, Math.floor(settings.requestsPerSecond));
  let recent: number[] = [];
  let used = 0;
  let renewal = Math.ceil((Date.now() + 1) / day) * day;
  let refusing = false;

  const startDay = (now: number): void => {
    used = 0;
    refusing = false;
    renewal = Math.ceil((now + 1) / day) * day;
  };

  return {
    admit: (arrived) => {
      const now = Date.now();
      if (now >= renewal) startDay(now);
      if (used >= dailyRequestLimit) {
        if (!refusing && dailyRetryAfterSeconds !== undefined) renewal = now + dailyRetryAfterSeconds * 1000;
        refusing = true;
        return tooMany(renewal - now);
      }
      const oldest = recent[recent.length - perSecond];
      if (oldest !== undefined && arrived - oldest < 1000) return tooMany(oldest + 1000 - arrived);
      if (perSecond !== Infinity) recent.push(arrived);
      // Forgotten many at a time: with a high limit, moving the rest for each request would be slow.
      if (recent.length >= 2 * perSecond) recent = recent.slice(-perSecond);
      used += 1;
      return undefined;
    },
    reset: () => {
      recent = [];
      startDay(Date.now());
    },
  };
}

function tooMany(milliseconds: number): Failure {
  return new Failure(429, [text], { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) });
}
