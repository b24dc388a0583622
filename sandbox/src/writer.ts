import { failureAnswer, packAnswer, type PackedAnswer } from './answer.ts';
import { pack, unite, type Packed } from './compression.ts';
import type { Encoding } from './encodings.ts';
import type { Page } from './endpoint.ts';
import { Failure } from './failure.ts';
import type { Settings } from './options.ts';
import { createPageCache } from './page-cache.ts';
import type { Published } from './published.ts';
import { createRouter, type RoutedRequest } from './router.ts';
import { createWorld } from './world.ts';

/** An admitted request with what its answer depends on besides. */
export interface WriterRequest extends RoutedRequest {
  readonly encoding: Encoding;
  readonly published: Published;
}

/** Makes answers; the heavy part of the sandbox, which runs in a thread of its own. */
export type Writer = (request: WriterRequest) => Promise<PackedAnswer>;

export function createWriter(settings: Settings): Writer {
  const world = createWorld(settings);
  const route = createRouter(world);
  const capacity = (settings.pageCacheMegabytes * 1024 * 1024) / Math.max(1, settings.workers);
  const cache = createPageCache(capacity);

  const packPage = async (page: Page, encoding: Encoding): Promise<Packed> => {
    const key = `${encoding} ${page.key}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const packed = await pack(page.write(), encoding);
    cache.set(key, packed);
    return packed;
  };

  return async (request) => {
    const { requestId, encoding } = request;
    try {
      world.publish(request.published);
      const found = route(request);
      if (typeof found === 'string') return await packAnswer({ status: 200, text: found }, encoding);
      const packed = await packPage(found, encoding);
      return { status: 200, encoding: packed.encoding, pieces: unite(found.head, packed) };
    } catch (error) {
      const failure =
        error instanceof Failure ? error : new Failure(500, [`Defect of the sandbox: ${String(error)}`]);
      return packAnswer(failureAnswer(failure, requestId), encoding);
    }
  };
}
