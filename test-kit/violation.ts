import { AssertionError } from 'node:assert';

/** Fails the test with the number of the line (from 1) that breaks a rule. */
export function violation(line: number, problem: string): never {
  throw new AssertionError({ message: `stdout line ${line}: ${problem}`, stackStartFn: violation });
}
