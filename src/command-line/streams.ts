import type { CommandLine, CommonOptions } from './command-line.ts';

interface StreamsOptions extends CommonOptions {
  readonly json?: boolean;
}

export function addStreams(line: CommandLine): void {
  line
    .command('streams', 'list the streams with their keys, scopes and costs', [
      ['source-gong streams', 'prints a table'],
      ["source-gong streams --json | jq -r '.[].scopes[]'", 'lists the scopes that they need'],
    ])
    .option('--json', 'print JSON instead of a table')
    .action(async (options: StreamsOptions) => {
      await line.runForPeople(options, async ({ print, terminal }) => {
        const { streamsAsJson, streamsAsTable } = await import('../commands/streams.ts');
        const columns = terminal.isStdoutTerminal ? terminal.columns : Infinity;
        print(options.json === true ? streamsAsJson() : streamsAsTable(columns));
        return 0;
      });
    });
}
