import type { Sandbox, SandboxOptions } from '../src/index.ts';
import type { JsonObject } from './json-object.ts';

/** What is done to a sandbox of its own, and who does it. */
export interface Run {
  readonly name: string;
  /** Whether a client under test makes the requests; those made by hand are there for their answers. */
  readonly isClient: boolean;
  /** Laid over those of a small company without limits. */
  readonly options?: SandboxOptions;
  /** Rejects when the run did not go as it should. */
  drive(config: JsonObject, sandbox: Sandbox): Promise<void>;
}
