import type { Books } from './books.ts';
import { behaviour, type Company } from './companies.ts';
import { contenders, type StreamName } from './contenders.ts';
import { measureLines, type FollowedMeasurement } from './measure.ts';
import { startSandbox, type Traffic } from './sandbox.ts';

/** One contender's sync of one company, with all its records. */
export interface Reading extends Company {
  readonly run: FollowedMeasurement;
  readonly traffic: Traffic;
}

/** A company of which a contender sent too few or too many records, or none at all. */
export interface FailedReading extends Company {
  readonly failure: string;
}

/** Starts a sandbox with the company, reads it once and compares the numbers of records with the books. */
export async function readCompany(
  who: 'ours' | 'peer',
  company: Company,
  streams: readonly StreamName[],
  books: Books,
): Promise<Reading | FailedReading> {
  try {
    await using sandbox = await startSandbox(behaviour(company));
    const run = await measureLines(contenders(sandbox, streams)[who]);
    const traffic = await sandbox.traffic();
    for (const stream of streams) {
      const [sent, held] = [run.recordsByStream[stream] ?? 0, books.records.get(stream)];
      if (sent !== held) throw new Error(`${who} sent ${sent} records of ${stream}, the company has ${held}`);
    }
    return { ...company, run, traffic };
  } catch (error) {
    // The other companies are worth having all the same; the run as a whole still fails.
    console.error(error);
    process.exitCode = 1;
    return { ...company, failure: String(error) };
  }
}
