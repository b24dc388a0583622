/** How many letters may be wrong, missing or too many. */
const MAX_EDITS = 2;

/** Returns the first candidate that the word was probably meant to be, whatever its case and its separators. */
export function findSimilarWord(word: string, candidates: readonly string[]): string | undefined {
  const letters = lettersOf(word);
  return candidates.find((candidate) => {
    const wanted = lettersOf(candidate);
    return (
      Math.abs(wanted.length - letters.length) <= MAX_EDITS && editsBetween(letters, wanted) <= MAX_EDITS
    );
  });
}

function lettersOf(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** The Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_value, index) => index);
  for (let index = 0; index < one.length; index += 1) {
    const next = [index + 1];
    for (let place = 0; place < other.length; place += 1) {
      const isSame = one[index] === other[place];
      next.push(
        Math.min((row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1, (row[place] ?? 0) + (isSame ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
