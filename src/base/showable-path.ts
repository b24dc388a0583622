/** A part of a path longer than this is more likely a key or an encoded text. */
const MAX_PART_LENGTH = 80;
const MAX_PATH_LENGTH = 1_000;

/** A longer one without a dot or a slash may be a key. */
const MAX_WORD_LENGTH = 24;

/** Quotes, brackets and colons make JSON and YAML; `%` and `=` make encoded forms of them. */
const NEVER_IN_A_PATH = /[{}[\]"'`:;=%<>|\p{Cc}\p{Cf}]/u;

/**
 * Returns whether a text of the command line may be repeated as a path. A config that is given in place of its path,
 * in whatever form, must not: its secrets would be logged.
 */
export function isShowablePath(text: string): boolean {
  return (
    text.length <= MAX_PATH_LENGTH &&
    (text.length <= MAX_WORD_LENGTH || /[./\\]/.test(text)) &&
    !NEVER_IN_A_PATH.test(text.replace(/^[A-Za-z]:(?=[\\/])/, '')) &&
    text.split(/[\\/]/).every((part) => part.length <= MAX_PART_LENGTH)
  );
}
