import { periodNames, type PeriodName } from './periods.ts';
import type { World } from './world.ts';

/** What a client asks for, where its records depend on that. */
export interface TruthChoice {
  /** Whether users of Gong's own staff are wanted too. */
  readonly includeAvatars?: boolean;
  /** Of the activity by period; default WEEK. */
  readonly aggregationPeriod?: PeriodName;
  /** Bounds of the coaching that is asked for; by default all of the data. */
  readonly from?: string;
  readonly to?: string;
  /** Only these calls, and what is made of them; all by default. */
  readonly callIds?: readonly string[];
}

/** Records by collection, each the exact JSON text. */
export type Truths = Readonly<Record<string, (world: World, choice: TruthChoice) => Iterable<string>>>;

/** What does not say anything that is known is left out. */
export function readTruthChoice(query: URLSearchParams): TruthChoice {
  const aggregationPeriod = periodNames.find((name) => name === query.get('aggregationPeriod'));
  const callIds = query.get('callIds')?.split(',');
  return {
    ...(callIds === undefined ? {} : { callIds }),
    includeAvatars: query.get('includeAvatars') === 'true',
    ...(aggregationPeriod === undefined ? {} : { aggregationPeriod }),
    ...textsOf(query, ['from', 'to']),
  };
}

function textsOf(query: URLSearchParams, names: readonly string[]): Record<string, string> {
  const given = names.map((name) => [name, query.get(name)]).filter(([, text]) => text !== null);
  return Object.fromEntries(given);
}
