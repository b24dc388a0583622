import type { Records } from '../../../src/generated/records.ts';
import type { Sandbox } from '../../../sandbox/src/index.ts';
import { expectedRows } from '../../../test-kit/collections.ts';
import { derivedKeys, type DerivedStream } from '../../../test-kit/derived-rows.ts';
import { companyOf, type Company } from './company.ts';

type RowStream = Extract<DerivedStream, keyof Records>;

/** What calls and reviews of a synced sandbox hold, as rows, and the streams that these are joined with. */
export interface CompanyRows extends Pick<Company, 'users' | 'calls'> {
  readonly rows: <Name extends RowStream>(name: Name) => readonly Records[Name][];
}

export function companyRowsOf(sandbox: Sandbox): CompanyRows {
  const rows = <Name extends RowStream>(name: Name): readonly Records[Name][] =>
    JSON.parse(JSON.stringify([...expectedRows(sandbox, { name, key: derivedKeys[name] }, []).values()]));
  const { users, calls } = companyOf(sandbox);
  return { users, calls, rows };
}

/** CRM objects of one type as they were, or are. */
export function objectsOf({ rows }: CompanyRows, objectType: string, timing: 'Now' | 'TimeOfCall') {
  return rows('callCrmObjects')
    .filter((object) => object.objectType === objectType && object.timing === timing)
    .map((object) => {
      const fields = new Map<string, unknown>(Object.entries(object.fields ?? {}));
      return { ...object, valueOf: (field: string): string => String(fields.get(field)) };
    });
}
