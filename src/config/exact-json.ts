import { randomUUID } from 'node:crypto';

/** Reads and writes JSON whose numbers stay as they are spelt, whatever JavaScript can hold of them. */
export interface ExactJson {
  /** A number that would be spelt otherwise comes out as a string, which `format` knows again. Throws where `text` is no JSON. */
  readonly parse: (text: string) => unknown;
  readonly format: (value: unknown) => string;
}

/**
 * A quote, an escaped character, so that no other quote ends a string, or what may be a number. Piece by piece: an expression
 * for whole strings needs room for each of their characters, and fails where one is long.
 */
const PIECE = /\\.|"|-?\d[\d.eE+-]*/gs;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

export function exactJson(): ExactJson {
  const mark = `number ${randomUUID()} `;
  const marked = new RegExp(`"${mark}([^"]+)"`, 'g');
  return {
    parse(text) {
      let isInString = false;
      const exact = text.replaceAll(PIECE, (piece) => {
        if (piece === '"') isInString = !isInString;
        const isChanged = !isInString && NUMBER.test(piece) && String(Number(piece)) !== piece;
        return isChanged ? `"${mark}${piece}"` : piece;
      });
      return JSON.parse(exact) as unknown;
    },
    format: (value) => `${JSON.stringify(value, undefined, 2).replaceAll(marked, '$1')}\n`,
  };
}
