/** Runs of each property; more with `PROPERTY_RUNS=10000 npx vitest run test/sync`. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
