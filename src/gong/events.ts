import type { Instant } from '../base/instant.ts';

/** What happens at the client, for a log, a progress report or a counter. */
export interface GongEvents {
  /** An attempt goes out. */
  readonly request: [{ readonly endpoint: string }];
  /** It has ended; the outcome is such as `HTTP 200`. */
  readonly response: [{ readonly endpoint: string; readonly outcome: string; readonly durationMs: number }];
  /** Another attempt follows, at that moment or, where all requests have to pause, later. */
  readonly retry: [
    {
      readonly endpoint: string;
      readonly until: Instant;
      readonly waitMs: number;
      /** Whether that is because requests came too fast. */
      readonly isRateLimit: boolean;
      /** Whether all requests have to pause, which is an event of its own. */
      readonly isPause: boolean;
      readonly text: string;
    },
  ];
  /** Gong asked for a pause: no request goes out before then. */
  readonly wait: [{ readonly until: Instant }];
  /** Four fifths of the day's requests are spent. */
  readonly quota: [{ readonly spent: number; readonly limit: number }];
  /** Something was left out that the user has to know of. */
  readonly warning: [{ readonly stream?: string; readonly text: string }];
  /** Some of the stream could not be asked for: what is missing in it may be there. */
  readonly leftOut: [{ readonly stream: string }];
}

/**
 * The sending half of Node's EventEmitter. An emitter whose map has more events than these can be passed as well,
 * which the class itself does not allow.
 */
export interface Emitter<Events extends Record<keyof Events, unknown[]>> {
  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): unknown;
}

/** The receiving half for one of the events, likewise; join several with `&`. */
export interface Listenable<Events extends Record<keyof Events, unknown[]>, Name extends keyof Events> {
  on(name: Name, listener: (...args: Events[Name]) => void): unknown;
}
