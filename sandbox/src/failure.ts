/** An answer other than 200, in Gong's errors envelope. */
export class Failure extends Error {
  readonly status: number;
  readonly errors: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, errors: readonly string[], headers: Readonly<Record<string, string>> = {}) {
    super(errors[0] ?? `status ${status}`);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}
