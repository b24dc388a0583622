/** One line of the table. */
export interface Row {
  readonly what: string;
  /** Empty where the line is only there to be compared with. */
  readonly goal: string;
  readonly figure: string;
  /** Undefined without a goal. */
  readonly reached?: boolean;
}

/** Bars that share a unit; of each group the best is not always the longest, so the title says what is better. */
export interface Chart {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[];
}

/** What a part of the benchmark returns; `measured` is everything else that belongs into results.json. */
export interface PartResult {
  readonly rows: readonly Row[];
  readonly charts: readonly Chart[];
  readonly measured: unknown;
}

/** How much a part does. Quick sizes are too small for some goals: what is fixed in a sync weighs more in them. */
export type Size = 'full' | 'quick';

export type Part = (size: Size) => Promise<PartResult>;

/** A row whose figure must not be over the goal. */
export function atMost(what: string, most: number, value: number, write: (value: number) => string): Row {
  return { what, goal: `<= ${write(most)}`, figure: write(value), reached: value <= most };
}

/** A row whose figure must not be under the goal. */
export function atLeast(what: string, least: number, value: number, write: (value: number) => string): Row {
  return { what, goal: `>= ${write(least)}`, figure: write(value), reached: value >= least };
}

export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`;
export const milliseconds = (value: number): string => `${Math.round(value * 1000)} ms`;
export const megabytes = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} MB`;
export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} times`;
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');
export const perSecond = (value: number): string => `${count(value)} /s`;
