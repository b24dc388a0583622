import { SECOND } from '../base/instant.ts';
import { formatCount, formatCountOf } from './figures.ts';
import type { StreamProgress } from './followed-stream.ts';
import { plainLine } from './plain-text.ts';
import type { Progress } from './sync-progress.ts';

/** What a sync has come to, as a whole: how much, and what is lacking or different. */
export function summaryLines({ streams, requests, elapsedMs }: Progress): string[] {
  const records = streams.reduce((sum, stream) => sum + stream.records, 0);
  const seconds = (elapsedMs / SECOND).toFixed(1);
  return [
    `${formatCountOf(records, 'record')}, ${formatCountOf(requests, 'request')}, ${seconds} seconds`,
    ...driftOf(streams),
    ...leftOutOf(
      'private calls left out, since include_private_calls is false',
      streams,
      ({ privateLeftOut }) => privateLeftOut,
    ),
    ...leftOutOf("left out by the config's filters", streams, ({ filteredOut }) => filteredOut),
    ...notYetThereOf(streams),
  ];
}

/** What a stream has come to. */
export function streamLine({ name, records, requests, ended }: StreamProgress): string {
  const end = ended === 'COMPLETE' ? '' : ', not read to the end';
  return `${name}: ${formatCountOf(records, 'record')}, ${formatCountOf(requests, 'request')}${end}`;
}

function driftOf(streams: readonly StreamProgress[]): string[] {
  return streams.flatMap(({ name, drift }) =>
    drift.map((text) => `${name}: differed from the schema: ${plainLine(text)}`),
  );
}

/** In one line: streams that share a list leave out the same calls. One of which nothing could be read has left out nothing. */
function leftOutOf(
  text: string,
  streams: readonly StreamProgress[],
  countOf: (stream: StreamProgress) => number,
): string[] {
  const counts = streams
    .filter((stream) => countOf(stream) > 0 && (stream.records > 0 || stream.ended === 'COMPLETE'))
    .map((stream) => `${formatCount(countOf(stream))} of ${stream.name}`);
  return counts.length === 0 ? [] : [`${text}: ${counts.join(', ')}`];
}

function notYetThereOf(streams: readonly StreamProgress[]): string[] {
  return streams
    .filter(({ notYetThere }) => notYetThere > 0)
    .map(({ name, notYetThere }) => {
      return `${name}: ${formatCountOf(notYetThere, 'transcript')} not there yet; later syncs ask for them again`;
    });
}
