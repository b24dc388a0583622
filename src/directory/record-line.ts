import { toJsonLine } from '../json-line.ts';
import type { LineWriter } from '../line-writer.ts';

/** The key that is added to every record: when it was read. */
export const EMITTED_AT = '_emitted_at';

/** Adds a record to the lines, and to the record as its last key the time. Throws, with nothing added, if it has no JSON. */
export function appendRecord(lines: LineWriter, record: object, emittedAt: string): void {
  const json = toJsonLine(record);
  const separator = json === '{}' ? '' : ',';
  lines.append(json.slice(0, -1), `${separator}"${EMITTED_AT}":"${emittedAt}"`, '}\n');
}
