import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Message } from './airbyte-message.ts';
import schema from './airbyte-message.schema.json' with { type: 'json' };
import { findUnsafeNumber } from './find-unsafe-number.ts';
import { violation } from './violation.ts';

// `discriminator` makes ajv judge, and report on, only the branch that the type selects.
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, discriminator: true });
formats.default(ajv);
const isMessage = ajv.compile<Message>(schema);

/** Reads one line of stdout (numbered from 1), which has to be exactly one valid message. */
export function parseMessage(text: string, line: number): Message {
  const value = parseJson(text, line);
  if (!isMessage(value))
    return violation(line, `not a valid Airbyte message (${faults()}): ${excerpt(text)}`);
  const unsafe = findUnsafeNumber(text);
  if (unsafe !== undefined) violation(line, `the number ${unsafe} is beyond 2^53: ${excerpt(text)}`);
  return value;
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return violation(line, `not JSON: ${excerpt(text)}`);
  }
}

function faults(): string {
  const errors = isMessage.errors ?? [];
  return errors
    .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
    .join('; ');
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}
