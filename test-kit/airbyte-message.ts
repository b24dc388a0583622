/** A JSON object whose keys are not known here. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Names a stream; this source has no namespaces. */
export interface StreamDescriptor {
  readonly name: string;
}

/** `emitted_at` is in epoch milliseconds, as everywhere in this file. */
export interface RecordMessage {
  readonly type: 'RECORD';
  readonly record: { readonly stream: string; readonly data: JsonObject; readonly emitted_at: number };
}

/** One stream's state; `recordCount` counts its records since its previous state. */
export interface StateMessage {
  readonly type: 'STATE';
  readonly state: {
    readonly type: 'STREAM';
    readonly stream: { readonly stream_descriptor: StreamDescriptor; readonly stream_state: JsonObject };
    readonly sourceStats: { readonly recordCount: number };
  };
}

/** A line for people. */
export interface LogMessage {
  readonly type: 'LOG';
  readonly log: { readonly level: string; readonly message: string; readonly stack_trace?: string };
}

/** What went wrong; without a descriptor it concerns the whole run. */
export interface ErrorTrace {
  readonly message: string;
  readonly failure_type: 'system_error' | 'config_error' | 'transient_error';
  readonly internal_message?: string;
  readonly stack_trace?: string;
  readonly stream_descriptor?: StreamDescriptor;
}

/** A step in the life of a stream; `quota_reset` is in epoch milliseconds. */
export interface StreamStatus {
  readonly stream_descriptor: StreamDescriptor;
  readonly status: 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';
  readonly reasons?: readonly { readonly rate_limited: { readonly quota_reset: number } }[];
}

/** How many rows or bytes a stream will have in this read. */
export interface Estimate {
  readonly name: string;
  readonly row_estimate?: number;
  readonly byte_estimate?: number;
}

/** The four kinds of trace, told apart by `type`. */
export interface TraceMessage {
  readonly type: 'TRACE';
  readonly trace: { readonly emitted_at: number } & (
    | { readonly type: 'ERROR'; readonly error: ErrorTrace }
    | { readonly type: 'STREAM_STATUS'; readonly stream_status: StreamStatus }
    | { readonly type: 'ESTIMATE'; readonly estimate: Estimate }
    | { readonly type: 'ANALYTICS'; readonly analytics: { readonly type: string; readonly value?: string } }
  );
}

/** A changed configuration for the platform to keep. */
export interface ControlMessage {
  readonly type: 'CONTROL';
  readonly control: {
    readonly emitted_at: number;
    readonly connectorConfig: { readonly config: JsonObject };
  };
}

/** The answer to `spec`. */
export interface SpecMessage {
  readonly type: 'SPEC';
  readonly spec: { readonly connectionSpecification: JsonObject } & JsonObject;
}

/** The answer to `check`; a failure always has a message. */
export interface ConnectionStatusMessage {
  readonly type: 'CONNECTION_STATUS';
  readonly connectionStatus: { readonly status: 'SUCCEEDED' | 'FAILED'; readonly message?: string };
}

/** A stream as `discover` offers it. */
export interface CatalogStream {
  readonly name: string;
  readonly json_schema: { readonly properties: JsonObject } & JsonObject;
  readonly supported_sync_modes: readonly ('full_refresh' | 'incremental')[];
  readonly source_defined_cursor?: boolean;
  readonly default_cursor_field?: readonly string[];
  readonly source_defined_primary_key?: readonly (readonly string[])[];
  readonly is_resumable?: boolean;
}

/** The answer to `discover`. */
export interface CatalogMessage {
  readonly type: 'CATALOG';
  readonly catalog: { readonly streams: readonly CatalogStream[] };
}

/** Any line on stdout, as airbyte-message.schema.json describes it. */
export type Message =
  | RecordMessage
  | StateMessage
  | LogMessage
  | TraceMessage
  | ControlMessage
  | SpecMessage
  | ConnectionStatusMessage
  | CatalogMessage;

/** The message of one type. */
export type MessageOf<Type extends Message['type']> = Extract<Message, { readonly type: Type }>;
