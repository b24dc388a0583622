import { Failure } from './failure.ts';
import { parseDate, parseDateTime } from './time.ts';

/** Everything below answers 400 with the field's name when a value is not of the documented kind. */
export function readObject(value: unknown, name: string): Record<string, unknown> {
  if (value === null || value === undefined) throw malformed(name, 'must not be null');
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed(name, 'must be an object');
  return Object.fromEntries(Object.entries(value));
}

/** Something that has to be there, of whatever kind. */
export function readGiven(value: unknown, name: string): unknown {
  if (value === null || value === undefined) throw malformed(name, 'must not be null');
  return value;
}

export function readText(value: unknown, name: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string') throw malformed(name, 'must be a string');
  return value;
}

export function readFlag(value: unknown, name: string): boolean {
  if (value === null || value === undefined) return false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw malformed(name, 'must be true or false');
}

export function readChoice<Choice extends string>(
  value: unknown,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = readText(value, name);
  if (text === undefined) return undefined;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw malformed(name, `must be one of ${choices.join(', ')}`);
  return found;
}

export function readChoices<Choice extends string>(
  value: unknown,
  name: string,
  choices: readonly Choice[],
): readonly Choice[] | undefined {
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) throw malformed(name, 'must be a list');
  const wanted = new Set(value.map((item: unknown) => readChoice(item, name, choices)));
  return choices.filter((choice) => wanted.has(choice));
}

/** A list of ids without duplicates; an empty list is malformed, as Gong answers for callIds. */
export function readIds(value: unknown, name: string, most = Infinity): readonly string[] | undefined {
  return readList(value, name, most, readId);
}

/** Likewise for ids of other systems, which can be any text. */
export function readTexts(value: unknown, name: string, most = Infinity): readonly string[] | undefined {
  return readList(value, name, most, (item) => readText(readGiven(item, name), name) ?? '');
}

function readList(
  value: unknown,
  name: string,
  most: number,
  readItem: (item: unknown, name: string) => string,
): readonly string[] | undefined {
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) throw malformed(name, 'must be a list');
  if (value.length === 0) throw malformed(name, 'must not be empty');
  if (value.length > most) throw malformed(name, `size must be between 1 and ${most}`);
  return [...new Set(value.map((item: unknown) => readItem(item, name)))];
}

export function readOptionalId(value: unknown, name: string): string | undefined {
  return value === null || value === undefined ? undefined : readId(value, name);
}

export function readId(value: unknown, name: string): string {
  const id = readText(value, name) ?? '';
  if (!/^\d{1,20}$/.test(id)) throw malformed(name, `invalid identifier '${id}'`);
  return id;
}

/** A half-open window of instants in microseconds; an absent bound is infinite. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export function readWindow(from: unknown, to: unknown, prefix: string): Window {
  return orderly(
    readInstant(from, `${prefix}fromDateTime`) ?? -Infinity,
    readInstant(to, `${prefix}toDateTime`) ?? Infinity,
    [`${prefix}fromDateTime`, 'toDateTime'],
  );
}

/** Dates are days of the company's time zone. */
export function readDateWindow(
  filter: Record<string, unknown>,
  [from, to]: readonly [string, string],
  offsetMinutes: number,
): Window {
  const day = (name: string): number | undefined => {
    const text = readText(filter[name], `filter.${name}`);
    if (text === undefined) return undefined;
    const midnight = parseDate(text, offsetMinutes);
    if (midnight === undefined) {
      throw malformed(`filter.${name}`, `invalid date '${text}', expected YYYY-MM-DD`);
    }
    return midnight;
  };
  return orderly(day(from) ?? -Infinity, day(to) ?? Infinity, [`filter.${from}`, to]);
}

/** An instant in microseconds. */
export function readInstant(value: unknown, name: string): number | undefined {
  const text = readText(value, name);
  if (text === undefined) return undefined;
  const instant = parseDateTime(text);
  if (instant === undefined) throw malformed(name, `invalid ISO-8601 date-time '${text}'`);
  return instant;
}

export function orderly(from: number, to: number, [first, second]: readonly [string, string]): Window {
  if (from >= to) throw malformed(first, `must be before ${second}`);
  return { from, to };
}

function malformed(name: string, complaint: string): Failure {
  return new Failure(400, [`${name}: ${complaint}`]);
}
