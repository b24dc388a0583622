import { readEnvironment } from '../config/source.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { DEFAULT_FILE } from './config-option.ts';

interface InitOptions extends CommonOptions {
  readonly output: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** What a shell reports of a program that Ctrl-C has ended. */
const CANCELLED_EXIT_CODE = 130;

export function addInit(line: CommandLine): void {
  line
    .command('init', 'ask for what a config needs, check it, and write it', [
      ['source-gong init', 'writes config.json, readable for you alone'],
      [
        'source-gong init --yes --output gong.json',
        'asks nothing: takes GONG_ACCESS_KEY etc. as they are set',
      ],
    ])
    .option('--output <file>', 'where the config is written', DEFAULT_FILE)
    .option('--yes', 'ask nothing, and take the config from the environment')
    .option('--force', 'write over a file that exists, and what has failed its check')
    .action(async (options: InitOptions) => {
      const { output: path, yes: isSilent = false, force: isForced = false } = options;
      const given = isSilent ? readEnvironment(line.process.environment) : undefined;
      if (isSilent && given === undefined) {
        line.refuse(
          'with --yes the config comes from the environment. Set GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET, and GONG_API_BASE_URL to the address of the API of your company.',
        );
      }
      await line.runForPeople(options, async (context) => {
        const { initByAsking, initFrom } = await import('../commands/init.ts');
        const outcome =
          given === undefined
            ? await initByAsking(path, isForced, context)
            : await initFrom(given, path, isForced, context);
        if (outcome === 'nobody to ask') {
          return line.refuse(
            'init asks questions, and nobody could answer here. Run it in a terminal, or set GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET and GONG_API_BASE_URL in the environment and add --yes.',
          );
        }
        if (outcome === 'cancelled') return CANCELLED_EXIT_CODE;
        return outcome === 'written' ? 0 : 1;
      });
    });
}
