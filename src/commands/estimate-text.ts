import type { Config } from '../config/config.ts';
import { formatInstant, MINUTE, SECOND } from '../base/instant.ts';
import { formatDuration } from '../base/duration.ts';
import type { StreamEstimate } from '../sync/sync-estimate.ts';
import { formatCount, formatCountOf, formatShare } from '../terminal/figures.ts';
import { wrapText } from '../terminal/wrap.ts';

/** What the figures are held against. */
export interface EstimateScale extends Pick<Config, 'requestsPerSecond' | 'dailyRequestLimit'> {
  /** The requests that one sync makes in a day at most. */
  readonly budget: number;
  /** The requests that it took to know. */
  readonly spent: number;
}

/** Returns what a sync would read and cost, for people: a table of streams, and how sure it is. */
export function estimateText(
  streams: readonly StreamEstimate[],
  scale: EstimateScale,
  columns: number,
): string {
  const summary = summaryOf(streams, scale).map((line) => wrapText(line, columns));
  return [...tableOf(streams, columns), '', ...summary, ''].join('\n');
}

/** A line a stream. Where the terminal is too narrow for all of it, from when on it is read is left out. */
function tableOf(streams: readonly StreamEstimate[], columns: number): string[] {
  const names = padded(['stream', ...streams.map(({ name }) => name)], 'left');
  const starts = padded(
    ['reads from', ...streams.map(({ from }) => (from === undefined ? 'everything' : formatInstant(from)))],
    'left',
  );
  const records = padded(['records', ...streams.map((each) => formatCount(each.records))], 'right');
  const requests = padded(['requests', ...streams.map((each) => formatCount(each.requests))], 'right');
  const linesOf = (cells: readonly (readonly string[])[]): string[] =>
    names.map((_name, row) => cells.map((column) => column[row] ?? '').join('  '));
  const lines = linesOf([names, starts, records, requests]);
  return lines.some(({ length }) => length > columns) ? linesOf([names, records, requests]) : lines;
}

/** The cells of a column, all of the same width. */
function padded(cells: readonly string[], align: 'left' | 'right'): string[] {
  const width = Math.max(...cells.map(({ length }) => length));
  return cells.map((cell) => (align === 'left' ? cell.padEnd(width) : cell.padStart(width)));
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
    ...noteOn(
      streams.filter(({ isPrivateShareGuessed }) => isPrivateShareGuessed),
      'private calls are left out, and taken to be as many everywhere as on the first page.',
    ),
    ...noteOn(
      streams.filter(({ isFilteredShareGuessed }) => isFilteredShareGuessed),
      'what the filters of the config leave out is taken to be as much everywhere as on the first page.',
    ),
    ...noteOn(
      streams.filter(({ isLookedUp }) => isLookedUp),
      'taken to be one for each item that they are asked for by. Whether the key may read them was not tried: source-gong check does that.',
    ),
    ...noteOn(
      streams.filter(({ isOfItems }) => isOfItems),
      'any number for each call, review or user, of which the number is shown.',
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
