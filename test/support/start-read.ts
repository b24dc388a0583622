import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { configureCatalog } from '../../scripts/configure-catalog.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { checkRead, parseOutput, type ConfiguredCatalog, type Output } from './airbyte-output.ts';
import { expectedRows } from './expected-rows.ts';
