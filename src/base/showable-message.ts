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
    !/'[^]*[:A-Z][^]*'/.test(message) &&
    message.split(/\s/).every((word) => word.length <= MAX_WORD_LENGTH)
  );
}
