import type { CatalogMessage } from '../test-kit/airbyte-message.ts';
import type { ConfiguredCatalog } from '../test-kit/airbyte-output.ts';
import { primaryKeys } from '../test-kit/truth.ts';

/** These streams of a discovered catalog, by default those of Airbyte's own connector, incremental where they can be. */
export function configureCatalog(
  { catalog }: CatalogMessage,
  names: readonly string[] = Object.keys(primaryKeys),
): ConfiguredCatalog {
  const chosen = catalog.streams.filter(({ name }) => names.includes(name));
  return {
    streams: chosen.map((stream) => {
      const incremental = stream.supported_sync_modes.includes('incremental');
      return {
        stream,
        sync_mode: incremental ? 'incremental' : 'full_refresh',
        destination_sync_mode: incremental ? 'append_dedup' : 'overwrite',
        ...(stream.default_cursor_field === undefined ? {} : { cursor_field: stream.default_cursor_field }),
        ...(stream.source_defined_primary_key === undefined
          ? {}
          : { primary_key: stream.source_defined_primary_key }),
      };
    }),
  };
}
