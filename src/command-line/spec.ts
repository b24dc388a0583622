import type { CommandLine } from './command-line.ts';

export function addSpec(line: CommandLine): void {
  line
    .command('spec', 'print the specification of the config', [
      ['source-gong spec', 'prints it as a message of the Airbyte protocol'],
      ['source-gong spec | jq .spec.connectionSpecification.properties', 'lists every key of the config'],
    ])
    .action(async () => {
      const { sendSpec } = await import('../commands/spec.ts');
      sendSpec(line.process.output);
    });
}
