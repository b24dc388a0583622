import type { Config } from '../config/config.ts';
import { formatInstant, MINUTE, SECOND } from '../base/instant.ts';
import { formatDuration } from '../base/duration.ts';
import type { StreamEstimate } from '../sync/sync-estimate.ts';
import { formatCount, formatCountOf, formatShare } from '../terminal/figures.ts';

/** What the figures are held against. */
export interface EstimateScale extends Pick<Config, 'requestsPerSecond' | 'dailyRequestLimit'> {
  /** The requests that one sync makes in a day at most. */
  readonly budget: number;
  /** The requests that it took to know. */
  readonly spent: number;
}

/** Returns what a sync would read and cost, for people: a table of streams, and how sure it is. */
export function estimateText(streams: readonly StreamEstimate[], scale: EstimateScale): string {
  return [...tableOf(streams), '', ...summaryOf(streams, scale), ''].join('\n');
}

function tableOf(streams: readonly StreamEstimate[]): string[] {
  const rows = [
    ['stream', 'reads from', 'records', 'requests'],
    ...streams.map(({ name, from, records, requests }) => [
      name,
      from === undefined ? 'everything' : formatInstant(from),
      formatCount(records),
      formatCount(requests),
    ]),
  ];
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widthOf(column)) : cell.padStart(widthOf(column))))
      .join('  '),
  );
}

function summaryOf(
  streams: readonly StreamEstimate[],
  { requestsPerSecond, dailyRequestLimit, budget, spent }: EstimateScale,
): string[] {
  const requests = streams.reduce((sum, each) => sum + each.requests, 0);
  const records = streams.reduce((sum, each) => sum + each.records, 0);
  const minutes = (requests * SECOND) / requestsPerSecond / MINUTE;
  const duration = minutes < 1 ? 'less than a minute' : `about ${durationOf(Math.ceil(minutes))}`;
  const share = `${formatShare(requests / dailyRequestLimit)} of the ${formatCount(dailyRequestLimit)} a day`;
  return [
    `About ${formatCountOf(records, 'record')} in ${formatCountOf(requests, 'request')}: ${share}, ${duration} at ${formatCountOf(requestsPerSecond, 'request')} a second.`,
    ...(requests > budget ? [daysNeeded(requests, budget)] : []),
    `Counted by Gong, one request a list (${formatCount(spent)} made). As a rule a sync takes that many, give or take 10 % and 3.`,
    ...noteOn(
      streams.filter(({ isPartly }) => isPartly),
      'several periods are to be read; the longest was counted, and the others are taken to be as busy.',
    ),
    ...noteOn(
      streams.filter(({ isUncounted }) => isUncounted),
      'Gong does not say how many there are; there are more than these.',
    ),
    'Nothing was written.',
  ];
}

function durationOf(minutes: number): string {
  return minutes < 60 ? formatCountOf(minutes, 'minute') : formatDuration(minutes * MINUTE);
}

function daysNeeded(requests: number, budget: number): string {
  const days = formatCount(Math.ceil(requests / budget));
  return `That is more than a sync may make in a day (${formatCount(budget)}), so it takes ${days} days: each sync stops there, and the next one goes on.`;
}

function noteOn(streams: readonly StreamEstimate[], text: string): string[] {
  return streams.length === 0 ? [] : [`${streams.map(({ name }) => name).join(', ')}: ${text}`];
}
