/** What may be sent to stderr beside plain lines. */
export interface Abilities {
  /** Whether lines that stand there can be drawn anew. */
  readonly isLive: boolean;
  readonly hasColors: boolean;
  /** Whether lines that a narrower window has no room for are broken, as most terminals do, or cut. */
  readonly breaksLines: boolean;
}

/** Values that say no, in a variable that most systems set to `true` or `1`. */
const NO: ReadonlySet<string | undefined> = new Set([undefined, '', '0', 'false']);

/**
 * What the environment allows: a dumb terminal obeys nothing, the log of a CI system keeps everything, and NO_COLOR
 * means what https://no-color.org says.
 */
export function abilitiesOf(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): Abilities {
  const { TERM, CI, NO_COLOR = '', XTERM_VERSION } = environment;
  const isObeyed = isTerminal && TERM !== 'dumb';
  return {
    isLive: isObeyed && NO.has(CI),
    hasColors: isObeyed && NO_COLOR === '',
    breaksLines: XTERM_VERSION === undefined && TERM !== 'linux',
  };
}
