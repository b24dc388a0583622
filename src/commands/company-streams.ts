import type { Config } from '../config/config.ts';
import type { Instant } from '../base/instant.ts';
import type { Gong } from '../gong/client.ts';
import { readCalendar } from '../streams/company-calendar.ts';
import { createStreams, streams } from '../streams/index.ts';
import type { Stream } from '../streams/stream.ts';

/**
 * Returns every stream, as the config and the company have it. Only where one of the configured ones is asked for by the
 * company's days does that take a request.
 */
export async function companyStreams(
  { statsPeriod }: Config,
  configured: readonly { readonly name: string }[],
  gong: Gong,
  now: Instant,
  signal: AbortSignal,
): Promise<readonly Stream[]> {
  const names = new Set(configured.map(({ name }) => name));
  const isByDays = streams.some(({ name, list }) => names.has(name) && list.granularity === 'fixed');
  const calendar = isByDays ? { calendar: await readCalendar(gong, now, signal) } : {};
  return createStreams({ ...calendar, statsPeriod });
}
