import { isJsonObject } from '../base/json-object.ts';
import type { Validate, ValidationFault } from '../base/validation.ts';

/** The name of a field that holds an id, or a list of ids. */
const ID_FIELD = /(?:^id|Id|ID)s?$/;

/**
 * Holds a stream's records against its schema. A record that does not fit is not held back: what differs is told
 * once a path, and counted.
 */
export class SchemaDrift {
  readonly #validate: Validate;
  readonly #onFirst: (text: string) => void;
  readonly #counts = new Map<string, number>();

  constructor(validate: Validate, onFirst: (text: string) => void) {
    this.#validate = validate;
    this.#onFirst = onFirst;
  }

  /** Also writes ids as strings where Gong sends numbers, as the schema says; the record is changed in place. */
  check(record: object): void {
    if (this.#validate(record)) return;
    for (const fault of this.#validate.errors ?? []) {
      if (fault.keyword === 'type' && quoteId(record, fault)) continue;
      this.#note(fault);
    }
  }

  /** One line for each path that differed, with the number of times. */
  summary(): string[] {
    return [...this.#counts].map(([path, count]) => `${path} (${count} times)`);
  }

  #note(fault: ValidationFault): void {
    const path =
      fault.instancePath
        .slice(1)
        .replaceAll(/\/\d+(?=\/|$)/g, '[]')
        .replaceAll('/', '.') || '(record)';
    const count = this.#counts.get(path) ?? 0;
    if (count === 0) this.#onFirst(`${path} ${fault.message ?? 'does not fit its schema'}`);
    this.#counts.set(path, count + 1);
  }
}

/** Returns whether the fault was an id sent as a number where the schema has a string. */
function quoteId(record: object, { instancePath, params }: ValidationFault): boolean {
  const keys = instancePath.slice(1).split('/');
  const field = keys.findLast((key) => !/^\d+$/.test(key)) ?? '';
  const { type } = params;
  if (!ID_FIELD.test(field) || !(Array.isArray(type) ? type.includes('string') : type === 'string'))
    return false;
  const last = keys.pop() ?? '';
  let holder: unknown = record;
  for (const key of keys) holder = childOf(holder, key);
  const id = childOf(holder, last);
  if (typeof id !== 'number') return false;
  if (Array.isArray(holder)) holder[Number(last)] = String(id);
  else if (isJsonObject(holder)) holder[last] = String(id);
  return true;
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) ? value[key] : undefined;
}
