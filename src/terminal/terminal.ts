/** What people see, apart from the messages of the protocol: the two streams of a process, and how they look. */
export interface Terminal {
  readonly isStdoutTerminal: boolean;
  readonly isStderrTerminal: boolean;
  /** The width of the one that is a terminal, stderr first; 80 where none is. It changes with the window. */
  readonly columns: number;
  /** Its height, likewise; 24 where none is. */
  readonly rows: number;
  /** Calls the listener whenever the size has changed, until what this returns is disposed of. */
  onResize(listener: () => void): Disposable;
  /** Writes text to stderr, as it is. */
  writeError(text: string): void;
}
