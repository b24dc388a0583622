import type { CommandLine, CommonOptions } from './command-line.ts';

interface ReadOptions extends CommonOptions {
  readonly config: string;
  readonly catalog: string;
  readonly state?: string;
}

export function addRead(line: CommandLine): void {
  line
    .command('read', 'read the configured streams', [
      ['source-gong read --config config.json --catalog catalog.json', 'reads all, from the start date on'],
      [
        'source-gong read --config config.json --catalog catalog.json --state state.json',
        'goes on where an earlier sync ended',
      ],
    ])
    .requiredOption('--config <file>', 'the config, a JSON file')
    .requiredOption('--catalog <file>', 'the configured catalog, a JSON file')
    .option('--state <file>', 'the states of the last sync, a JSON file')
    .action(async (options: ReadOptions) => {
      await line.runProtocol(options, async (context) => {
        const { read } = await import('../commands/read.ts');
        return (await read(options, context)) ? 0 : 1;
      });
    });
}
