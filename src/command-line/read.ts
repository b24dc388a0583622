import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { CommandLine } from './command-line.ts';
import { configSourceOf, withConfig, type ConfigOptions } from './config-option.ts';
import { chooseStreams, withStreamChoice, type StreamChoice } from './stream-choice.ts';

interface Selection extends StreamChoice {
  readonly catalog?: string;
}

interface ReadOptions extends ConfigOptions, Selection {
  readonly state?: string;
}

export function addRead(line: CommandLine): void {
  const command = line.command('read', 'read streams as messages of the Airbyte protocol', [
    [
      'source-gong read --config config.json --streams calls,users',
      'reads two streams, from the start date on',
    ],
    [
      'source-gong read --config config.json --catalog catalog.json --state state.json',
      'goes on where an earlier sync ended',
    ],
  ]);
  withConfig(command).option(
    '--catalog <file>',
    'the streams and how each is read, a JSON file: a configured catalog, or what discover prints',
  );
  withStreamChoice(command)
    .option('--state <file>', 'the states of the last sync, a JSON file')
    .option('--quiet', 'show nothing but errors on the terminal')
    .action(async ({ state, ...options }: ReadOptions) => {
      const catalog = await selectionOf(options, line);
      const config = configSourceOf(options, line);
      await line.runProtocol(options, async (context) => {
        const { read } = await import('../commands/read.ts');
        const files = { config, catalog, ...(state === undefined ? {} : { state }) };
        return (await read(files, context)) ? 0 : 1;
      });
    });
}

/** Returns the path of a catalog, or the streams that were chosen by name. */
async function selectionOf(
  { catalog, ...choice }: Selection,
  line: CommandLine,
): Promise<string | readonly ConfiguredStream[]> {
  const isChoice = choice.streams !== undefined || choice.exclude !== undefined;
  if (catalog !== undefined) {
    if (isChoice) line.refuse('--catalog says which streams are read: leave out --streams and --exclude.');
    return catalog;
  }
  if (!isChoice) line.refuse('read needs --streams <names>, or --catalog <file>.');
  const { toConfiguredStream } = await import('../protocol/catalog.ts');
  const { streams } = await import('../streams/index.ts');
  return chooseStreams(choice, streams, line).map(toConfiguredStream);
}
