import type { Config } from '../config/config.ts';
import { createCallLists } from '../streams/call-lists.ts';
import { readCompanyDays, type CompanyDaysOptions } from '../streams/company-calendar.ts';
import { createStreams, streams } from '../streams/index.ts';
import type { Stream } from '../streams/stream.ts';
import { readKnownDays } from '../sync/known-days.ts';
import type { RangeLimits } from '../sync/sync-options.ts';

export interface CompanyStreamsOptions extends Pick<CompanyDaysOptions, 'gong' | 'onWarning' | 'signal'> {
  readonly configured: readonly { readonly name: string }[];
  readonly states: ReadonlyMap<string, unknown>;
  readonly limits: RangeLimits;
}

/**
 * Returns every stream, as the config and the company have it. Only where one of the configured ones is asked for by the
 * company's days does that take requests.
 */
export async function companyStreams(
  config: Config,
  { configured, states, limits, ...options }: CompanyStreamsOptions,
): Promise<readonly Stream[]> {
  const { statsPeriod, flowProspectsLimit, includePrivate } = config;
  const names = new Set(configured.map(({ name }) => name));
  // Whether a call is private is told by the lists of calls alone, which then have to hold all of them.
  const asksForPrivacy = streams.some(({ name, callIdOf }) => names.has(name) && callIdOf !== undefined);
  const lists = createCallLists(config, includePrivate || !asksForPrivacy);
  const settings = { lists, statsPeriod, flowProspectsLimit };
  const byDays = streams.filter(({ name, list }) => names.has(name) && list.days !== undefined);
  if (byDays.length === 0) return createStreams(settings);
  const { startDate, defaultStart, now } = limits;
  const range = { from: startDate ?? defaultStart, to: now };
  const saved = byDays.map(({ name }) => readKnownDays(states.get(name)));
  return createStreams({ ...settings, days: await readCompanyDays({ ...options, range, saved }) });
}
