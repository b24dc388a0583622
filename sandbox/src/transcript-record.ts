import type { Company } from './company.ts';
import { participants } from './parties.ts';
import { random } from './random.ts';
import { topics, writeSentence } from './words.ts';

/** The monologues of a call; speakers are those of its parties, start and end in milliseconds. */
export function transcriptRecord(company: Company, call: number): object {
  const choose = random(company.settings.seed, 'transcript', call);
  const voices = participants(company, call).filter(({ speakerId }) => speakerId !== null);
  let clock = choose.integer(0, 4000);
  const transcript = Array.from({ length: choose.integer(1, 24) }, () => ({
    speakerId: choose.pick(voices).speakerId,
    topic: choose.chance(0.3) ? null : choose.pick(topics),
    sentences: Array.from({ length: choose.integer(1, 5) }, () => {
      const start = clock;
      const end = start + choose.integer(400, 6000);
      clock = end + choose.integer(0, 900);
      return { start, end, text: writeSentence(choose) };
    }),
  }));
  return { callId: company.callIds.encode(call), transcript };
}
