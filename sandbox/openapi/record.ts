import { startSandbox, type SandboxOptions } from '../src/index.ts';
import { startRecordingProxy, type Exchange } from './recording-proxy.ts';
import type { Run } from './run.ts';

/** Lists of several pages, none of them long to read. */
const SMALL: SandboxOptions = {
  calls: 240,
  days: 20,
  users: 45,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
};

/** Everything that went to and fro during a run. */
export async function record(run: Run): Promise<readonly Exchange[]> {
  await using sandbox = await startSandbox({ ...SMALL, ...run.options });
  await using proxy = await startRecordingProxy(sandbox.url);
  await run.drive({ ...sandbox.config, api_base_url: proxy.url }, sandbox);
  return proxy.exchanges;
}
