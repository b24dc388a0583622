import type { CommandLine, CommonOptions } from './command-line.ts';
import { DEFAULT_FILE } from './config-option.ts';

interface LoginOptions extends CommonOptions {
  readonly output: string;
  readonly clientId?: string;
  readonly port: string;
  readonly force?: boolean;
}

/** What a shell reports of a program that Ctrl-C has ended. */
const CANCELLED_EXIT_CODE = 130;

const DEFAULT_PORT = '8517';

export function addLogin(line: CommandLine): void {
  line
    .command('login', 'sign in by OAuth with an app of your own, and write a config', [
      ['source-gong login', 'asks for the app, shows an address for a browser, and writes config.json'],
      [
        'source-gong login --client-id A1B2C3 --output gong.json',
        'takes the secret of the app from GONG_CLIENT_SECRET, where that is set',
      ],
    ])
    .option('--output <file>', 'the config, whose other values stay as they are', DEFAULT_FILE)
    .option('--client-id <id>', 'the client id of the app')
    .option('--port <port>', 'where Gong sends the browser back to: http://127.0.0.1:<port>/', DEFAULT_PORT)
    .option('--force', 'replace credentials of another kind or app unasked')
    .action(async ({ output: path, clientId, port, force: isForced = false, ...options }: LoginOptions) => {
      const isPort = /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
      if (!isPort) line.refuse('--port expects a number up to 65535.');
      const { environment } = line.process;
      await line.runForPeople(options, async (context) => {
        const { login } = await import('../commands/login.ts');
        const outcome = await login(
          {
            path,
            clientId,
            clientSecret: environment['GONG_CLIENT_SECRET'] || undefined,
            baseUrl: environment['GONG_API_BASE_URL'] || undefined,
            port: Number(port),
            isForced,
          },
          context,
        );
        if (outcome === 'nobody to ask') {
          return line.refuse(
            'login asks questions, and nobody could answer here. Run it in a terminal, or give --client-id and set GONG_CLIENT_SECRET in the environment.',
          );
        }
        if (outcome === 'cancelled') return CANCELLED_EXIT_CODE;
        return outcome === 'written' ? 0 : 1;
      });
    });
}
