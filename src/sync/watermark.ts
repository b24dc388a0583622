/** A piece of a sync's range. Only its end matters here. */
interface Piece {
  readonly end: number;
}

/**
 * How far a stream has come: the end of the unbroken run of finished windows. Windows finish in any order, and
 * one that is missing holds the mark in front of it, so a state never claims what was not read.
 */
export class Watermark {
  readonly #open: Piece[];
  readonly #closed = new Set<Piece>();

  constructor(pieces: readonly Piece[]) {
    this.#open = [...pieces];
  }

  /** Puts the parts of a window in its place. */
  split(piece: Piece, parts: readonly Piece[]): void {
    const index = this.#open.indexOf(piece);
    if (index !== -1) this.#open.splice(index, 1, ...parts);
  }

  /** Notes that a window is read, and answers the new mark if it moved. */
  close(piece: Piece): number | undefined {
    this.#closed.add(piece);
    let mark: number | undefined;
    for (
      let first = this.#open[0];
      first !== undefined && this.#closed.delete(first);
      first = this.#open[0]
    ) {
      mark = first.end;
      this.#open.shift();
    }
    return mark;
  }
}
