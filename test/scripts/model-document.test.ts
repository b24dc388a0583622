import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modelDocument } from '../../scripts/model-document.ts';
import { diagramsOf } from '../../scripts/streams-diagrams.ts';
import { joins } from '../../scripts/streams-joins.ts';
import { schemas } from '../../src/generated/schemas.ts';
import { streams } from '../../src/streams/index.ts';
import { isJsonObject } from '../../src/base/json-object.ts';

const written = readFileSync(new URL('../../docs/model.md', import.meta.url), 'utf8');
const objects = Object.fromEntries(
  Object.entries(schemas).flatMap(([name, schema]) => (isJsonObject(schema) ? [[name, schema]] : [])),
);

test('each stream is in one diagram, and each join in the table', () => {
  const entities = [...written.matchAll(/^ {2}(\w+) \{$/gm)].map(([, name]) => String(name));
  expect(entities.toSorted()).toEqual(streams.map(({ name }) => name).toSorted());
  for (const { from, field, key, to } of joins) {
    expect(written).toContain(`| \`${from}\` | \`${field}\` | \`${key}\` | \`${to}\``);
  }
});

test('a stream that nobody gave a place is in the last diagram', () => {
  const calls = { title: 'Calls', names: ['calls', 'extensiveCalls'] } as const;
  const made = diagramsOf([calls]);
  const titles = made.map(({ title }) => title);
  expect(titles).toEqual(['Calls', 'What calls and reviews hold, as rows', 'Others']);
  expect(made.at(-1)?.names).toContain('flows');
  expect(made[1]?.names).toContain('callOutline');
  expect(made.flatMap(({ names }) => names).toSorted()).toEqual(streams.map(({ name }) => name).toSorted());
});

test('only what stands between the markers is made', () => {
  const marks = /(<!-- (\w+): made by npm run generate -->\n)[\s\S]*?(<!-- end of \2 -->)/g;
  const emptied = written.replaceAll(marks, '$1drift\n$3');
  expect(emptied).toContain('drift');
  expect(modelDocument(emptied, objects)).toBe(modelDocument(written, objects));
  expect(modelDocument(`${emptied}\nby hand\n`, objects)).toMatch(/\nby hand\n$/);
  const marker = '<!-- end of units -->';
  expect(() => modelDocument(written.replace(marker, ''), objects)).toThrow('units');
  expect(() => modelDocument(written + marker, objects)).toThrow('units');
});
