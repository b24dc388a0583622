import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject } from '../src/base/json-object.ts';
import { startSandbox } from '../sandbox/src/index.ts';
import { withTerminal } from '../test-kit/with-terminal.ts';
import { TerminalScreen, type Cell } from '../test-kit/terminal-screen.ts';
import { drawScreen } from './draw-screen.ts';

/** Draws docs/sync.svg: the terminal of a real sync, against a sandbox at Gong's rate limit, half-way. */
const TARGET = join(import.meta.dirname, '..', 'docs', 'sync.svg');
const COLUMNS = 92;
const CALLS = 2_400;

/** By then more than half of the calls have come. */
const REQUESTS = 42;

const COMMAND = '$ source-gong sync --to gong';

await using sandbox = await startSandbox({ calls: CALLS, users: 340, latencyMilliseconds: 600 });
const folder = mkdtempSync(join(tmpdir(), 'source-gong-'));
const { credentials, start_date: startDate } = sandbox.config;
const { access_key: key, access_key_secret: secret } = isJsonObject(credentials) ? credentials : {};

const screen = new TerminalScreen(COLUMNS);
let picture: readonly (readonly Cell[])[] | undefined;
await withTerminal(['sync', '--to', join(folder, 'gong')], {
  columns: COLUMNS,
  environment: {
    GONG_ACCESS_KEY: String(key),
    GONG_ACCESS_KEY_SECRET: String(secret),
    GONG_API_BASE_URL: sandbox.url,
    GONG_START_DATE: String(startDate),
  },
  onOutput(chunk, type) {
    screen.write(chunk);
    if (picture !== undefined || screen.isHeldBack || sandbox.requests.length < REQUESTS) return;
    picture = screen.lines.map((line) => [...line]);
    // Ctrl-C: the rest need not be read.
    type('\u0003');
  },
});
if (picture === undefined) throw new Error(`the sync ended before its picture was taken:\n${screen.text}`);

const command = COMMAND.split('').map((character) => ({ character, style: ['1'] }));
mkdirSync(join(TARGET, '..'), { recursive: true });
writeFileSync(TARGET, drawScreen([command, ...picture.filter((line) => line.length > 0)], COLUMNS));
