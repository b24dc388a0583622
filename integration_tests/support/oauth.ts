import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OAuthEvent, Sandbox, SandboxOptions } from '../../sandbox/src/index.ts';
import type { JsonObject } from '../../test-kit/airbyte-message.ts';
import { parseOutput, type Output } from '../../test-kit/airbyte-output.ts';
import { CLI, jsonFile } from '../../test-kit/run-cli.ts';
import { catalogOf } from '../../test-kit/read-sandbox.ts';
import type { StreamName } from '../../test-kit/truth.ts';
import { small } from './sync.ts';

/** A company whose customers have allowed the app to read. */
export const company = { ...small, calls: 60, workers: 0 } as const satisfies SandboxOptions;

export const TOKEN_PATH = '/oauth2/generate-customer-token';

export interface OAuthRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Gets the process, to meddle with it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** The tokens that were used before they could be found where they are kept. */
export function watchFirstUses(sandbox: Sandbox, keptAt: string): { readonly early: readonly string[] } {
  const known = new Set<string>();
  const early: string[] = [];
  sandbox.onOAuthEvent((event) => {
    if (event.kind !== 'access' || known.has(event.accessToken)) return;
    known.add(event.accessToken);
    // This process runs the sandbox, which has not answered yet: what is not there now came too late.
    if (!readFileSync(keptAt, 'utf8').includes(event.accessToken)) early.push(event.accessToken);
  });
  return { early };
}

/** Runs the built CLI with its stdout in a file, so that it can be seen at any moment what has been written. */
export function runInto(
  stdoutPath: string,
  words: readonly string[],
  { onStart }: RunOptions = {},
): Promise<OAuthRun> {
  const descriptor = openSync(stdoutPath, 'w');
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd: tmpdir(),
    stdio: ['ignore', descriptor, 'pipe'],
  });
  closeSync(descriptor);
  const stderr: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      const stdout = readFileSync(stdoutPath, 'utf8');
      resolve({ exitCode, signal, stdout, stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'source-gong-'));
}

/** A config file as `login` writes it. */
export function privateFile(config: unknown): string {
  const path = join(newFolder(), 'config.json');
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

/** The words of a read of these streams. */
export function readWords(config: unknown, streams?: readonly StreamName[]): string[] {
  return ['read', '--config', jsonFile(config), '--catalog', jsonFile(catalogOf(streams))];
}

/** The configs that were sent to be kept. */
export function configsIn(output: Output): JsonObject[] {
  return output.of('CONTROL').map(({ control }) => control.connectorConfig.config);
}

export function parseFinished({ stdout }: OAuthRun): Output {
  return parseOutput(stdout);
}

export function tokensOf(config: JsonObject | undefined): Record<string, string> {
  return Object(config?.['credentials']);
}

/** The events of one kind. */
export function eventsOf<Kind extends OAuthEvent['kind']>(
  sandbox: Sandbox,
  kind: Kind,
): Extract<OAuthEvent, { readonly kind: Kind }>[] {
  return sandbox.oauthEvents.filter(
    (event): event is Extract<OAuthEvent, { readonly kind: Kind }> => event.kind === kind,
  );
}

/** A config whose access token is good, as a run before has left it. */
export async function renewedConfig(sandbox: Sandbox): Promise<JsonObject> {
  const config = sandbox.authorize();
  const credentials = tokensOf(config);
  const query = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: String(credentials['refresh_token']),
  });
  const basic = Buffer.from(`${credentials['client_id']}:${credentials['client_secret']}`).toString('base64');
  const response = await fetch(`${sandbox.url}${TOKEN_PATH}?${query.toString()}`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
  });
  const tokens: Record<string, unknown> = Object(await response.json());
  const token_expiry_date = new Date(Date.now() + 86_400_000).toISOString();
  const { refresh_token, access_token, api_base_url_for_customer } = tokens;
  return {
    ...config,
    credentials: {
      ...credentials,
      refresh_token,
      access_token,
      token_expiry_date,
      api_base_url_for_customer,
    },
  };
}
