import type { ValidationFault } from '../base/validation.ts';

/** What is wrong with a config. The text completes a sentence that begins with the path, and quotes no value. */
export interface ConfigFault {
  readonly path: string;
  readonly text: string;
}

/** The text of what is missing. */
export const REQUIRED = 'is required';

export const START_DATE_FAULT: ConfigFault = {
  path: 'start_date',
  text: 'must look like 2026-01-31T00:00:00Z',
};

/** In the order of the spec's two kinds of credentials. */
const AUTH_TYPES = ['OAuth2.0', 'APIKey'];

/** Returns what a validator has found, without what it says of the kind of credentials that was not meant. */
export function describeFaults(all: readonly ValidationFault[], credentials: unknown): ConfigFault[] {
  const type =
    typeof credentials === 'object' && credentials !== null && 'auth_type' in credentials
      ? credentials.auth_type
      : undefined;
  const variant = AUTH_TYPES.indexOf(String(type));
  if (credentials !== undefined && typeof credentials === 'object' && variant === -1) {
    const others = all.filter(({ instancePath }) => !instancePath.startsWith('/credentials'));
    const unknown = { path: 'credentials.auth_type', text: 'must be "OAuth2.0" or "APIKey"' };
    return [unknown, ...others.map(describe)];
  }
  return all
    .filter(
      ({ keyword, schemaPath }) => keyword !== 'oneOf' && !schemaPath.includes(`/oneOf/${1 - variant}/`),
    )
    .map(describe);
}

function describe({ instancePath, keyword, params, message }: ValidationFault): ConfigFault {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    const parts = [path, String(params['missingProperty'])];
    return { path: parts.filter((part) => part !== '').join('.'), text: REQUIRED };
  }
  // The start date alone has a form.
  if (keyword === 'pattern' || keyword === 'format') return { ...START_DATE_FAULT, path };
  const { allowedValues } = params;
  if (keyword === 'enum' && Array.isArray(allowedValues))
    return { path, text: `must be one of ${allowedValues.join(', ')}` };
  if (keyword === 'minLength') return { path, text: 'must not be empty' };
  return { path, text: message ?? 'is not valid' };
}
