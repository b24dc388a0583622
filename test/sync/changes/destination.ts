import type { JsonObject } from '../../../src/base/json-object.ts';
import { DELETED_AT } from '../../../src/protocol/deletion.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import type { Event } from '../collecting-output.ts';
import { normal } from './normal.ts';

/** Rows by the id of the item that they come from and, of these, by their key. */
export type RowsByItem = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Row {
  readonly content: string;
  readonly cursor: string;
}

/**
 * Where the records of syncs arrive. The last record of a key counts, and one that says that it is deleted takes its row
 * away, unless its cursor is smaller than the row's: destinations keep the version with the greater one.
 */
export class Destination {
  readonly #streams: ReadonlyMap<string, Stream>;
  readonly #rows = new Map<string, Map<string, Map<string, Row>>>();

  constructor(streams: readonly Stream[]) {
    this.#streams = new Map(streams.map((stream) => [stream.name, stream]));
  }

  take(event: Event): void {
    const stream = this.#streams.get(event.stream);
    if (event.kind !== 'record' || stream === undefined) return;
    const record: JsonObject = { ...event.record };
    const rows = this.#rowsOf(stream, record);
    const key = JSON.stringify(stream.primaryKey.map((field) => record[field]));
    const cursor = comparable(record[stream.cursorField ?? '']);
    const isDeletion = record[DELETED_AT] !== undefined && record[DELETED_AT] !== null;
    if (!isDeletion) rows.set(key, { content: normal(record), cursor });
    else if (cursor >= (rows.get(key)?.cursor ?? '')) rows.delete(key);
  }

  rowsOf({ name }: Stream): RowsByItem {
    const items = [...(this.#rows.get(name) ?? [])].filter(([, rows]) => rows.size > 0);
    return new Map(
      items.map(([id, rows]) => [id, new Map([...rows].map(([key, { content }]) => [key, content]))]),
    );
  }

  #rowsOf({ name, primaryKey: [first = ''] }: Stream, record: JsonObject): Map<string, Row> {
    const items = this.#rows.get(name) ?? new Map<string, Map<string, Row>>();
    this.#rows.set(name, items);
    const id = String(record[first]);
    const rows = items.get(id) ?? new Map<string, Row>();
    items.set(id, rows);
    return rows;
  }
}

/** A moment as a text that is the greater the later it is, however fine it is told. */
function comparable(moment: unknown): string {
  const [, fraction = ''] = /\.(\d+)/.exec(String(moment)) ?? [];
  const seconds = Math.floor(Date.parse(String(moment)) / 1_000);
  return `${String(seconds).padStart(12, '0')}.${fraction.padEnd(12, '0')}`;
}
