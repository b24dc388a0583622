import { toJsonLine } from '../base/json-line.ts';
import type { LineWriter } from '../base/line-writer.ts';

/** The key that is added to every record: when it was read. */
export const EMITTED_AT = '_emitted_at';

/** Adds a record to the lines, and to the record as its last key the time. Throws, with nothing added, if it has no JSON. */
export function appendRecord(lines: LineWriter, record: object, emittedAt: string): void {
  const json = withoutHalfPairs(toJsonLine(record));
  const separator = json === '{}' ? '' : ',';
  lines.append(json.slice(0, -1), `${separator}"${EMITTED_AT}":"${emittedAt}"`, '}\n');
}

/** Half of a surrogate pair, which JSON.stringify writes as an escape, and nothing else of what it escapes so. */
const HALF_PAIR = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][\da-f]{2}/g;

/** DuckDB and others cannot read a line with half of a surrogate pair; it becomes the sign for what cannot be read. */
function withoutHalfPairs(json: string): string {
  return json.includes('\\ud') ? json.replaceAll(HALF_PAIR, '\\ufffd') : json;
}
