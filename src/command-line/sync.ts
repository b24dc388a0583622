import { EXIT_CODES, type CommandLine } from './command-line.ts';
import { runWithConfig, withConfig, type ConfigOptions } from './config-option.ts';
import { DOCUMENTS_STREAM } from '../directory/documents/names.ts';
import type { Stream } from '../streams/stream.ts';
import { chooseStreams, withStreamChoice, type StreamChoice } from './stream-choice.ts';

interface SyncCommandOptions extends ConfigOptions, StreamChoice {
  readonly to?: string;
  readonly gzip?: boolean;
  readonly documents?: boolean;
  readonly full?: boolean;
  readonly dryRun?: boolean;
}

export function addSync(line: CommandLine): void {
  const command = line.command('sync', 'bring a directory of JSON Lines files up to date', [
    [
      'source-gong sync --config config.json --to gong',
      'reads everything, and what is new when it runs again',
    ],
    [
      'source-gong sync --config config.json --to gong --streams calls,users --gzip',
      'reads two streams into compressed files',
    ],
  ]);
  withConfig(command)
    .addHelpText('after', `\n${EXIT_CODES}`)
    .option('--to <directory>', 'the directory, with a folder for each stream; required')
    .option('--gzip', 'compress the files')
    .option('--documents', 'also write each call as a text for reading, below documents/')
    .option('--quiet', 'show nothing but errors')
    .option('--full', 'read everything anew, and then replace the files by what came')
    .option('--dry-run', 'say what it would read and cost, by one request a list, and write nothing');
  // Both are looked at here, behind the options: of a misspelt --to the parser would only say that --to is missing.
  command.allowExcessArguments();
  withStreamChoice(command).action(async (options: SyncCommandOptions) => {
    const { to: directory, gzip = false, documents = false, full = false, quiet = false } = options;
    if (directory === undefined || command.args.length > 0)
      line.refuse('sync needs --to <directory>, and takes no word without an option.');
    await runWithConfig(options, line, async (config, context) => {
      const { streams } = await import('../streams/index.ts');
      const chosen = withDocuments(chooseStreams(options, streams, line), streams, options, line);
      if (options.dryRun === true) {
        const { dryRun } = await import('../commands/dry-run.ts');
        return (await dryRun({ config, directory, streams: chosen, isFull: full }, context)) ? 0 : 1;
      }
      const { syncDirectory } = await import('../commands/sync.ts');
      const choice = { isCompressed: gzip, hasDocuments: documents, isFull: full, isQuiet: quiet };
      const sync = { config, directory, streams: chosen, ...choice };
      return (await syncDirectory(sync, context)) ? 0 : 1;
    });
  });
}

/** What documents are made of is read as well. */
function withDocuments(
  chosen: readonly Stream[],
  all: readonly Stream[],
  { documents = false, exclude = [] }: SyncCommandOptions,
  line: CommandLine,
): readonly Stream[] {
  if (!documents) return chosen;
  if (exclude.includes(DOCUMENTS_STREAM))
    line.refuse(
      `--documents needs ${DOCUMENTS_STREAM}, which --exclude leaves out. Leave out one of the two.`,
    );
  return all.filter((stream) => stream.name === DOCUMENTS_STREAM || chosen.includes(stream));
}
