import { isJsonObject, objectOf, type JsonObject } from '../../../src/base/json-object.ts';

/** Something that the schema lets through, with every field that it names, and one entry in every list. */
export function sampleOf(schema: unknown): unknown {
  const { type, format, properties, items } = objectOf(schema);
  const kind = [type].flat().find((each) => each !== 'null');
  if (kind === 'object') {
    const fields = Object.entries(objectOf(properties)).filter(([name]) => !name.startsWith('_'));
    return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field)]));
  }
  if (kind === 'array') return [sampleOf(items)];
  if (kind === 'boolean') return true;
  if (kind === 'integer' || kind === 'number') return 7;
  return format === 'date-time' ? '2026-11-18T18:00:05.123Z' : 'text';
}

export interface Edit {
  /** `parties.0.name` */
  readonly path: string;
  readonly edited: unknown;
}

/** Each edit of one field: another value, and no value; and of each list: one entry more. */
export function editsOf(value: unknown, path = ''): Edit[] {
  const inside = (name: string | number): string => (path === '' ? String(name) : `${path}.${name}`);
  if (Array.isArray(value)) {
    const entries = value.flatMap((entry: unknown, index) =>
      editsOf(entry, inside(index)).map((edit) => ({ ...edit, edited: value.with(index, edit.edited) })),
    );
    return [...entries, { path: `${path}, longer`, edited: [...value, ...value] }];
  }
  if (!isJsonObject(value)) return [{ path, edited: otherThan(value) }];
  return Object.entries(value).flatMap(([name, field]) => [
    ...editsOf(field, inside(name)).map((edit) => ({ ...edit, edited: { ...value, [name]: edit.edited } })),
    { path: `${inside(name)}, null`, edited: { ...value, [name]: null } },
  ]);
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return String(value) === 'text' ? 'tExt' : '2026-11-18T18:00:06.123Z';
}

/** The same with the fields of each object the other way round, and fields that are null. */
export function reworded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reworded);
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).toReversed();
  const copy: JsonObject = { missing: null };
  for (const [name, field] of fields) copy[name] = reworded(field);
  return copy;
}
