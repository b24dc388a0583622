import { createHash } from 'node:crypto';
import { formatDate, parseInstant } from '../../base/instant.ts';
import { slugOf } from './slug.ts';

/** Where the document of a call belongs. */
export interface DocumentPlace {
  /** What tells its file from those of all other calls: the end of its name. */
  readonly id: string;
  /** Below the folder of documents: `2026/11`, or `undated`. */
  readonly folder: string;
  readonly name: string;
}

/** What a name is made of. */
interface NamedCall {
  readonly callId: string;
  readonly started: unknown;
  readonly title: unknown;
}

/** In the place of a day that is not known. */
export const UNDATED = 'undated';

/** Gong's ids are digits. What may be something else on some file system becomes a hash. */
const SAFE_ID = /^[0-9a-z]{1,40}$/;

const NAME = /^(?:\d{4}-\d\d-\d\d|undated)-(?:.+-)?([0-9a-z]{1,40})\.md$/;

/** Folders in which documents lie, as the parts of their paths. */
export const YEAR = /^\d{4}$/;
export const MONTH = /^\d{2}$/;

export function documentPlace({ callId, started, title }: NamedCall): DocumentPlace {
  const id = fileIdOf(callId);
  const instant = parseInstant(started);
  const date = instant === undefined ? UNDATED : formatDate(instant);
  const slug = typeof title === 'string' ? slugOf(title) : '';
  return {
    id,
    folder: instant === undefined ? UNDATED : date.slice(0, 7).replace('-', '/'),
    name: `${[date, slug, id].filter((part) => part !== '').join('-')}.md`,
  };
}

/** What stands for a call at the end of the name of its document. */
export function fileIdOf(callId: string): string {
  return SAFE_ID.test(callId) ? callId : createHash('sha256').update(callId).digest('hex').slice(0, 40);
}

/** Returns the id at the end of the name of a document; undefined for the name of anything else. */
export function idInName(name: string): string | undefined {
  return NAME.exec(name)?.[1];
}
