import { expect, test } from 'vitest';
import { createLog } from '../../src/protocol/log.ts';
import { createOutput } from '../../src/protocol/output.ts';

/** The messages of a log at this level. */
async function logged(
  level: 'info' | 'debug',
  say: (log: ReturnType<typeof createLog>) => void,
): Promise<unknown[]> {
  let text = '';
  const output = createOutput(
    async (more) => {
      text += String(more);
    },
    () => expect.unreachable(),
  );
  say(createLog(output, level));
  await output.flush();
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}

test('every line is a LOG message with its level', async () => {
  const messages = await logged('debug', (log) => {
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
  });
  expect(messages).toEqual([
    { type: 'LOG', log: { level: 'DEBUG', message: 'a' } },
    { type: 'LOG', log: { level: 'INFO', message: 'b' } },
    { type: 'LOG', log: { level: 'WARN', message: 'c' } },
    { type: 'LOG', log: { level: 'ERROR', message: 'd' } },
  ]);
});

test('debug lines are left out unless they are asked for', async () => {
  const messages = await logged('info', (log) => {
    log.debug('a');
    log.info('b');
  });
  expect(messages).toEqual([{ type: 'LOG', log: { level: 'INFO', message: 'b' } }]);
});

test.each(['', 'two\nlines', '"quoted" \\ back', '%s %d %o', '{"type":"RECORD"}', 'ü \u2028 \u0000'])(
  'the text %j comes through letter by letter',
  async (message) => {
    const messages = await logged('info', (log) => log.info(message));
    expect(messages).toEqual([{ type: 'LOG', log: { level: 'INFO', message } }]);
  },
);
