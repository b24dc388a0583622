import type { Measurement } from './measure.ts';
import type { Sandbox } from './sandbox.ts';

/** Tells how much of one processor the sandbox used while others were measured. */
export interface ProcessorWatch {
  during(run: () => Promise<Measurement>): Promise<Measurement>;
  /** 0 to 1, or a little more with the threads that compress; undefined where the system does not tell. */
  share(): number | undefined;
}

export function watchProcessor(sandbox: Sandbox): ProcessorWatch {
  let used = 0;
  let passed = 0;
  return {
    async during(run) {
      const before = sandbox.processorSeconds() ?? Number.NaN;
      const outcome = await run();
      used += (sandbox.processorSeconds() ?? Number.NaN) - before;
      passed += outcome.seconds;
      return outcome;
    },
    share: () => (Number.isFinite(used / passed) ? used / passed : undefined),
  };
}
