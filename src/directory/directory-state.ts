import { formatInstant, parseInstant, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { formatCompany, parseCompany, type Company } from './company.ts';

/** How far a file goes. */
export interface Extent {
  readonly bytes: number;
  readonly lines: number;
}

export const NOTHING: Extent = { bytes: 0, lines: 0 };

/** The last sync of one stream, which may be under way or broken off. */
export interface StreamSync {
  /** The end of its range, which is the moment it started. */
  readonly now: Instant;
  /** The name of its file, in the folder of the stream. Without a record there is none. */
  readonly file: string;
  /** What of the file the state covers, and some more: records of windows that were under way. */
  readonly extent: Extent;
  readonly isFinished: boolean;
  /** Whether it brought less than all: the stream was refused, say. */
  readonly hasFailed?: boolean;
  /** Whether the whole file that lies beside it takes its place. */
  readonly isSwapDue: boolean;
}

export interface StreamEntry {
  readonly stream: string;
  /** As the stream has it; undefined where nothing of it was read yet. */
  readonly state: JsonObject | undefined;
  readonly sync: StreamSync;
}

/** What `state.json` says of a directory. It alone decides what in the directory counts. */
export interface DirectoryState {
  /** Whose records these are; undefined where only an earlier version has written there. */
  readonly company?: Company;
  readonly entries: ReadonlyMap<string, StreamEntry>;
  /** The last file of whose records, and of those before it, there are documents; undefined where that is not known. */
  readonly documentsThrough?: string | undefined;
  /** Streams whose files in the full copy take the place of all their others. */
  readonly swaps: readonly string[];
}

export const EMPTY: DirectoryState = { entries: new Map(), swaps: [] };

const FORMAT = 'source-gong directory';
const VERSION = 1;

/** Names of files that syncs write. Nothing else in a stream's folder is touched. */
const FILE_NAME = /^\d{4}-\d{2}-\d{2}T\d{6}Z\.jsonl(?:\.gz)?$/;

export function fileNameOf(now: Instant, isCompressed: boolean): string {
  return `${formatInstant(now).replaceAll(':', '')}.jsonl${isCompressed ? '.gz' : ''}`;
}

export function isFileName(name: string): boolean {
  return FILE_NAME.test(name);
}

export function isCompressedName(name: string): boolean {
  return name.endsWith('.gz');
}

/** The shape is one that `read --state` takes as well: states of all streams, with more keys beside them. */
export function formatDirectoryState({ company, entries, documentsThrough, swaps }: DirectoryState): string {
  const file = {
    format: FORMAT,
    version: VERSION,
    ...(company === undefined ? {} : { company: formatCompany(company) }),
    ...(swaps.length === 0 ? {} : { swaps }),
    ...(documentsThrough === undefined ? {} : { documents_through: documentsThrough }),
    stream_states: [...entries.values()].map(({ stream, state, sync }) => ({
      stream_descriptor: { name: stream },
      stream_state: state ?? null,
      last_sync: {
        started: formatInstant(sync.now),
        finished: sync.isFinished,
        file: sync.file,
        ...sync.extent,
        ...(sync.hasFailed === true ? { failed: true } : {}),
        ...(sync.isSwapDue ? { swap_due: true } : {}),
      },
    })),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Returns what a `state.json` says, or why it cannot be used. */
export function parseDirectoryState(text: string): DirectoryState | 'foreign' | 'newer' | 'damaged' {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (!isJsonObject(file) || file['format'] !== FORMAT) return 'foreign';
  if (typeof file['version'] === 'number' && file['version'] > VERSION) return 'newer';
  const { stream_states: states, documents_through: documentsThrough, swaps = [] } = file;
  if (!Array.isArray(states) || !Array.isArray(swaps)) return 'damaged';
  const entries = states.map(parseEntry).filter((entry) => entry !== undefined);
  const names = swaps.filter((name) => typeof name === 'string');
  if (entries.length < states.length || names.length < swaps.length) return 'damaged';
  const company = parseCompany(file['company']);
  return {
    ...(company === undefined ? {} : { company }),
    entries: new Map(entries.map((entry) => [entry.stream, entry])),
    ...(typeof documentsThrough === 'string' && isFileName(documentsThrough) ? { documentsThrough } : {}),
    swaps: names,
  };
}

function parseEntry(entry: unknown): StreamEntry | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { stream_descriptor: descriptor, stream_state: state, last_sync: sync } = entry;
  const stream = isJsonObject(descriptor) ? descriptor['name'] : undefined;
  // It is the name of a folder, too.
  if (typeof stream !== 'string' || !/^\w+$/.test(stream) || !isJsonObject(sync)) return undefined;
  const { started, finished, failed, file, bytes, lines, swap_due: isSwapDue } = sync;
  const now = parseInstant(started);
  if (now === undefined || typeof file !== 'string' || !isFileName(file)) return undefined;
  if (!isCount(bytes) || !isCount(lines)) return undefined;
  return {
    stream,
    state: isJsonObject(state) ? state : undefined,
    sync: {
      now,
      file,
      extent: { bytes, lines },
      isFinished: finished === true,
      ...(failed === true ? { hasFailed: true } : {}),
      isSwapDue: isSwapDue === true,
    },
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
