import { parseInstant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { isKnownKey, trimTexts } from './keys.ts';

/** A config as it is meant: what a form or a hand has added to it is left out. */
export interface Normalized {
  readonly config: JsonObject;
  /** The paths of the texts that had blanks around them. */
  readonly trimmed: readonly string[];
}

const OPTIONAL_TEXTS: ReadonlySet<string> = new Set(['start_date', 'api_base_url']);

/** What Gong gives anew with each renewal. */
const RENEWED: ReadonlySet<string> = new Set([
  'access_token',
  'token_expiry_date',
  'api_base_url_for_customer',
]);

const ID_LISTS: ReadonlySet<string> = new Set(['workspace_ids', 'primary_user_ids']);

/** A form sends nulls and empty texts for what the user left open. Keys that are not known stay as they are. */
export function normalized(file: object): Normalized {
  const { config, trimmed } = trimTexts(file);
  const kept = Object.entries(config)
    .filter(([key, value]) => {
      const isEmpty = value === null || (OPTIONAL_TEXTS.has(key) && value === '');
      return !(isEmpty && isKnownKey(key));
    })
    .map(([key, value]: [string, unknown]) => {
      if (key === 'credentials') return [key, withoutUnusable(value)];
      return [key, ID_LISTS.has(key) && Array.isArray(value) ? value.map(idOf) : value];
    });
  return { config: Object.fromEntries(kept), trimmed };
}

/** Ids are texts. A number is one as well, unless it has been rounded; blanks come with copying. */
function idOf(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  return Number.isSafeInteger(value) ? String(value) : value;
}

/**
 * Some platforms send the lifetime of a token in place of its end: what cannot be used is left out, since it is not the user
 * who writes it.
 */
function withoutUnusable(credentials: unknown): unknown {
  if (!isJsonObject(credentials)) return credentials;
  return Object.fromEntries(
    Object.entries(credentials).filter(([key, value]) => {
      if (key === 'token_expiry_date') return parseInstant(value) !== undefined;
      return !(RENEWED.has(key) && (value === null || value === ''));
    }),
  );
}
