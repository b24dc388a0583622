import { readableOperations } from '../generated/readable-operations.ts';
import { findSimilarWord } from '../base/similar-word.ts';
import type { GongRequest } from './client.ts';

type Operation = Pick<GongRequest, 'method' | 'path'>;

/** A request that may be sent, or why there is none. */
export type ReadableRequest =
  | { readonly request: Pick<GongRequest, 'method' | 'path' | 'query'> }
  | { readonly refusal: string };

/** All ids that Gong has. The digit tells them from the words of other paths. */
const ID = /^[\w-]*\d[\w-]*$/;

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/**
 * Reads the method and the path with its query that somebody wrote. Whatever the spelling, the request goes to the Gong
 * of the config, and to an operation that only reads: what is written is brought into the form in which these operations
 * are listed, and that form is sent. Refusals repeat nothing of what was written.
 */
export function toReadableRequest(method: string, address: string): ReadableRequest {
  const [beforeFragment = ''] = address.split('#', 1);
  const [written = '', ...queries] = beforeFragment.split('?');
  const path = decode(written)?.replaceAll('\\', '/');
  if (path === undefined) return { refusal: 'The path has a % that encodes no character.' };
  if (path.startsWith('//') || SCHEME.test(path)) {
    return {
      refusal: 'Requests go to the Gong of the config alone. Give a path without a host, as /v2/users.',
    };
  }
  const operation = { method: method.toUpperCase(), path: normalize(path) };
  if (!isReadable(operation)) {
    const similar = findSimilarWord(`${operation.method} ${operation.path}`, readableOperations);
    const hint = similar === undefined ? '' : ` Did you mean ${similar}?`;
    return { refusal: `That is none of the operations of Gong's API that only read.${hint}` };
  }
  return { request: { ...operation, query: toQuery(queries.join('?')) } };
}

/** Undefined where a percent sign encodes nothing. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Without empty parts and dots. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function isReadable(operation: { readonly method: string; readonly path: string }): operation is Operation {
  const parts = operation.path.split('/');
  return readableOperations.some((readable) => {
    const [method, template = ''] = readable.split(' ');
    const wanted = template.split('/');
    return (
      method === operation.method &&
      wanted.length === parts.length &&
      wanted.every((part, index) =>
        part.startsWith('{') ? ID.test(parts[index] ?? '') : part === parts[index],
      )
    );
  });
}

/** A name may stand several times. */
function toQuery(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}
