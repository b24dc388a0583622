import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { CLI } from '../test-kit/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'source-gong-'));
symlinkSync(CLI, join(folder, 'source-gong'));
writeFileSync(join(folder, 'config file.json'), '{}');

/** As a .bashrc may do it twice. Then it prints what is offered behind each of the command lines. */
const script = `
  source <(source-gong completion bash)
  source <(source-gong completion bash)
  [[ $(complete -p source-gong) =~ -F\\ ([^ ]+) ]]
  complete_words=\${BASH_REMATCH[1]}
  for line in "$@"; do
    IFS='|' read -ra COMP_WORDS <<< "source-gong|$line"
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    "$complete_words"
    (IFS='|'; echo "\${COMPREPLY[*]}")
  done`;

test('bash offers verbs, options, streams and files', async () => {
  const lines = ['c', 'catalog|--streams|users,callT', 'read|--sta', 'read|--config|config'];
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script, 'bash', ...lines], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
  });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual([
    'check|catalog|call|completion',
    'users,callTranscripts|users,callTrackers|users,callTopics',
    '--state',
    'config file.json',
  ]);
});
