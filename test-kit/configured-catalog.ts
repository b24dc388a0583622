/** One stream of `read --catalog`, as far as the rules of a read depend on it. Nulls count as absent. */
export interface ConfiguredStream {
  readonly stream: {
    readonly name: string;
    readonly json_schema?: { readonly properties?: object } | null;
    readonly supported_sync_modes?: readonly string[] | null;
    readonly default_cursor_field?: readonly string[] | null;
    readonly source_defined_primary_key?: readonly (readonly string[])[] | null;
  };
  readonly sync_mode: string;
  readonly cursor_field?: readonly string[] | null;
}

/** The input of `read --catalog`. */
export interface ConfiguredCatalog {
  readonly streams: readonly ConfiguredStream[];
}
