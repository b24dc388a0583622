import { objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { metaDataOf } from './call-lists.ts';
import type { Range } from './list.ts';
import { partiesBy } from './parties-by.ts';
import { TranscribedStream } from './transcribed-stream.ts';

/** Transcripts, a row a sentence, with who said it: the speakers' names are those of the participants of the extensive call. */
export class TranscriptSentences extends TranscribedStream<'transcriptSentences'> {
  readonly name = 'transcriptSentences';
  readonly primaryKey = ['callId', 'position'] as const;
  override readonly cursorField = 'started';
  override readonly isOneForOne = false;

  override toItem(call: JsonObject): JsonObject {
    const { id, started, title, isPrivate } = metaDataOf(call);
    const parties = objectsOf(call['parties']).map(({ speakerId, userId, name, affiliation }) => ({
      speakerId,
      userId,
      name,
      affiliation,
    }));
    return { id, started, title, isPrivate, parties };
  }

  override toRecords(call: JsonObject, _window: Range, found?: JsonObject): readonly JsonObject[] {
    const { id: callId, started, title: callTitle } = call;
    const speakers = partiesBy('speakerId', call);
    let position = 0;
    return objectsOf(found?.['transcript']).flatMap((monologue, monologuePosition) => {
      const { speakerId, topic } = monologue;
      const { userId = null, name: speakerName = null, affiliation = null } = speakers(speakerId);
      return objectsOf(monologue['sentences']).map((sentence) => {
        const spoken = { speakerId, userId, speakerName, affiliation, topic };
        const row = withEntry({ callId, started, position, callTitle, monologuePosition }, spoken);
        position += 1;
        return withEntry(row, sentence);
      });
    });
  }
}
