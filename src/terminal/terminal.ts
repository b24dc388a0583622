/** What people see, apart from the messages of the protocol: the two streams of a process, and how they look. */
export interface Terminal {
  readonly isStdoutTerminal: boolean;
  readonly isStderrTerminal: boolean;
  /** The width of the one that is a terminal, stderr first; 80 where none is. It changes with the window. */
  readonly columns: number;
  /** Its height, likewise; 24 where none is. */
  readonly rows: number;
  /** Writes text to stderr, as it is. */
  writeError(text: string): void;
}
