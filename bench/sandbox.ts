import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
import { SANDBOX } from './places.ts';

/** Arguments of the sandbox's command line, such as `{ calls: 1000, 'latency-ms': 300 }`. */
export type SandboxOptions = Readonly<Record<string, number | string>>;

/** What reached the sandbox since its start or the last reset. */
export interface Traffic {
  readonly requests: number;
  /** Most requests in any 1,000 ms, the refused ones among them. */
  readonly mostPerSecond: number;
  /** Responses other than 200. */
  readonly refused: number;
}

/** A Gong in a process of its own. */
export interface Sandbox extends AsyncDisposable {
  readonly url: string;
  readonly config: JsonObject;
  readonly authorization: string;
  traffic(): Promise<Traffic>;
  reset(): Promise<void>;
  /** All records of a collection, private ones too, by the sandbox's own books. */
  truth(collection: string): AsyncIterable<JsonObject>;
  /** Processor time it has used so far; undefined where the system does not tell. */
  processorSeconds(): number | undefined;
}

/** Without a rate limit and a daily quota. */
export const UNLIMITED: SandboxOptions = { 'requests-per-second': 0, 'daily-request-limit': 0 };

/** With pages kept, so that they are not made again for every run. */
export const KEEPING_PAGES: SandboxOptions = { 'page-cache-megabytes': 4000 };

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [SANDBOX, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let printed = '';
  for await (const piece of child.stdout) {
    printed += String(piece);
    if (printed.endsWith('}\n')) break;
  }
  const started: unknown = printed === '' ? undefined : JSON.parse(printed);
  if (!isJsonObject(started) || typeof started['url'] !== 'string' || !isJsonObject(started['config'])) {
    throw new Error(`the sandbox did not start with ${words.join(' ')}`);
  }
  const { url, config } = { url: started['url'], config: started['config'] };
  const get = async (path: string): Promise<string> => (await fetch(`${url}/sandbox/${path}`)).text();
  return {
    url,
    config,
    authorization: authorizationOf(config),
    traffic: async () => readTraffic(JSON.parse(await get('requests'))),
    reset: async () => {
      await fetch(`${url}/sandbox/reset`, { method: 'POST' });
    },
    truth: (collection) => readLines(`${url}/sandbox/truth/${collection}`),
    processorSeconds: () => processorSeconds(child.pid),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await exit;
    },
  };
}

async function* readLines(address: string): AsyncGenerator<JsonObject> {
  const { ok, status, body } = await fetch(address);
  if (!ok || body === null) throw new Error(`${address} returned ${status}`);
  // Line by line: the transcripts of a large company do not fit into one string.
  for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
    const record: unknown = line === '' ? undefined : JSON.parse(line);
    if (isJsonObject(record)) yield record;
  }
}

function authorizationOf({ credentials }: JsonObject): string {
  const keys = isJsonObject(credentials) ? credentials : {};
  const pair = `${String(keys['access_key'])}:${String(keys['access_key_secret'])}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function readTraffic(summary: unknown): Traffic {
  const { total, mostPerSecond, byStatus }: JsonObject = isJsonObject(summary) ? summary : {};
  const good = isJsonObject(byStatus) ? Number(byStatus['200'] ?? 0) : 0;
  const requests = Number(total);
  return { requests, mostPerSecond: Number(mostPerSecond), refused: requests - good };
}

/** Fields 14 and 15 of Linux's process status, in hundredths of a second. */
function processorSeconds(id: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}
