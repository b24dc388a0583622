import { describe, expect, test } from 'vitest';
import { streams } from '../../src/streams/index.ts';
import { printedBy } from './run-line.ts';

/** What can stand at the end of these words, as fish is told. */
async function suggested(...words: readonly string[]): Promise<string[]> {
  const printed = await printedBy('complete', 'fish', '--', ...words);
  return printed
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '');
}

const names = streams.map(({ name }) => name);
const ofCalls = names.filter((name) => name.startsWith('call'));

test('verbs, but not the hidden one', async () => {
  const verbs = await suggested('');
  expect(verbs).toEqual(expect.arrayContaining(['check', 'read', 'api', 'call', 'completion', 'help']));
  expect(verbs).not.toContain('complete');
  expect(await suggested('c')).toEqual(['check', 'catalog', 'call', 'completion']);
});

test('options, without those that are there already', async () => {
  const options = await suggested('read', '--');
  expect(options).toEqual(expect.arrayContaining(['--config', '--streams', '--state', '--help']));
  expect(await suggested('read', '--catalog', 'a', '--cata')).toEqual([]);
  expect(await suggested('--ver')).toEqual(['--version']);
});

describe('values', () => {
  test.each([
    [['read', '--config', ''], ['__FILE__:file:::0']],
    [['catalog', '--streams', ''], names],
    [['catalog', '--exclude', 'call'], ofCalls],
    [['catalog', '--streams', 'users,calls,callOutc'], ['users,calls,callOutcomes']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['api', ''],
      ['GET', 'POST'],
    ],
    [
      ['api', '--config', 'c', 'post', '/v2/calls/'],
      ['/v2/calls/extensive', '/v2/calls/transcript', '/v2/calls/users-access'],
    ],
    [['nonsense', ''], []],
  ])('%j', async (words, expected) => {
    // A file that the shell has to find itself begins with no word that was typed.
    expect(await suggested(...words)).toEqual(expected);
  });
});

test.each(['bash', 'zsh', 'fish'])('%s gets a script and one suggestion a line', async (shell) => {
  expect(await printedBy('completion', shell)).toContain('source-gong');
  const lines = (await printedBy('complete', shell, '--', 'catalog', '--streams', 'call')).split('\n');
  expect(lines.map((line) => line.replace(/[\t\0].*$/s, ''))).toEqual([...ofCalls, '']);
});
