import { findSimilarWord } from '../base/similar-word.ts';
import type { Command, CommandLine } from './command-line.ts';

/** Which of the streams the user wants. */
export interface StreamChoice {
  readonly streams?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Stands for all streams. */
const ALL = 'all';

const WHICH_STREAMS = 'The verb streams lists all of them.';

interface ChosenStream {
  readonly name: string;
  readonly isReadByDefault: boolean;
}

/** Adds `--streams` and `--exclude` to a verb. */
export function withStreamChoice(command: Command): Command {
  return command
    .option('--streams <names>', `these streams alone, with commas between them; or ${ALL}`, addNames)
    .option('--exclude <names>', 'without these', addNames);
}

/** Returns what was chosen, or what is read by default, in the order of `all`. A name that is not known, or nothing left, is a usage error. */
export function chooseStreams<Named extends ChosenStream>(
  { streams, exclude = [] }: StreamChoice,
  all: readonly Named[],
  line: CommandLine,
): Named[] {
  const known = all.map(({ name }) => name);
  if (streams !== undefined) refuseUnknown('--streams', streams, [...known, ALL], line);
  refuseUnknown('--exclude', exclude, known, line);
  const taken = all.filter(({ name, isReadByDefault }) =>
    streams === undefined ? isReadByDefault : streams.includes(name) || streams.includes(ALL),
  );
  const idle = exclude.filter((name) => taken.every((each) => each.name !== name));
  if (streams !== undefined && idle.length > 0)
    line.refuse(`--exclude names ${idle.join(', ')}, which --streams does not choose. Leave it out.`);
  const chosen = taken.filter(({ name }) => !exclude.includes(name));
  if (chosen.length === 0) line.refuse(`no stream is left to be read. ${WHICH_STREAMS}`);
  return chosen;
}

/** An option that stands several times adds up. */
function addNames(text: string, earlier: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...earlier, ...names.filter((name) => name !== '')];
}

function refuseUnknown(
  option: string,
  names: readonly string[],
  known: readonly string[],
  line: CommandLine,
): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const similar = findSimilarWord(unknown, known);
  // Only what is nearly the name of a stream is shown: everything else may be a secret that got into the wrong place.
  line.refuse(
    similar === undefined
      ? `${option} names a stream that does not exist. ${WHICH_STREAMS}`
      : `${option} names ${unknown}, which does not exist. Did you mean ${similar}?`,
  );
}
