import { randomUUID } from 'node:crypto';

/** Reads and writes JSON whose numbers stay as they are spelt, whatever JavaScript can hold of them. */
export interface ExactJson {
  /** A number that would be spelt otherwise comes out as a string, which `format` knows again. Throws where `text` is no JSON. */
  readonly parse: (text: string) => unknown;
  readonly format: (value: unknown) => string;
}

/** A whole string, so that digits inside it are left alone, or what may be a number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

export function exactJson(): ExactJson {
  const mark = `number ${randomUUID()} `;
  const marked = new RegExp(`"${mark}([^"]+)"`, 'g');
  return {
    parse: (text) =>
      JSON.parse(
        text.replaceAll(STRING_OR_NUMBER, (token) =>
          NUMBER.test(token) && String(Number(token)) !== token ? `"${mark}${token}"` : token,
        ),
      ) as unknown,
    format: (value) => `${JSON.stringify(value, undefined, 2).replaceAll(marked, '$1')}\n`,
  };
}
