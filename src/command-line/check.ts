import type { CommandLine, CommonOptions } from './command-line.ts';

interface CheckOptions extends CommonOptions {
  readonly config: string;
}

export function addCheck(line: CommandLine): void {
  line
    .command('check', 'tell whether the config and its credentials work', [
      ['source-gong check --config config.json', 'tries every stream with one request'],
      ['source-gong check --config config.json --debug', 'logs each request with its outcome'],
    ])
    .requiredOption('--config <file>', 'the config, a JSON file')
    .action(async (options: CheckOptions) => {
      await line.runProtocol(options, async (context) => {
        const { check } = await import('../commands/check.ts');
        await check(options.config, context);
        return 0;
      });
    });
}
