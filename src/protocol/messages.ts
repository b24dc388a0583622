import type { FailureType } from '../base/errors.ts';

/** The messages of the Airbyte protocol that a source sends. https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol */
export type Message =
  | { readonly type: 'SPEC'; readonly spec: object }
  | { readonly type: 'CONNECTION_STATUS'; readonly connectionStatus: ConnectionStatus }
  | { readonly type: 'CATALOG'; readonly catalog: { readonly streams: readonly AirbyteStream[] } }
  | { readonly type: 'STATE'; readonly state: StreamState }
  | { readonly type: 'CONTROL'; readonly control: Control }
  | { readonly type: 'LOG'; readonly log: LogEntry }
  | { readonly type: 'TRACE'; readonly trace: Trace };

export interface ConnectionStatus {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly message?: string;
}

export interface StreamDescriptor {
  readonly name: string;
}

export interface AirbyteStream {
  readonly name: string;
  readonly json_schema: object;
  readonly supported_sync_modes: readonly ('full_refresh' | 'incremental')[];
  readonly source_defined_cursor?: boolean;
  readonly default_cursor_field?: readonly string[];
  readonly source_defined_primary_key: readonly (readonly string[])[];
  readonly is_resumable: boolean;
}

export interface StreamState {
  readonly type: 'STREAM';
  readonly stream: { readonly stream_descriptor: StreamDescriptor; readonly stream_state: object };
  /** Records of the stream since its previous state. */
  readonly sourceStats: { readonly recordCount: number };
}

/** A config that takes the place of the one that was given. It is the one message that carries secrets, and is not masked. */
export interface Control {
  readonly type: 'CONNECTOR_CONFIG';
  /** Milliseconds since 1970. */
  readonly emitted_at: number;
  readonly connectorConfig: { readonly config: object };
}

export type LogLevel = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE';

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
}

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export interface TraceError {
  readonly message: string;
  readonly internal_message?: string;
  readonly stack_trace?: string;
  readonly failure_type: FailureType;
  readonly stream_descriptor?: StreamDescriptor;
}

/** `emitted_at` and `quota_reset` are milliseconds since 1970. */
export type Trace = { readonly emitted_at: number } & (
  | { readonly type: 'ERROR'; readonly error: TraceError }
  | {
      readonly type: 'STREAM_STATUS';
      readonly stream_status: {
        readonly stream_descriptor: StreamDescriptor;
        readonly status: StreamStatus;
        readonly reasons?: readonly [
          { readonly type: 'RATE_LIMITED'; readonly rate_limited: { readonly quota_reset: number } },
        ];
      };
    }
  | {
      readonly type: 'ESTIMATE';
      readonly estimate: { readonly type: 'STREAM'; readonly name: string; readonly row_estimate: number };
    }
);
