import type { JsonObject } from '../base/json-object.ts';
import { CallStream, identityOfCall } from './call-stream.ts';
import type { Range, Window } from './list.ts';
import type { Probe } from './stream.ts';
import { transcriptProbe, transcripts } from './transcripts.ts';

/**
 * Transcripts carry neither time nor privacy, so they are looked up by the calls of the list, which has both.
 * A call whose transcript is not ready yet has no record; the look-back asks for it again.
 */
export class CallTranscripts extends CallStream<'callTranscripts'> {
  readonly name = 'callTranscripts';
  readonly primaryKey = ['callId'] as const;
  readonly scope = 'api:calls:read:transcript';
  override readonly parentScopes = this.isExtensiveOnly ? [this.listScope] : [];
  override readonly otherScopes = this.isExtensiveOnly ? [] : [this.listScope];
  readonly cost = '1 request for 100 calls, and the list of calls where no other stream reads it';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'started';
  override readonly lookUp = transcripts;
  override readonly isMadeOfItem = false;
  override readonly identityOf = identityOfCall;

  override probe(window: Window): Probe {
    return transcriptProbe(window);
  }

  override toRecords(call: JsonObject, _window: Range, found?: JsonObject): readonly JsonObject[] {
    return found === undefined ? [] : [{ ...found, started: call['started'] ?? null }];
  }
}
