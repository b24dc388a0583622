import { editMark, type Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { participants } from './parties.ts';
import { random, type Random } from './random.ts';
import { topics, writeSentence } from './words.ts';

/** What was said in a call: one item is a monologue, start and end are in milliseconds. */
export interface Transcript {
  readonly callId: string;
  readonly transcript: readonly Monologue[];
}

interface Monologue {
  readonly speakerId: string | null;
  readonly topic: string | null;
  readonly sentences: readonly Sentence[];
}

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The speakers are those of the parties. The monologues run along the whole call, which is seldom filled with speech.
 * Few of them have a topic.
 */
export function transcriptRecord(company: Company, call: number, edits?: Edits): Transcript {
  const choose = random(company.settings.seed, 'transcript', call);
  const voices = participants(company, call).filter(({ speakerId }) => speakerId !== null);
  const topical = random(company.settings.seed, 'topics of the transcript', call);
  let clock = choose.integer(0, 4000);
  const monologues = Array.from({ length: choose.integer(1, 24) }, () => ({
    speakerId: choose.pick(voices).speakerId,
    topic: topicOf(choose.chance(0.3) ? null : choose.pick(topics), topical),
    sentences: Array.from({ length: choose.integer(1, 5) }, () => {
      const start = clock;
      const end = start + choose.integer(400, 6000);
      clock = end + choose.integer(0, 900);
      return { start, end, text: writeSentence(choose) };
    }),
  }));
  const pace = (company.durationSeconds(call) * 1000) / (clock + choose.integer(0, 2000));
  const mark = editMark(edits, 'transcript');
  const transcript = monologues.map(({ sentences, ...monologue }, place) => ({
    ...monologue,
    sentences: sentences.map((sentence, first) => {
      const { text, ...times } = paced(sentence, pace);
      return { ...times, text: place + first === 0 ? `${text}${mark}` : text };
    }),
  }));
  return { callId: company.callIds.encode(call), transcript };
}

function topicOf(topic: string | null, topical: Random): string | null {
  return topical.chance(0.15) ? topic : null;
}

/** In a long call the pauses are longer, in a short one everything is shorter. */
function paced({ start, end, text }: Sentence, pace: number): Sentence {
  const begin = Math.floor(start * pace);
  return { start: begin, end: begin + Math.floor((end - start) * Math.min(1, pace)), text };
}
