import { expect, test } from 'vitest';
import { isShowableMessage } from '../../src/base/showable-message.ts';
import { isShowablePath } from '../../src/base/showable-path.ts';

test.each([
  'config.json',
  '/tmp/source-gong-AbC123/file.txt',
  'C:\\Users\\me\\config.json',
  '/data/mit Leerzeichen & ü, (1).json',
  '/dev/fd/63',
  `/${'deep/'.repeat(50)}config.json`,
])('the path %s may be shown', (path) => {
  expect(isShowablePath(path)).toBe(true);
});

test.each([
  '{"a":1}',
  '[{}]',
  '"{}"',
  ' \n{',
  '\uFEFF{',
  'access_key: KEY',
  'access_key=KEY',
  '%7B%22a%22',
  'x'.repeat(81),
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  'access_key,ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  '/a'.repeat(1_000),
])('%.30j may be a config and is not shown', (text) => {
  expect(isShowablePath(text)).toBe(false);
});

test.each([
  "error: unknown option '--nope'\n",
  "error: required option '--config <file>' not specified\n",
  "error: option '--order <order>' argument 'up' is invalid. Allowed choices are ascending, descending, scattered.\n",
  "error: unknown command 'chekc'\n(Did you mean check?)\n",
  "error: too many arguments for 'check'. Expected 0 arguments but got 1.\n",
  'error: listen EADDRINUSE: address already in use 127.0.0.1:8080\n',
  'error: offset is neither +hh:mm nor Z: 7\n',
])('the message %j may be shown', (message) => {
  expect(isShowableMessage(message)).toBe(true);
});

test.each([
  `error: unknown command '{"access_key":"KEY"}'\n`,
  "error: unknown option '--config={}'\n",
  "error: unknown command 'access_key: KEY'\n",
  "error: unknown command 'access_key=KEY'\n",
  `error: unknown command '${'K'.repeat(32)}'\n`,
  "error: unknown command 'eyJhY2Nlc3Nfa2V5'\n",
  `error: unknown command '${'KEY '.repeat(100)}'\n`,
])('K2: the message %.60j is not shown', (message) => {
  expect(isShowableMessage(message)).toBe(false);
});
