import type { JsonObject } from '../src/base/json-object.ts';
import { streams } from '../src/streams/index.ts';
import { code, row } from './markdown-text.ts';
import { columnsOf } from './schema-columns.ts';
import { diagrams } from './streams-diagrams.ts';
import { joins } from './streams-joins.ts';

/** Returns the text of docs/model.md: what stands between its markers is made, all else is written by hand. */
export function modelDocument(written: string, schemas: Readonly<Record<string, JsonObject>>): string {
  const parts = { diagrams: diagrams(), joins: joinTable(), units: unitTable(schemas) };
  let text = written;
  for (const [name, made] of Object.entries(parts)) text = replacePart(text, name, made);
  return text;
}

function replacePart(text: string, name: string, made: string): string {
  const begin = `<!-- ${name}: made by npm run generate -->\n`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest] = [text.split(begin), text.split(end)];
  if (before.length !== 2 || rest.length !== 2 || text.indexOf(begin) > text.indexOf(end)) {
    throw new Error(`docs/model.md has to have the two markers of its ${name} once, one behind the other`);
  }
  return `${before[0]}${begin}\n${made}\n${end}${rest[1]}`;
}

function joinTable(): string {
  const ordered = streams.flatMap(({ name }) => joins.filter(({ from }) => from === name));
  const rows = ordered.map(({ from, field, key, to, within }) => {
    const condition = within === undefined ? '' : `, with the same ${code(within)}`;
    return row([code(from), code(field), code(key), `${code(to)}${condition}`]);
  });
  return ['| stream | field | is | of |', '|---|---|---|---|', ...rows, ''].join('\n');
}

/** A row for each unit and stream. */
function unitTable(schemas: Readonly<Record<string, JsonObject>>): string {
  const known = streams.flatMap(({ name }) =>
    columnsOf(schemas[name] ?? {})
      .filter(({ unit }) => unit !== '')
      .map(({ path, unit }) => ({ name, path, unit })),
  );
  const units = [...new Set(known.map(({ unit }) => unit))].toSorted();
  const rows = units.flatMap((unit) =>
    streams.flatMap(({ name }) => {
      const paths = known.filter((column) => column.unit === unit && column.name === name);
      return paths.length === 0
        ? []
        : [row([unit, code(name), paths.map(({ path }) => code(path)).join(', ')])];
    }),
  );
  return ['| unit | stream | columns |', '|---|---|---|', ...rows, ''].join('\n');
}
