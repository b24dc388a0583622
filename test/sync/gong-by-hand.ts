import { deferred, type Deferred } from '../../src/deferred.ts';
import type { Gong } from '../../src/gong/client.ts';
import type { Answer } from '../gong/scripted-gong.ts';
import { quiet } from '../gong/quiet-gong.ts';

/** A Gong that is answered for by hand; what was asked for is answered even if nobody wants it any more. */
export function gongByHand(): Gong & { readonly asked: Deferred<Answer>[] } {
  const asked: Deferred<Answer>[] = [];
  return {
    ...quiet,
    asked,
    async request(_request, signal) {
      signal.throwIfAborted();
      const answer = deferred<Answer>();
      asked.push(answer);
      return answer.promise;
    },
  };
}
