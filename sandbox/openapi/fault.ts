/** One thing that the document does not allow. Faults that agree in `where` and `what` are one kind. */
export interface Fault {
  /** Such as `GET /v2/users, answer 200: users[].id`. */
  readonly where: string;
  /** Such as `integer instead of string`. */
  readonly what: string;
  /** Where it was met first: the run, the exact place, the value. */
  readonly seen: string;
}

/** What is wrong at one place of a value, before it is known whose value it is. */
export type Defect = Pick<Fault, 'what' | 'seen'> & {
  /** Such as `users[].id`; empty for the value itself. */
  readonly at: string;
};

/** A value as a reader of a fault wants it: one line, not endless. */
export function excerpt(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value, exact) ?? 'nothing');
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
