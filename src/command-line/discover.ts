import type { CommandLine } from './command-line.ts';
import { configSourceOf, withConfig, type ConfigOptions } from './config-option.ts';

export function addDiscover(line: CommandLine): void {
  const command = line.command('discover', 'print the catalog of streams', [
    ['source-gong discover --config config.json', 'prints it as a message of the Airbyte protocol'],
    [
      "source-gong discover --config config.json | jq -r '.catalog.streams[].name'",
      'lists the names of all streams',
    ],
  ]);
  withConfig(command).action(async (options: ConfigOptions) => {
    const source = configSourceOf(options, line);
    await line.runProtocol(options, async (context) => {
      const { discover } = await import('../commands/discover.ts');
      await discover(source, context);
      return 0;
    });
  });
}
