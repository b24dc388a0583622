import { once } from 'node:events';
import { startSandbox, type SandboxOptions } from '../sandbox/index.ts';

/** Runs a local Gong until the signal aborts. `print` gets its address and a config for it. */
export async function runSandbox(
  options: SandboxOptions,
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await using sandbox = await startSandbox(options);
  print(`${JSON.stringify({ url: sandbox.url, config: sandbox.config }, undefined, 2)}\n`);
  if (!signal.aborted) await once(signal, 'abort');
}
