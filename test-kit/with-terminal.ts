import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { CLI } from './run-cli.ts';

/**
 * Gives a command a terminal of its own, with its stdout in a file where there is one. What the terminal gets goes to
 * stdout, and what comes from stdin is as if it were typed; the end of that ends the command. A signal that ends the
 * command ends this with 128 and its number.
 */
const PYTHON = `
import fcntl, os, pty, select, struct, sys, termios
columns, rows, path, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack('HHHH', int(rows), int(columns), 0, 0))
    if path:
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 1)
    os.execvp(command[0], command)
sources = [terminal, 0]
while True:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:
            data = b''
        if source == terminal and not data:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            sys.exit(code if code >= 0 else 128 - code)
        if source == terminal:
            os.write(1, data)
        elif data:
            os.write(terminal, data)
        else:
            sys.exit(os.kill(child, 9))
`;

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Where stdout goes; without it, it is the terminal. */
  readonly stdoutPath?: string;
  /** The folder in which the CLI runs. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets what appears, as it appears, and a way to type. */
  readonly onOutput?: (chunk: string, type: (keys: string) => void) => void;
}

/** Runs the built CLI on a terminal of its own. Returns its exit code. */
export function withTerminal(args: readonly string[], options: TerminalOptions = {}): Promise<number | null> {
  const { columns = 80, rows = 24, stdoutPath = '', onOutput = () => {} } = options;
  const { folder = tmpdir(), environment = {} } = options;
  const { CI: _ci, NO_COLOR: _noColor, ...inherited } = process.env;
  const words = [String(columns), String(rows), stdoutPath, process.execPath, CLI, ...args];
  const child = spawn('python3', ['-c', PYTHON, ...words], {
    cwd: folder,
    env: { ...inherited, TERM: 'xterm-256color', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  // Keys that come too late reach nobody.
  child.stdin.on('error', () => {});
  child.stdout.on('data', (chunk: string) => onOutput(chunk, (keys) => child.stdin.write(keys)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}
