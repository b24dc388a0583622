/**
 * Searches texts for one word, whatever the case of its letters, in time that grows with the length of the text and
 * of the word alone (Knuth, Morris and Pratt). A regular expression of a long word does not compile.
 */
export class TextSearch {
  readonly #word: Uint16Array;
  /** For each unit of the word: how many units before and with it are also the word's beginning. */
  readonly #overlaps: Uint32Array;

  constructor(word: string) {
    this.#word = foldCase(word);
    this.#overlaps = overlapsOf(this.#word);
  }

  /** Calls back with the start and end of every occurrence, those that overlap too. */
  eachIn(foldedText: Uint16Array, onMatch: (start: number, end: number) => void): void {
    const word = this.#word;
    const overlaps = this.#overlaps;
    let matched = 0;
    for (let index = 0; index < foldedText.length; index += 1) {
      const unit = foldedText[index];
      while (matched > 0 && word[matched] !== unit) matched = overlaps[matched - 1] ?? 0;
      if (word[matched] === unit) matched += 1;
      if (matched === word.length) {
        onMatch(index + 1 - matched, index + 1);
        matched = overlaps[matched - 1] ?? 0;
      }
    }
  }
}

/** The units of a text without the case of letters. It stays as long as it was, so that places are the same. */
export function foldCase(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = foldUnit(text.charCodeAt(index));
  return units;
}

function foldUnit(unit: number): number {
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a ? unit - 0x20 : unit;
  const upper = String.fromCharCode(unit).toUpperCase();
  return upper.length === 1 ? upper.charCodeAt(0) : unit;
}

function overlapsOf(word: Uint16Array): Uint32Array {
  const overlaps = new Uint32Array(word.length);
  let matched = 0;
  for (let index = 1; index < word.length; index += 1) {
    while (matched > 0 && word[matched] !== word[index]) matched = overlaps[matched - 1] ?? 0;
    if (word[matched] === word[index]) matched += 1;
    overlaps[index] = matched;
  }
  return overlaps;
}
