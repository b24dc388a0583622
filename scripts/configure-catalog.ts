import type { CatalogMessage } from '../test-kit/airbyte-message.ts';
import type { ConfiguredCatalog } from '../test-kit/airbyte-output.ts';
import { primaryKeys } from '../test-kit/truth.ts';

/** The cursor of streams without times, of which an incremental read sends what differs. */
const CHANGED_AT = '_changed_at';

/**
 * These streams of a discovered catalog, by default those of Airbyte's own connector, as their connections have them: incremental
 * where the records have times, and whole where they have none.
 */
export function configureCatalog(
  { catalog }: CatalogMessage,
  names: readonly string[] = Object.keys(primaryKeys),
): ConfiguredCatalog {
  const chosen = catalog.streams.filter(({ name }) => names.includes(name));
  return {
    streams: chosen.map((stream) => {
      const { default_cursor_field: cursor } = stream;
      const incremental = cursor !== undefined && cursor[0] !== CHANGED_AT;
      return {
        stream,
        sync_mode: incremental ? 'incremental' : 'full_refresh',
        destination_sync_mode: incremental ? 'append_dedup' : 'overwrite',
        ...(incremental ? { cursor_field: cursor } : {}),
        ...(stream.source_defined_primary_key === undefined
          ? {}
          : { primary_key: stream.source_defined_primary_key }),
      };
    }),
  };
}
