import { expect, test } from 'vitest';
import {
  ConfigError,
  ConnectorError,
  SystemError,
  toConnectorError,
  TransientError,
} from '../../src/base/errors.ts';

test.each([
  [ConfigError, 'ConfigError', 'config_error'],
  [TransientError, 'TransientError', 'transient_error'],
  [SystemError, 'SystemError', 'system_error'],
])('%s is named and has its kind', (Kind, name, failureType) => {
  const cause = new Error('below');
  const error = new Kind('what happened', { detail: 'HTTP 500', cause });
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ name, failureType, message: 'what happened', detail: 'HTTP 500', cause });
});

test('an error without a cause does not pretend to have one', () => {
  expect('cause' in new SystemError('alone')).toBe(false);
  expect(new SystemError('alone').detail).toBeUndefined();
});

test('our own errors stay as they are', () => {
  const error = new TransientError('busy');
  expect(toConnectorError(error)).toBe(error);
});

test.each([
  ['an error of the language', new TypeError('x is undefined'), 'TypeError: x is undefined'],
  ['a text', 'broken', 'broken'],
  ['nothing', undefined, 'undefined'],
])('%s that was thrown becomes a system error and keeps its words for the log', (_name, thrown, detail) => {
  const error = toConnectorError(thrown);
  expect(error).toBeInstanceOf(SystemError);
  expect(error.detail).toBe(detail);
  expect(error.cause).toBe(thrown);
  expect(error.message).not.toContain(detail);
});
