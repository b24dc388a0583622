import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';

/** What is wrong with a value by a draft-07 schema, formats included; nothing when it fits. */
export function faultsOf(schema: object): (value: unknown) => readonly ErrorObject[] {
  const validate = formats.default(new Ajv({ strict: false, allErrors: true })).compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
