import { ConfigError } from '../base/errors.ts';

/** What a browser brings back from the page where the customer was asked. */
export type ConsentAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'refused'; readonly error: ConfigError }
  /** It is the answer to another request, or to none. */
  | { readonly kind: 'other' };

/** Gong's own words are short; anything longer is not shown. */
const SHOWABLE = /^[\w .,:;'()-]{1,200}$/;

/** Reads the address to which the browser was sent. */
export function readConsentAnswer(address: string, state: string): ConsentAnswer {
  if (!URL.canParse(address)) return { kind: 'other' };
  const { searchParams } = new URL(address);
  if (searchParams.get('state') !== state) return { kind: 'other' };
  const code = searchParams.get('code');
  if (code !== null && code !== '') return { kind: 'code', code };
  const error = searchParams.get('error_description') ?? searchParams.get('error');
  if (error === null) return { kind: 'other' };
  const said = SHOWABLE.test(error) ? ` Gong says: "${error}".` : '';
  const message = `Gong did not let the app read.${said} A technical administrator has to allow it, and each scope has to be one of those that the app has in Gong.`;
  return { kind: 'refused', error: new ConfigError(message) };
}
