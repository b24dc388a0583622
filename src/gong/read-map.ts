import { SystemError, type ConnectorError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from './client.ts';

/**
 * Returns what a response without paging holds under a key that is a map; an empty one where nothing is found. Rejects with
 * a ConnectorError, or with the signal's reason.
 */
export async function readMap(
  gong: Gong,
  request: GongRequest,
  key: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const faultOf = (body: unknown): ConnectorError | undefined => {
    if (mapIn(body, key) !== undefined) return undefined;
    return new SystemError(
      `The response of ${gong.baseUrl}${request.path} has no map "${key}", which Gong's documentation says it has. Check api_base_url; if it is right, please report this with the log.`,
      { status: 200 },
    );
  };
  const outcome = await gong.request(request, signal, faultOf);
  if (outcome.kind === 'rejected') throw outcome.error;
  return (outcome.kind === 'data' ? mapIn(outcome.body, key) : undefined) ?? {};
}

/** Nothing at all can be null, as lists are. */
function mapIn(body: unknown, key: string): JsonObject | undefined {
  const map = isJsonObject(body) ? body[key] : undefined;
  if (map === null) return {};
  return isJsonObject(map) ? map : undefined;
}
