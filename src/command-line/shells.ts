import { bash, fish, zsh, type ShellCompletion } from '@optique/core/completion';
import type { Suggestion } from './suggestions.ts';

const SHELLS: Readonly<Record<string, ShellCompletion>> = { bash, fish, zsh };

/** Returns the script that makes a shell ask the program, by these words and all that was typed, what can stand there. */
export function completionScript(shell: string, program: string, words: readonly string[]): string {
  return `${shellNamed(shell).generateScript(program, words).trim()}\n`;
}

/** Returns suggestions in the form that this script reads, one a line. */
export function formatSuggestions(shell: string, suggestions: readonly Suggestion[]): string {
  const named = shellNamed(shell);
  return suggestions
    .map((suggestion) =>
      typeof suggestion === 'string'
        ? ({ kind: 'file', type: suggestion } as const)
        : ({
            kind: 'literal',
            text: suggestion.text,
            description: [{ type: 'text', text: suggestion.description }],
          } as const),
    )
    .map((suggestion) => `${[...named.encodeSuggestions([suggestion])].join('')}\n`)
    .join('');
}

function shellNamed(name: string): ShellCompletion {
  const shell = SHELLS[name];
  if (shell === undefined) throw new RangeError(`no shell is called ${name}`);
  return shell;
}
