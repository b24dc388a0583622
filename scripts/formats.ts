import { fullFormats } from 'ajv-formats/dist/formats.js';

/** The formats that the schemas name, as the validators check them, into which this is bundled. */
export const formats = { 'date-time': remembering(checkOf('date-time')) };

function checkOf(name: keyof typeof fullFormats): (text: string) => boolean {
  const format = fullFormats[name];
  const validate: unknown = typeof format === 'object' && 'validate' in format ? format.validate : undefined;
  if (typeof validate !== 'function') throw new Error(`ajv-formats has no function that checks ${name}`);
  return (text) => Boolean(validate(text));
}

/** The rows of a call all have its moment. To read one takes longer than to check the rest of a row. */
function remembering(isValid: (text: string) => boolean): (text: string) => boolean {
  let last: string | undefined;
  return (text) => {
    if (text === last) return true;
    if (!isValid(text)) return false;
    last = text;
    return true;
  };
}
