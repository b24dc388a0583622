import { isJsonObject } from '../../base/json-object.ts';
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

/** The place of a row among those of the record that they are made of. */
const POSITION = 'position';

/**
 * The newest version of each record of a stream, from all files in the stream's folder.
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
  const names = columns.map(([column]) => quoteName(column));
  const types = columns.map(([column, type]) => `${quoteText(column)}: ${quoteText(type)}`);
  const emittedAt = quoteName(EMITTED_AT);
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS
SELECT
  ${names.join(',\n  ')}
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
QUALIFY ${primaryKey.map((field) => `${quoteName(field)} IS NULL`).join(' OR ')}
  OR ${newest(primaryKey)};
`;
}

/**
 * Rows of a call or a review are written together, at one time. So what is older than the newest of them is no longer in the
 * call: its list has become shorter.
 */
function newest(primaryKey: readonly string[]): string {
  const byTime = `${quoteName(EMITTED_AT)} DESC, filename DESC`;
  if (!primaryKey.includes(POSITION)) return `row_number() ${over(primaryKey, byTime)} = 1`;
  const parentKey = primaryKey.filter((field) => field !== POSITION);
  const position = quoteName(POSITION);
  return `(
    rank() ${over(parentKey, byTime)} = 1
    AND lag(${position}) ${over(parentKey, `${byTime}, ${position}`)} IS DISTINCT FROM ${position}
  )`;
}

function over(key: readonly string[], order: string): string {
  return `OVER (PARTITION BY ${key.map(quoteName).join(', ')} ORDER BY ${order})`;
}

function columnsOf(schema: object): (readonly [name: string, type: string])[] {
  const properties = 'properties' in schema && isJsonObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).map(([name, property]) => [name, columnType(property)] as const);
}

/** A pattern that matches the path: a character with a meaning in patterns becomes "any character". */
function patternOf(path: string): string {
  return path.replaceAll(/[*?[\]\\]/g, '?');
}
