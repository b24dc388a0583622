import spec from '../../spec.json' with { type: 'json' };
import type { Output } from '../protocol/output.ts';

/** Sends the specification, which is spec.json itself. */
export function sendSpec(output: Output): void {
  output.message({ type: 'SPEC', spec });
}
