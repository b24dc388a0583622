import type { Records } from '../generated/records.ts';
import type { JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { metaDataOf } from './call-lists.ts';
import { ExtensiveStream } from './call-stream.ts';

/** The streams whose records have the place that their call has given them. */
type RowName = {
  [Name in keyof Records]: 'callId' | 'started' | 'position' extends keyof Records[Name] ? Name : never;
}[keyof Records];

/** What streams have in common whose records are entries of the lists in an extensive call. */
export abstract class CallRows<Name extends RowName> extends ExtensiveStream<Name> {
  override readonly primaryKey = ['callId', 'position'] as const;
  override readonly cursorField = 'started';
  override readonly isOneForOne = false;
  readonly cost = 'none where extensiveCalls is read as well; 1 request for 100 calls otherwise';

  override toRecords(call: JsonObject): readonly JsonObject[] {
    const { id: callId = null, started = null } = metaDataOf(call);
    return this.entriesOf(call).map((entry, position) => withEntry({ callId, started, position }, entry));
  }

  /** The entries in the order in which Gong lists them. */
  protected abstract entriesOf(call: JsonObject): readonly JsonObject[];
}
