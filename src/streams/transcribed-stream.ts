import type { RecordName } from '../generated/records.ts';
import type { JsonObject } from '../base/json-object.ts';
import { ExtensiveStream, identityOfCall } from './call-stream.ts';
import type { Window } from './list.ts';
import type { Identity, Probe } from './stream.ts';
import { transcriptProbe, transcripts } from './transcripts.ts';

/** What streams have in common that are made of an extensive call and its transcript. */
export abstract class TranscribedStream<Name extends RecordName> extends ExtensiveStream<Name> {
  override readonly scope = 'api:calls:read:transcript';
  override readonly parentScopes = ['api:calls:read:extensive'];
  readonly cost =
    'none where extensiveCalls and callTranscripts are read as well; 2 requests for 100 calls otherwise';
  override readonly lookUp = transcripts;

  override probe(window: Window): Probe {
    return transcriptProbe(window);
  }

  /** What is kept of a call while its transcript is awaited: its `id`, `started` and `isPrivate` in any case. */
  abstract override toItem(call: JsonObject): JsonObject;

  override isPrivate(item: JsonObject): boolean {
    return item['isPrivate'] === true;
  }

  override identityOf(item: JsonObject): Identity {
    return identityOfCall(item);
  }
}
