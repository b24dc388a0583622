import { collections, type Sandbox } from '../sandbox/src/index.ts';
import { expectedRows, type Collection } from './collections.ts';
import type { TableShape } from './destination.ts';
import { rowText } from './row-text.ts';

/** What a table has to hold at the sandbox's moment, as texts by key; or what of it belongs to a call. */
export function truthTexts(
  sandbox: Pick<Sandbox, 'truth'>,
  { stream, key: fields }: Pick<TableShape, 'stream' | 'key'>,
  callId?: string,
): Map<string, string> {
  const choice = callId === undefined ? {} : { callIds: [callId] };
  const source = { truth: (name: Collection['name']) => sandbox.truth(name, choice) };
  if (!isCollection(stream)) throw new Error(`the sandbox has no truth of ${stream}`);
  const rows = expectedRows(source, { name: stream, key: fields }, []);
  return new Map([...rows].map(([key, row]) => [key, rowText(row)]));
}

function isCollection(name: string): name is Collection['name'] {
  return collections.some((collection) => collection === name);
}
