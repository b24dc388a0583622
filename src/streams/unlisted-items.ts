/** What Gong counted in lists of one kind that were read to their end, and did not list. */
export class UnlistedItems {
  #path = '';
  #lists = 0;
  #counted = 0;
  #listed = 0;

  /** A list has been read to its end. */
  note(path: string, counted: number, listed: number): void {
    if (counted <= listed) return;
    this.#path = path;
    this.#lists += 1;
    this.#counted += counted;
    this.#listed += listed;
  }

  /** What a warning says of it; undefined where nothing is missing. */
  get text(): string | undefined {
    if (this.#lists === 0) return undefined;
    return `Gong counted ${this.#counted} items at ${this.#path} and listed ${this.#listed}, in ${this.#lists} lists that were read to their end. What was listed has been read. Either Gong counts what these credentials may not see, or it was busy: the next sync reads the lists again.`;
  }
}
