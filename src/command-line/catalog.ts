import type { CommandLine, CommonOptions } from './command-line.ts';
import { chooseStreams, withStreamChoice, type StreamChoice } from './stream-choice.ts';

export function addCatalog(line: CommandLine): void {
  const command = line.command('catalog', 'print a configured catalog for read', [
    ['source-gong catalog > catalog.json', 'chooses all streams, incremental where they can be'],
    ['source-gong catalog --streams calls,users', 'chooses two of them'],
  ]);
  withStreamChoice(command).action(async (options: CommonOptions & StreamChoice) => {
    await line.runForPeople(options, async ({ print }) => {
      const { streams } = await import('../streams/index.ts');
      const { formatCatalog } = await import('../commands/catalog.ts');
      print(formatCatalog(chooseStreams(options, streams, line)));
      return 0;
    });
  });
}
