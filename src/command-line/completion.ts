import { Argument, type Command, type CommandLine } from './command-line.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

/** Adds the verb that prints a script, and a hidden one by which that script asks what can stand where the cursor is. */
export function addCompletion(line: CommandLine): void {
  const program = line
    .command('completion', 'print a script that completes commands, options and streams in a shell', [
      [
        'source <(source-gong completion bash)',
        'completes in this shell, and in every one from ~/.bashrc (zsh: ~/.zshrc)',
      ],
      ['source-gong completion fish > ~/.config/fish/completions/source-gong.fish', 'completes in fish'],
    ])
    .addArgument(shellArgument())
    .action(async (shell: string) => {
      await line.runForPeople({}, async ({ print }) => {
        const { completionScript } = await import('./shells.ts');
        print(completionScript(shell, 'source-gong', ['complete', shell, '--']));
        return 0;
      });
    }).parent;
  if (program !== null) addComplete(program, line);
}

function addComplete(program: Command, line: CommandLine): void {
  line
    .hiddenCommand('complete')
    .addArgument(shellArgument())
    .argument('[words...]')
    .action(async (shell: string, words: readonly string[]) => {
      const { formatSuggestions } = await import('./shells.ts');
      const { suggest } = await import('./suggestions.ts');
      const { streams } = await import('../streams/index.ts');
      const { readableOperations } = await import('../generated/readable-operations.ts');
      const known = { streams: streams.map(({ name }) => name), operations: readableOperations };
      line.process.print(formatSuggestions(shell, suggest(program, words, known)));
    });
}

function shellArgument(): Argument {
  return new Argument('<shell>', 'the shell').choices(SHELLS);
}
