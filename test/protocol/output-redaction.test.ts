import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { createOutput } from '../../src/protocol/output.ts';
import { stateMessage } from '../../src/protocol/state.ts';
import { errorTrace, statusTrace } from '../../src/protocol/trace.ts';

const SECRET = 'calls';

async function written(...messages: readonly Message[]): Promise<unknown[]> {
  let text = '';
  const output = createOutput(
    async (more) => {
      text += String(more);
    },
    () => expect.unreachable(),
  );
  output.addSecrets([SECRET]);
  for (const message of messages) output.message(message);
  await output.records(SECRET, [{ [SECRET]: SECRET }]);
  await output.flush();
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

test('what a person reads is masked', async () => {
  const error = new ConfigError('the key calls is wrong', {
    detail: 'calls',
    cause: new Error('calls again'),
  });
  const lines = await written(
    { type: 'LOG', log: { level: 'INFO', message: 'reading calls' } },
    { type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED', message: 'no calls' } },
    errorTrace(error),
  );
  expect(lines[0]).toEqual({ type: 'LOG', log: { level: 'INFO', message: 'reading ****' } });
  expect(lines[1]).toEqual({
    type: 'CONNECTION_STATUS',
    connectionStatus: { status: 'FAILED', message: 'no ****' },
  });
  expect(lines[2]).toMatchObject({
    trace: { error: { message: 'the key **** is wrong', internal_message: '****' } },
  });
  expect(JSON.stringify(lines[2])).not.toContain(SECRET);
});

test('the structure keeps its words, even where a secret reads like one of them', async () => {
  const messages = [
    { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
    { type: 'CATALOG', catalog: { streams: [] } },
    stateMessage(SECRET, { [SECRET]: SECRET }, 1),
    statusTrace(SECRET, 'COMPLETE'),
  ] as const satisfies readonly Message[];
  expect((await written(...messages)).slice(0, -1)).toEqual(messages);
  const [trace] = await written(errorTrace(new ConfigError('wrong'), SECRET));
  expect(trace).toMatchObject({ trace: { error: { stream_descriptor: { name: SECRET } } } });
});

test('records go out as they are', async () => {
  expect((await written()).at(-1)).toMatchObject({ record: { stream: SECRET, data: { [SECRET]: SECRET } } });
});

test('before a config is known nothing is masked', async () => {
  let text = '';
  const output = createOutput(
    async (more) => {
      text += String(more);
    },
    () => expect.unreachable(),
  );
  output.message({ type: 'LOG', log: { level: 'INFO', message: 'calls' } });
  output.addSecrets([SECRET]);
  output.message({ type: 'LOG', log: { level: 'INFO', message: 'calls' } });
  await output.flush();
  expect(text.match(/"message":"[^"]*"/g)).toEqual(['"message":"calls"', '"message":"****"']);
});
