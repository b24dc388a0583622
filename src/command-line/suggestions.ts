import type { Argument, Command, Option } from './command-line.ts';

/** What may stand at the place of the cursor; the shell knows files and directories itself. */
export type Suggestion = { readonly text: string; readonly description: string } | 'file' | 'directory';

/** Words that the parser does not know of. */
export interface KnownWords {
  readonly streams: readonly string[];
  /** Such as `GET /v2/users`. */
  readonly operations: readonly string[];
}

/** Returns what the last of these words, which is as far as it was typed, can become. */
export function suggest(program: Command, words: readonly string[], known: KnownWords): Suggestion[] {
  const current = words.at(-1) ?? '';
  return suggestAll(program, words.slice(0, -1), current, known).filter(
    (each) => typeof each === 'string' || each.text.startsWith(current),
  );
}

function suggestAll(
  program: Command,
  before: readonly string[],
  current: string,
  known: KnownWords,
): Suggestion[] {
  const verbIndex = before.findIndex((word) => !word.startsWith('-'));
  if (verbIndex === -1) return current.startsWith('-') ? optionsOf(program) : verbsOf(program);
  const verb = program.commands.find((each) => each.name() === before[verbIndex]);
  if (verb === undefined) return [];
  const option = optionNamed(verb, before.at(-1));
  if (option !== undefined && takesValue(option)) return valuesOf(option, current, known);
  if (current.startsWith('-')) return optionsOf(verb).filter(({ text }) => !before.includes(text));
  const operands = operandsOf(verb, before.slice(verbIndex + 1));
  const argument = verb.registeredArguments[operands.length];
  return argument === undefined ? [] : operandsFor(argument, operands, known);
}

function verbsOf(program: Command): { text: string; description: string }[] {
  const verbs = program.createHelp().visibleCommands(program);
  return verbs.map((verb) => ({ text: verb.name(), description: verb.description() }));
}

function optionsOf(command: Command): { text: string; description: string }[] {
  const options = command.createHelp().visibleOptions(command);
  return options.map(({ long, short, description }) => ({ text: long ?? short ?? '', description }));
}

function valuesOf({ flags, argChoices }: Option, current: string, known: KnownWords): Suggestion[] {
  if (argChoices !== undefined) return toSuggestions(argChoices);
  const [, placeholder] = /<(\w+)>/.exec(flags) ?? [];
  if (placeholder === 'file') return ['file'];
  if (placeholder === 'dir' || placeholder === 'directory') return ['directory'];
  if (placeholder !== 'names') return [];
  // Names with commas between them are one word for the shell.
  const begun = current.slice(0, current.lastIndexOf(',') + 1);
  const left = known.streams.filter((name) => !begun.split(',').includes(name));
  return toSuggestions(left.map((name) => begun + name));
}

function operandsFor(
  argument: Argument,
  operands: readonly string[],
  { operations }: KnownWords,
): Suggestion[] {
  if (argument.argChoices !== undefined) return toSuggestions(argument.argChoices);
  const parts = operations.map((operation) => operation.split(' '));
  if (argument.name() === 'method') return toSuggestions([...new Set(parts.map(([method = '']) => method))]);
  if (argument.name() !== 'path') return [];
  const method = operands[0]?.toUpperCase();
  return toSuggestions(parts.filter((each) => each[0] === method).map(([, path = '']) => path));
}

/** The words behind a verb that are neither options nor their values. */
function operandsOf(verb: Command, words: readonly string[]): string[] {
  return words.filter((word, index) => {
    const option = optionNamed(verb, words[index - 1]);
    return !word.startsWith('-') && (option === undefined || !takesValue(option));
  });
}

function optionNamed(command: Command, name: string | undefined): Option | undefined {
  return command.options.find(({ long, short }) => name !== undefined && (long === name || short === name));
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function toSuggestions(texts: readonly string[]): Suggestion[] {
  return texts.map((text) => ({ text, description: '' }));
}
