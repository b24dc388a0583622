import type { JsonObject } from './airbyte-message.ts';
import { rowsByKey } from './collections.ts';
import { rowText } from './row-text.ts';

/** A table as the connection has set it up. */
export interface TableShape {
  readonly stream: string;
  readonly key: readonly string[];
  readonly cursor: string | undefined;
  /** Whether each sync brings all of it, and takes the place of what was there. */
  readonly isReplaced: boolean;
}

interface Row {
  readonly text: string;
  readonly cursor: unknown;
}

/** What happened to a row: it was written, or deleted. */
export interface RowEvent {
  readonly stream: string;
  readonly key: string;
  readonly isDeletion: boolean;
}

/** A table of a warehouse: by primary key the last write wins, and a row with a time of deletion deletes. */
export class DestinationTable {
  readonly shape: TableShape;
  /** Deletions whose cursor is smaller than that of the row: a destination that goes by the cursor would keep the row. */
  smallerCursors = 0;
  #rows = new Map<string, Row>();
  /** What came after the last state. */
  #waiting: JsonObject[] = [];
  #next = new Map<string, Row>();

  constructor(shape: TableShape) {
    this.shape = shape;
  }

  /** The texts of the rows by key. */
  get rows(): ReadonlyMap<string, string> {
    return new Map([...this.#rows].map(([key, { text }]) => [key, text]));
  }

  add(record: JsonObject): RowEvent {
    this.#waiting.push(record);
    const { stream } = this.shape;
    return { stream, key: this.#keyOf(record), isDeletion: isDeletion(record) };
  }

  /** A state has come, so what was before it is there to stay. */
  commit(): void {
    const table = this.shape.isReplaced ? this.#next : this.#rows;
    for (const record of this.#waiting) this.#write(record, table);
    this.#waiting = [];
  }

  /** The stream has come to its end. */
  complete(): void {
    this.commit();
    if (this.shape.isReplaced) this.#rows = this.#next;
    this.#next = new Map();
  }

  /** The sync was broken off. Whether a destination keeps what no state has followed is its own affair. */
  breakOff(keepsWaiting: boolean): void {
    if (keepsWaiting && !this.shape.isReplaced) this.commit();
    this.#waiting = [];
    this.#next = new Map();
  }

  #write(record: JsonObject, table: Map<string, Row>): void {
    const { key, cursor: field } = this.shape;
    const cursor = field === undefined ? undefined : record[field];
    if (isDeletion(record)) {
      const row = table.get(this.#keyOf(record));
      if (row !== undefined && isBefore(cursor, row.cursor)) this.smallerCursors += 1;
      table.delete(this.#keyOf(record));
      return;
    }
    for (const [id, row] of rowsByKey({ key }, [record])) table.set(id, { text: rowText(row), cursor });
  }

  #keyOf(record: JsonObject): string {
    return this.shape.key.map((field) => String(record[field])).join(' ');
  }
}

function isDeletion(record: JsonObject): boolean {
  return (record['_ab_cdc_deleted_at'] ?? null) !== null;
}

/** Whether a destination that compares cursors takes the one for older; a cursor that is missing is older than any. */
function isBefore(one: unknown, other: unknown): boolean {
  if (typeof other !== 'string') return false;
  return typeof one !== 'string' || Date.parse(one) < Date.parse(other);
}
