/** Returns the code of an error of the operating system or of Node, such as ENOSPC. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The same for a message. */
export function shownCodeOf(error: unknown): string {
  return errorCodeOf(error) ?? 'unknown error';
}
