/** What an action throws, or undefined if it does not throw. */
export function failureOf(action: () => unknown): Error | undefined {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error : new Error(`thrown, but no error: ${String(error)}`);
  }
  return undefined;
}
