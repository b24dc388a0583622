import type { CommandLine } from './command-line.ts';
import { runWithConfig, withConfig, type ConfigOptions } from './config-option.ts';

interface CallOptions extends ConfigOptions {
  readonly json?: boolean;
}

/** Ids have up to 20 digits. */
const CALL_ID = /^\d{1,20}$/;

/** As in the address of a call in Gong. */
const ID_IN_ADDRESS = /^https?:\/\/[^?#]+\?(?:[^#]*&)?id=(\d{1,20})(?:[&#]|$)/;

export function addCall(line: CommandLine): void {
  const command = line
    .command('call', 'show one call: people, brief, outline and transcript', [
      ['source-gong call 7782342274025937895 --config config.json', 'shows it for reading'],
      ['source-gong call 7782342274025937895 --json --config config.json', 'prints its records'],
    ])
    .argument('<id>', 'the id of the call, or its address in Gong');
  withConfig(command)
    .option('--json', 'print the records of extensiveCalls and callTranscripts, one a line')
    .action(async (given: string, { json = false, ...options }: CallOptions) => {
      const id = idIn(given) ?? line.refuse('the id of a call is a number of up to 20 digits.');
      await runWithConfig(options, line, async (config, context) => {
        const { showCall } = await import('../commands/call.ts');
        await showCall({ config, id, isJson: json }, context);
        return 0;
      });
    });
}

function idIn(given: string): string | undefined {
  return CALL_ID.test(given) ? given : ID_IN_ADDRESS.exec(given)?.[1];
}
