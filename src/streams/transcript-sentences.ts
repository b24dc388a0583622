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
    const { id: callId = null, started = null, title: callTitle = null } = call;
    const speakers = partiesBy('speakerId', call);
    let position = 0;
    return objectsOf(found?.['transcript']).flatMap((monologue, monologuePosition) => {
      const { speakerId = null, topic = null } = monologue;
      const { userId = null, name: speakerName = null, affiliation = null } = speakers(speakerId);
      return objectsOf(monologue['sentences']).map((sentence) => {
        const { start, end, text } = sentence;
        // In one piece, since there are hundreds of them a call: fields that are added one by one cost more.
        const row = {
          callId,
          started,
          position,
          callTitle,
          monologuePosition,
          speakerId,
          userId,
          speakerName,
          affiliation,
          topic,
          start,
          end,
          text,
        };
        position += 1;
        return withEntry(row, sentence);
      });
    });
  }
}
