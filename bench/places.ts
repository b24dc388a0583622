import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** Everything the benchmark leaves behind, apart from the results of a full run. */
export const FOLDER = join(ROOT, 'output', 'bench');

/** The peer's Python environment; its Python also measures the others. */
export const ENVIRONMENT = join(ROOT, '.venv', 'bench');
export const PYTHON = join(ENVIRONMENT, 'bin', 'python');

/** A copy of dist/, so that a build in the middle of a run does not change what is measured. */
export const CONNECTOR = join(FOLDER, 'dist', 'main.js');

/** The sandbox, likewise. */
export const SANDBOX = join(FOLDER, 'sandbox', 'main.js');

export const FLOOR = join(FOLDER, 'floor.mjs');
