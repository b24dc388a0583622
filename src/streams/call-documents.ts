import type { JsonObject } from '../base/json-object.ts';
import { documentDraft, documentRecord } from './documents/call-document.ts';
import type { Range } from './list.ts';
import { TranscribedStream } from './transcribed-stream.ts';

/** A call as a text that a person or a language model can read. */
export class CallDocuments extends TranscribedStream<'callDocuments'> {
  readonly name = 'callDocuments';
  readonly primaryKey = ['callId'] as const;
  override readonly cursorField = 'started';

  override toItem(call: JsonObject): JsonObject {
    const draft = documentDraft(call, this.filters.excludeContent);
    return { ...draft, id: draft['callId'] };
  }

  override toRecords(draft: JsonObject, _window: Range, transcript?: JsonObject): readonly JsonObject[] {
    return [documentRecord(draft, transcript)];
  }
}
