import { isJsonObject } from '../../base/json-object.ts';
import { DELETED_AT } from '../../protocol/deletion.ts';
import { columnType } from './column-type.ts';
import { quoteName, quoteText } from './sql-text.ts';

/** What a view needs to know of a stream. */
export interface ViewedStream {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly schema: object;
}

/** When the record was read; the one column that is not Gong's. */
const EMITTED_AT = '_emitted_at';

/** DuckDB takes twice as much for each thread, and refuses longer lines; Gong's longest have some megabytes. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

const IS_THERE = `${quoteName(DELETED_AT)} IS NULL`;

/** The place of a row among those of the record that they are made of. */
const POSITION = 'position';

/**
 * The newest version of each record of a stream, from all files in the stream's folder, without those that were deleted since.
 *
 * DuckDB refuses a pattern that matches no file. So the pattern takes in the whole directory, where views.sql itself
 * always is, and the names of files are filtered: DuckDB does that before it opens any of them, and a view goes on
 * working when files come and go.
 *
 * `ignore_errors` makes a value that does not fit its type NULL, or its text in a column of texts, and passes over a
 * line that is only half written yet: what is no record has no `_emitted_at`.
 */
export function streamView(directory: string, { name, primaryKey, schema }: ViewedStream): string {
  const columns = [...columnsOf(schema), [EMITTED_AT, 'TIMESTAMPTZ'] as const];
  const names = columns.map(([column]) => column).filter((column) => column !== DELETED_AT);
  const hasDeletions = names.length < columns.length;
  const types = columns.map(([column, type]) => `${quoteText(column)}: ${quoteText(type)}`);
  const emittedAt = quoteName(EMITTED_AT);
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS
SELECT
  ${names.map(quoteName).join(',\n  ')}
FROM read_json(
  ${quoteText(`${patternOf(directory)}/**`)},
  format = 'newline_delimited',
  columns = {
    ${types.join(',\n    ')}
  },
  filename = true,
  hive_partitioning = false,
  ignore_errors = true,
  maximum_object_size = ${MAX_LINE_BYTES}
)
WHERE parse_dirpath(filename) = ${quoteText(`${directory}/${name}`)}
  AND (filename LIKE '%.jsonl' OR filename LIKE '%.jsonl.gz')
  AND ${emittedAt} IS NOT NULL
QUALIFY (
  ${primaryKey.map((field) => `${quoteName(field)} IS NULL`).join(' OR ')}
  OR ${newest(primaryKey)}
)${hasDeletions ? `\n  AND ${IS_THERE}` : ''};
`;
}

/**
 * Rows of a call or a review are written together, at one time. So what is older than the newest of them is no longer in the
 * call: its list has become shorter. That rows are deleted is written at a time of its own, and each of them says so for itself.
 */
function newest(primaryKey: readonly string[]): string {
  const newestOfKey = isNewestOf(primaryKey.map(quoteName), 'row_number');
  if (!primaryKey.includes(POSITION)) return newestOfKey;
  const parentKey = primaryKey.filter((field) => field !== POSITION).map(quoteName);
  return `(${newestOfKey}
    AND ${isNewestOf([...parentKey, IS_THERE], 'rank')})`;
}

function isNewestOf(partition: readonly string[], place: 'row_number' | 'rank'): string {
  const order = `${quoteName(EMITTED_AT)} DESC, filename DESC`;
  return `${place}() OVER (PARTITION BY ${partition.join(', ')} ORDER BY ${order}) = 1`;
}

function columnsOf(schema: object): (readonly [name: string, type: string])[] {
  const properties = 'properties' in schema && isJsonObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).map(([name, property]) => [name, columnType(property)] as const);
}

/** A pattern that matches the path: a character with a meaning in patterns becomes "any character". */
function patternOf(path: string): string {
  return path.replaceAll(/[*?[\]\\]/g, '?');
}
