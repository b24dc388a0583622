/** A part of a path longer than this is more likely a key or an encoded text. */
const MAX_PART_LENGTH = 80;
const MAX_PATH_LENGTH = 1_000;

/** Quotes, brackets and colons make JSON and YAML; `%` and `=` make encoded forms of them. */
const NEVER_IN_A_PATH = /[{}[\]"'`:;=%<>|\p{Cc}\p{Cf}]/u;

/**
 * Returns whether a text of the command line may be repeated as a path. A config that is given in place of its path,
 * in whatever form, must not: its secrets would be logged.
 */
export function isShowablePath(text: string): boolean {
  return (
    text.length <= MAX_PATH_LENGTH &&
    !NEVER_IN_A_PATH.test(text.replace(/^[A-Za-z]:(?=[\\/])/, '')) &&
    text.split(/[\\/]/).every((part) => part.length <= MAX_PART_LENGTH)
  );
}

/** Longer than every word of our own command line. */
const MAX_WORD_LENGTH = 32;
const MAX_MESSAGE_LENGTH = 400;

/**
 * Returns whether a message of the command-line parser, which repeats in single quotes what it does not know, holds only
 * plain and short words.
 */
export function isShowableMessage(message: string): boolean {
  return (
    message.length <= MAX_MESSAGE_LENGTH &&
    /^[\w\s'<>(),.?!:+-]*$/.test(message) &&
    !/'[^]*:[^]*'/.test(message) &&
    message.split(/\s/).every((word) => word.length <= MAX_WORD_LENGTH)
  );
}
