import { Option, type CommandLine } from './command-line.ts';
import { configSourceOf, runWithConfig, withConfig, type ConfigOptions } from './config-option.ts';

interface CheckOptions extends ConfigOptions {
  readonly format?: 'text' | 'json';
}

export function addCheck(line: CommandLine): void {
  const command = line.command('check', 'tell whether the config and its credentials work', [
    ['source-gong check --config config.json', 'tries every stream with one request'],
    ['source-gong check --config config.json --format text', 'ends with 1 where nothing can be read'],
  ]);
  const format = new Option(
    '--format <format>',
    'for people (text, as on a terminal) or as a message of the Airbyte protocol (json, as in a pipe)',
  ).choices(['text', 'json']);
  withConfig(command)
    .addOption(format)
    .action(async (options: CheckOptions) => {
      const isText =
        (options.format ?? (line.process.terminal.isStdoutTerminal ? 'text' : 'json')) === 'text';
      if (isText) {
        await runWithConfig(options, line, async (source, context) => {
          const { showCheck } = await import('../commands/show-check.ts');
          return (await showCheck(source, context)) ? 0 : 1;
        });
        return;
      }
      const source = configSourceOf(options, line);
      await line.runProtocol(options, async (context) => {
        const { check } = await import('../commands/check.ts');
        await check(source, context);
        return 0;
      });
    });
}
