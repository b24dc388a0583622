import type { CatalogMessage } from '../test-kit/airbyte-message.ts';
import type { ConfiguredCatalog } from '../test-kit/airbyte-output.ts';

/** Every stream of a discovered catalog, incremental where the stream can be. */
export function configureCatalog({ catalog }: CatalogMessage): ConfiguredCatalog {
  return {
    streams: catalog.streams.map((stream) => {
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
