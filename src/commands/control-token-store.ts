import type { JsonObject } from '../base/json-object.ts';
import { normalized } from '../config/normalized.ts';
import { renewedConfig } from '../config/renewed-config.ts';
import type { TokenStore } from '../gong/tokens.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';

/** No other process can be seen from here. */
const NO_LOCK: AsyncDisposable = { [Symbol.asyncDispose]: () => Promise.resolve() };

/** For a platform, which keeps the config that a CONTROL message brings, in place of the one that it has. */
export function controlTokenStore(config: JsonObject, output: Output, log: Log): TokenStore {
  return {
    lock: () => Promise.resolve(NO_LOCK),
    tryLock: () => Promise.resolve(NO_LOCK),
    // What cannot be written shows here, before a token is used up.
    prepare() {
      log.info(
        'The OAuth tokens are renewed. The config in the CONTROL message takes the place of this one.',
      );
      return output.flush();
    },
    read: () => Promise.resolve(undefined),
    awaitNext: () => Promise.resolve(undefined),
    async save(tokens) {
      output.addSecrets([tokens.refreshToken, tokens.accessToken ?? '']);
      output.message({
        type: 'CONTROL',
        control: {
          type: 'CONNECTOR_CONFIG',
          emitted_at: Date.now(),
          // The platform validates it, which what its form has left empty would not pass.
          connectorConfig: { config: renewedConfig(normalized(config).config, tokens) },
        },
      });
      await output.flush();
    },
  };
}
