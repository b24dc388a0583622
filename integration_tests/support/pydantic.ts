import type { ConfiguredCatalog } from '../../test-kit/airbyte-output.ts';

/** A catalog as Python's models print it: null for everything that is optional, and keys of later protocols. */
export function pydanticCatalog({ streams }: ConfiguredCatalog): ConfiguredCatalog {
  const printed = streams.map((configured) => ({
    cursor_field: null,
    primary_key: null,
    generation_id: null,
    minimum_generation_id: null,
    sync_id: null,
    include_files: null,
    destination_object_name: null,
    ...configured,
    a_key_of_tomorrow: { nested: [null] },
    stream: {
      source_defined_cursor: null,
      default_cursor_field: null,
      source_defined_primary_key: null,
      namespace: null,
      is_resumable: null,
      is_file_based: null,
      ...configured.stream,
      a_key_of_tomorrow: 1,
    },
  }));
  const catalog = { streams: printed, a_key_of_tomorrow: null };
  return catalog;
}

/** A state file as Python's models print it, one entry for each pair. */
export function pydanticState(states: Readonly<Record<string, unknown>>): object[] {
  return Object.entries(states).map(([name, stream_state]) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name, namespace: null, more: null }, stream_state, more: null },
    global_: null,
    data: null,
    sourceStats: { recordCount: 3, rejectedRecordCount: null },
    destinationStats: null,
    more: {},
  }));
}
