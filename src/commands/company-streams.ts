import type { Config } from '../config/config.ts';
import type { Gong } from '../gong/client.ts';
import { readCompanyDays } from '../streams/company-calendar.ts';
import { createStreams, streams } from '../streams/index.ts';
import type { Stream } from '../streams/stream.ts';
import type { RangeLimits } from '../sync/sync-options.ts';

/**
 * Returns every stream, as the config and the company have it. Only where one of the configured ones is asked for by the
 * company's days does that take requests.
 */
export async function companyStreams(
  { statsPeriod, flowProspectsLimit }: Config,
  configured: readonly { readonly name: string }[],
  gong: Gong,
  { startDate, defaultStart, now }: RangeLimits,
  signal: AbortSignal,
): Promise<readonly Stream[]> {
  const settings = { statsPeriod, flowProspectsLimit };
  const names = new Set(configured.map(({ name }) => name));
  const isByDays = streams.some(({ name, list }) => names.has(name) && list.granularity === 'fixed');
  if (!isByDays) return createStreams(settings);
  const range = { from: startDate ?? defaultStart, to: now };
  return createStreams({ ...settings, days: await readCompanyDays(gong, range, signal) });
}
