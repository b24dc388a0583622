import { readableOperations } from '../generated/readable-operations.ts';
import type { CommandLine } from './command-line.ts';
import { runWithConfig, withConfig, type ConfigOptions } from './config-option.ts';

interface ApiOptions extends ConfigOptions {
  readonly body?: string;
  readonly paginate?: boolean;
}

export function addApi(line: CommandLine): void {
  const command = line
    .command('api', "send one request of Gong's API that reads, and print what comes", [
      [
        "source-gong api GET '/v2/users?includeAvatars=true' --paginate --config config.json",
        'prints all users, one a line',
      ],
      [
        `source-gong api POST /v2/calls/transcript --body '{"filter": {"callIds": ["123"]}}' --config config.json`,
        'prints a transcript',
      ],
    ])
    .argument('<method>', 'GET, or POST for what Gong reads by it')
    .argument('<path>', 'the path, with its query: /v2/users');
  withConfig(command)
    .option('--body <json>', 'the body of a POST: JSON, or @file, or - for stdin')
    .option('--paginate', 'follow the cursors to the last page, and print the items of the list one a line')
    .addHelpText('after', () => `\nOperations:\n${readableOperations.map((each) => `  ${each}`).join('\n')}`)
    .action(async (method: string, address: string, { body, paginate = false, ...options }: ApiOptions) => {
      if (body !== undefined && method.toUpperCase() === 'GET')
        line.refuse('a GET has no body: leave out --body.');
      if (body === '-' && options.config === '-')
        line.refuse('--config and --body cannot both be read from stdin.');
      await runWithConfig(options, line, async (config, context) => {
        const { api } = await import('../commands/api.ts');
        const given = body === undefined ? {} : { body };
        return await api({ config, method, address, isPaginated: paginate, ...given }, context);
      });
    });
}
