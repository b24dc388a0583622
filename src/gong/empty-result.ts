/** "No calls found", with what it is about, in the several ways in which Gong's help and its responses word it. */
const NO_ITEMS_FOUND =
  /\bno (?:(?:answered|activity|call|matching) )*(?:calls?|transcripts?|scorecards?|users?|stats|logs?|folders?|records?|results?|data) (?:were |was )?found\b/i;

/** "Scorecards not found", where a sentence begins: a missing page or path is another matter. */
const ITEMS_NOT_FOUND =
  /(?:^|[:;.,!|>\]-] ?)(?:the )?(?:answered scorecards?|scorecards?|call transcripts?|transcripts?|calls?|users?) (?:were |was )?not found\b/i;

const NOT_FOUND = /\bnot found\b/i;

/**
 * Whether the text of a 404 means "no data" on an endpoint that lists. By the phrase, for a wrong path or host answers
 * 404 as well. Text may stand before it, but none that says what else was not found.
 */
export function isEmptyResult(text: string): boolean {
  const match = NO_ITEMS_FOUND.exec(text) ?? ITEMS_NOT_FOUND.exec(text);
  return match !== null && !NOT_FOUND.test(text.slice(0, match.index));
}
