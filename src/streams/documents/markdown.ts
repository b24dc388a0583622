/** What a plain line of English has none of; most texts need not be looked at any closer. */
const NOT_PLAIN = /[^ -~]|  |^ | $/;

/** Controls, ends of lines and blanks of any kind, unless it is a single blank, and halves of surrogate pairs, or whole ones. */
const NOT_ONE_LINE = /[^ -~\u00a0-\ud7ff\ue000-\uffff]|  |[^\S ]|^ | $/;
const HALF_PAIR = /\p{Surrogate}/gu;
const GAPS = /[\p{Cc}\s]+/gu;

/** Only of these characters does Markdown make anything within a line. */
const SUSPECT = /[\\`*_[\]<&~]/;
const SUSPECTS = new RegExp(SUSPECT, 'g');

/** Of a suspect's neighbours: without one, it stands at an edge. */
const IS_BLANK = /^\s?$/;
const BEGINS_BLANK = /^(?:\s|$)/;
const BEGINS_PUNCTUATION = /^[!-/:-@[-`{-~]/;
const IS_IN_WORD = /^[\p{L}\p{N}]/u;

/** What opens a block where a line begins: headings, quotes, bullets, numbers and rules, also with the hyphen of a list. */
const MAY_BEGIN_BLOCK = /^[#>+*_\d-]/;
const BLOCK = /^(?:#{1,6}(?= |$)|>|[-+*](?= |$)|-(?=[- ]+$)|_(?=(?: *_){2,} *$))/;
const NUMBER = /^\d{1,9}(?=[.)](?: |$))/;

/** Signs at the end of a heading are not shown. */
const CLOSING_SIGNS = /(?<=^| )#+$/;

/** The text on one line, with single blanks, without controls and without what no file can hold. */
export function oneLine(text: string): string {
  if (!NOT_PLAIN.test(text) || !NOT_ONE_LINE.test(text)) return text;
  return text.replaceAll(HALF_PAIR, '\ufffd').replaceAll(GAPS, ' ').trim();
}

/** The lines of a text that are not empty. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n\r\u2028\u2029]/)
    .map(oneLine)
    .filter((line) => line !== '');
}

/**
 * A line as it is to be seen, behind something else on its line. Bare addresses stay as they are, even where a reader makes
 * links of them: those show where they lead.
 */
export function escapeInline(line: string): string {
  if (!SUSPECT.test(line)) return line;
  return line.replaceAll(SUSPECTS, (char, at: number) =>
    isMarkup(char, line.charAt(at - 1), line.slice(at + 1)) ? `\\${char}` : char,
  );
}

/** The same where it begins a line, or an item of a list. */
export function escapeBlock(line: string): string {
  const escaped = escapeInline(line);
  if (!MAY_BEGIN_BLOCK.test(escaped)) return escaped;
  return escaped.replace(BLOCK, '\\$&').replace(NUMBER, '$&\\');
}

/** The same as a heading. */
export function escapeHeading(line: string): string {
  return escapeInline(line).replace(CLOSING_SIGNS, '\\$&');
}

function isMarkup(char: string, before: string, behind: string): boolean {
  switch (char) {
    case '\\':
      return behind === '' || BEGINS_PUNCTUATION.test(behind);
    case '*':
      return !(IS_BLANK.test(before) && BEGINS_BLANK.test(behind));
    case '_':
      return !(
        (IS_BLANK.test(before) && BEGINS_BLANK.test(behind)) ||
        (IS_IN_WORD.test(before) && IS_IN_WORD.test(behind))
      );
    case '~':
      // One that can only open is nothing without one that closes.
      return !(IS_BLANK.test(before) && IS_IN_WORD.test(behind));
    case '[':
      // A link inside of the program that shows it, a footnote, or a box to tick.
      return /^(?:[[^]|[ x]\])/i.test(behind);
    case ']':
      return /^[([:]/.test(behind);
    case '<':
      // HTML, or an address, which may begin with nearly anything.
      return /^(?:[a-z/!?]|[^\s<>@]+@)/i.test(behind);
    case '&':
      return /^#?\w+;/.test(behind);
    default:
      return true;
  }
}
