import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { readJsonFile, readJsonStream, type JsonFileKind } from '../../src/config/json-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'json-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function write(content: string | Uint8Array, name = `file-${(files += 1)}`): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o444 });
  return path;
}

function makePipe(): string {
  const path = join(folder, `pipe-${(files += 1)}`);
  execFileSync('/usr/bin/env', ['mkfifo', path]);
  return path;
}

const never = new AbortController().signal;

function read(path: string, kind: JsonFileKind = 'config'): Promise<unknown> {
  return readJsonFile(path, kind, never);
}

/** The message of the ConfigError. */
async function refusalOf(path: string, kind: JsonFileKind = 'config'): Promise<string> {
  const error = await read(path, kind).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).not.toHaveProperty('cause');
  return String(error);
}

test.each(['config.json', 'config.txt', 'config'])('%s is read whatever its suffix', async (name) => {
  expect(await read(write('{"a":[1,null]}', name))).toEqual({ a: [1, null] });
});

test('a file of many chunks is read whole', async () => {
  const text = 'ü'.repeat(300_000);
  expect(await read(write(JSON.stringify({ text })))).toEqual({ text });
});

test('a missing file is the fault of the config and named by its path', async () => {
  const path = join(folder, 'missing.json');
  expect(await refusalOf(path, 'catalog')).toContain(`The catalog file ${path} cannot be read (ENOENT)`);
});

test('a folder cannot be read as a file', async () => {
  expect(await refusalOf(folder, 'state')).toContain(`The state file ${folder} cannot be read (EISDIR)`);
});

test.each(['', '{"access_key_secret":"TOPSECRET",}', 'TOPSECRET', '{"a": "TOPSECRET'])(
  '%j is no JSON, and nothing of it is quoted',
  async (content) => {
    const path = write(content);
    const message = await refusalOf(path);
    expect(message).toContain(`The config file ${path} is not valid JSON`);
    expect(message).not.toContain('TOPSECRET');
  },
);

test.each([
  [
    'with a trailing comma',
    '{\n  "a": "b",\n}',
    ' (line 2, column 11: the comma before a closing bracket is',
  ],
  ['in YAML', '# a comment\ncredentials:\n  access_key: x\n', ': it looks like YAML'],
  ['in YAML that says so', '---\n{a: b}\n', ': it looks like YAML'],
  ['in YAML with a list', '- a: b\n', ': it looks like YAML'],
  ['without anything', ' \n', ': it is empty'],
  ['cut off', '{"a": {"b": 1}', ' (line 1, column 15: the text ends too early)'],
])('C13: a file %s is told by its fault', async (_name, content, fault) => {
  expect(await refusalOf(write(content))).toContain(`is not valid JSON${fault}`);
});

test.each([
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFF{"a":"ü"}')],
  ['UTF-16 with a byte order mark', Buffer.from('\uFEFF{"a":"ü"}', 'utf16le')],
  ['big-endian UTF-16', Buffer.from('\uFEFF{"a":"ü"}', 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from('{"a":"ü"}', 'utf16le')],
])('C13: a file in %s is read', async (_name, content) => {
  expect(await read(write(content))).toEqual({ a: 'ü' });
});

test('C13: a file in another encoding is refused, since its secrets would be wrong', async () => {
  const message = await refusalOf(write(Buffer.from('{"a":"müller"}', 'latin1')));
  expect(message).toContain('is neither UTF-8 nor UTF-16');
});

test.each(['[', '{"a":'])('C4: %s 100,000 times in each other is refused', async (opening) => {
  const closing = opening === '[' ? ']' : '}';
  const text = `${opening.repeat(100_000)}0${closing.repeat(100_000)}`;
  for (const kind of ['config', 'catalog', 'state'] as const) {
    expect(await refusalOf(write(text), kind)).toContain('is nested more than 500 levels deep');
  }
});

test('C4: what is nested as deep as it may is read', async () => {
  const text = `${'['.repeat(500)}${']'.repeat(500)}`;
  expect(JSON.stringify(await read(write(text)))).toBe(text);
});

const config = { credentials: { access_key: 'TOPKEY', access_key_secret: 'TOPSECRET' } };
test.each([
  ['as it is', JSON.stringify(config)],
  ['in a list', JSON.stringify([config])],
  ['quoted twice', JSON.stringify(JSON.stringify(config))],
  ['behind blanks', `\n  \t${JSON.stringify([config])}`],
  ['behind a byte order mark', `\uFEFF${JSON.stringify(config)}`],
  ['in single quotes', `'${JSON.stringify(config)}'`],
  ['as YAML', 'access_key: TOPKEY\naccess_key_secret: TOPSECRET\n'],
  ['as variables', 'access_key=TOPKEY access_key_secret=TOPSECRET'],
  ['percent-encoded', encodeURIComponent(JSON.stringify(config))],
  ['in Base64', Buffer.from(JSON.stringify(config)).toString('base64url')],
  ['longer than any path', JSON.stringify([config, 'x'.repeat(5_000)])],
])('K2: a config %s in place of its path is not quoted', async (_name, text) => {
  for (const kind of ['config', 'catalog', 'state'] as const) {
    const message = await refusalOf(text, kind);
    expect(message).toContain(`--${kind} expects the path of a JSON file`);
    for (const part of ['TOPKEY', 'TOPSECRET', text.trim().slice(0, 30)]) expect(message).not.toContain(part);
  }
});

test('K2: a file whose name looks like a config is read, and its name is not repeated', async () => {
  expect(await read(write('{"a":1}', '{"access_key":"TOPSECRET"}'))).toEqual({ a: 1 });
  expect(await refusalOf(write('{', '["TOPSECRET"]'))).toMatch(/^ConfigError: The config file is not valid/);
});

test('C11: a state of one JSON value a line is a list of them', async () => {
  const path = write('{"type":"STATE"}\n\n{"type":"STREAM"}\r\n');
  expect(await read(path, 'state')).toEqual([{ type: 'STATE' }, { type: 'STREAM' }]);
  expect(await refusalOf(path, 'config')).toContain('more follows after the end');
  expect(await refusalOf(write('{}\n{"a":\n'), 'state')).toContain('(line 2, column 1: more follows');
});

test('a pipe is read to its end, also when its writer takes its time', async () => {
  const path = makePipe();
  const reading = read(path);
  const writer = await open(path, 'w');
  await writer.write('{"a":');
  await writer.write('1}');
  await writer.close();
  expect(await reading).toEqual({ a: 1 });
});

test('a stream that breaks off is the fault of the config', async () => {
  const broken = new Readable({
    read() {
      this.destroy(Object.assign(new Error('broken'), { code: 'EIO' }));
    },
  });
  const error = await readJsonStream(broken, 'config', never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('The config on stdin cannot be read (EIO)');
});

test('H3: a pipe that nobody writes to ends with the signal', async () => {
  const ending = new AbortController();
  const reading = readJsonFile(makePipe(), 'config', ending.signal);
  const reason = new Error('ended by SIGTERM');
  setImmediate(() => ending.abort(reason));
  await expect(reading).rejects.toBe(reason);
});

test('a signal that has aborted reads nothing', async () => {
  const reason = new Error('ended by SIGTERM');
  await expect(readJsonFile(write('{}'), 'config', AbortSignal.abort(reason))).rejects.toBe(reason);
});
