import { isJsonObject } from '../base/json-object.ts';

/** The text of an envelope's `errors`: a list of texts, and on some endpoints one of objects. */
export function errorText(errors: unknown): string {
  if (!Array.isArray(errors)) return '';
  return errors.map((error: unknown) => (typeof error === 'string' ? error : textOf(error))).join('; ');
}

function textOf(error: unknown): string {
  return isJsonObject(error) && typeof error['message'] === 'string'
    ? error['message']
    : JSON.stringify(error);
}
