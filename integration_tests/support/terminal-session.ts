import { stripVTControlCharacters } from 'node:util';
import { withTerminal } from '../../test-kit/with-terminal.ts';

/** What is typed once a text has appeared behind what was typed before. */
export type Step = readonly [waitFor: string, type: string];

export interface SessionOptions {
  readonly steps?: readonly Step[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder in which the CLI runs. */
  readonly folder?: string;
  readonly columns?: number;
}

export interface Session {
  readonly exitCode: number | null;
  /** All that the terminal showed, without what moves the cursor and changes colours. */
  readonly screen: string;
  /** As it came. */
  readonly bytes: string;
}

/**
 * Runs the built CLI in a terminal, as a person does: stdin, stdout and stderr are all of it. Throws if not everything
 * could be typed.
 */
export async function runInTerminal(
  words: readonly string[],
  { steps = [], columns = 100, ...options }: SessionOptions = {},
): Promise<Session> {
  const left = [...steps];
  let bytes = '';
  let searchedUntil = 0;
  const exitCode = await withTerminal(words, {
    ...options,
    columns,
    rows: 40,
    onOutput(chunk, type) {
      bytes += chunk;
      const [step] = left;
      if (step === undefined || !bytes.includes(step[0], searchedUntil)) return;
      left.shift();
      searchedUntil = bytes.length;
      type(step[1]);
    },
  });
  if (left.length > 0) throw new Error(`"${left[0]?.[0]}" did not appear:\n${bytes}`);
  return { exitCode, screen: stripVTControlCharacters(bytes).replaceAll('\r\n', '\n'), bytes };
}
