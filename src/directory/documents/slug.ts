/** Letters and digits of any script, with their marks. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

const MOST_CHARACTERS = 60;

/** File systems take 255 bytes for a name: with these, a date, an id and an ending fit in. */
const MOST_BYTES = 170;

/** Returns a text as a part of the name of a file: its words, small, with hyphens between them. */
export function slugOf(text: string): string {
  let slug = '';
  for (const [word] of text.normalize('NFC').toLowerCase().matchAll(WORD)) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (!fits(longer)) return slug === '' ? cutWord(word) : slug;
    slug = longer;
  }
  return slug;
}

/** Between whole characters. */
function cutWord(word: string): string {
  let cut = '';
  for (const character of word) {
    if (!fits(cut + character)) break;
    cut += character;
  }
  return cut;
}

function fits(text: string): boolean {
  return text.length <= MOST_CHARACTERS && Buffer.byteLength(text) <= MOST_BYTES;
}
