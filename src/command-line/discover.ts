import type { CommandLine, CommonOptions } from './command-line.ts';

interface DiscoverOptions extends CommonOptions {
  readonly config: string;
}

export function addDiscover(line: CommandLine): void {
  line
    .command('discover', 'print the catalog of streams', [
      ['source-gong discover --config config.json', 'prints it as a message of the Airbyte protocol'],
      [
        "source-gong discover --config config.json | jq -r '.catalog.streams[].name'",
        'lists the names of all streams',
      ],
    ])
    .requiredOption('--config <file>', 'the config, a JSON file')
    .action(async (options: DiscoverOptions) => {
      await line.runProtocol(options, async (context) => {
        const { discover } = await import('../commands/discover.ts');
        await discover(options.config, context);
        return 0;
      });
    });
}
