import { DuckDBInstance } from '@duckdb/node-api';

export type Row = Readonly<Record<string, unknown>>;

/** A DuckDB in memory, as `duckdb -init views.sql` opens it. */
export interface Database {
  /** Whole numbers come as numbers, times as Date. */
  rows(sql: string): Promise<Row[]>;
  /** Columns of a view with their types. */
  types(view: string): Promise<Readonly<Record<string, string>>>;
  close(): void;
}

export async function openDatabase(script: string): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<Row[]> => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJS().map(withNumbers);
  };
  await connection.run(script);
  return {
    rows,
    types: async (view) => {
      const described = await rows(`DESCRIBE "${view}"`);
      return Object.fromEntries(
        described.map((column) => [String(column['column_name']), String(column['column_type'])]),
      );
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function withNumbers(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
